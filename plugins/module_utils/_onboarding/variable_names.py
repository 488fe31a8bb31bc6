# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Variables with the prefix of the collection that it does not know: nothing that is declared is passed over. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from .._declare.problem import Problem
from .contract import CONTRACT
from .settings import ALL_SETTINGS

PREFIX = "webex_"
KNOWN = (*CONTRACT, *ALL_SETTINGS)
# Names the variables with the prefix that belong to the user.
OTHERS = "webex_other_variables"


def is_unknown(name: Any) -> bool:
    """Whether a variable has the prefix, in whatever case or with a hyphen, and is none of the collection."""
    return isinstance(name, str) and _spelled(name).startswith(PREFIX) and name not in KNOWN


def unknown_variables(variables: Mapping[str, Any]) -> Iterator[Problem]:
    """A problem for every variable that is not known, unless `webex_other_variables` names it.

    Parameters:
        variables: Of one host; only the names count, since a misspelt variable is one without a value too.
    """
    others = variables.get(OTHERS)
    if others is not None and not isinstance(others, (list, tuple)):
        # Reported as such; which names were meant is not known.
        return
    for name in variables:
        if is_unknown(name) and name not in (others or ()):
            yield Problem((name,), "there is no such variable.", _remedy(name))


def _remedy(name: str) -> str:
    # Without the prefix, which would make all names look alike.
    own = {known.removeprefix(PREFIX): known for known in KNOWN}
    close = difflib.get_close_matches(_spelled(name).removeprefix(PREFIX), own, n=1)
    meant = f"Did you mean {own[close[0]]}?" if close else "Correct or remove it."
    return f"{meant} Name a variable of your own in {OTHERS}."


def _spelled(name: str) -> str:
    return name.lower().replace("-", "_")
