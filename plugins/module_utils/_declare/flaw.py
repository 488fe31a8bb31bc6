# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A mistake in one value, with its remedy."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from .._thirdparty import PydanticCustomError
from .lookalikes import plain_word


def flaw(problem: str, remedy: str, *, timezone: str = "") -> PydanticCustomError:
    """A validation error with a remedy.

    Parameters:
        timezone: What was written for a time zone, where those of the country make a better remedy.
    """
    return PydanticCustomError("flaw", "{problem}", {"problem": problem, "remedy": remedy, "timezone": timezone})


def nearest(value: str, known: Sequence[str]) -> str:
    """The remedy for a name that is not known: the closest known ones, or all when they are few."""
    same = plain_word(value, known.__contains__)
    if same:
        return same
    close = difflib.get_close_matches(value, known, n=3, cutoff=0.6)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    if len(known) <= 15:
        return f"Use one of: {', '.join(known)}."
    return f"Use a name of the kind {', '.join(known[:3])}."
