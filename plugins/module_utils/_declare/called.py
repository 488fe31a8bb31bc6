# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How messages call an option: by the variable of the inventory where a role has set it, else as the task has it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

# Of this process, which does one task: threads of it make messages, too.
_variables: list[bool] = [False]


@contextmanager
def by_variables(chosen: bool) -> Iterator[None]:
    """Let messages name variables as long as this lasts.

    Parameters:
        chosen: Whether a role of this collection has set the options, so that a person edits variables.
    """
    before, _variables[0] = _variables[0], chosen
    try:
        yield
    finally:
        _variables[0] = before


def called(option: str, value: str = "", *, variable: str = "") -> str:
    """The name of an option for a message: "webex_precheck: false" in a role, "precheck: false" elsewhere.

    Parameters:
        option: Of a module.
        value: What it is to be set to; left out where only the name matters.
        variable: Of the inventory; webex_ and the option when it is not given.
    """
    name = (variable or f"webex_{option}") if _variables[0] else option
    return f"{name}: {value}" if value else name
