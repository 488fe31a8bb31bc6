# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The delete guard: a run that would remove more than was foreseen stops before the first removal. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .refusal import Refused

_MAX_NAMES = 10


def guard(kind: str, removals: Sequence[str], total: int, *, max_count: int, max_percent: int) -> None:
    """Refuse when too many objects would be removed.

    Parameters:
        kind: What is removed, in the plural.
        removals: Identities of what would be removed.
        total: Number of objects that exist now.
        max_count: Removals that are allowed.
        max_percent: Share of `total` that is allowed, 0 to 100.

    Raises:
        Refused: One of the two limits is exceeded.
    """
    count = len(removals)
    if not count:
        return
    percent = 100 * count / max(total, 1)
    if count <= max_count and percent <= max_percent:
        return
    names = ", ".join(removals[:_MAX_NAMES]) + (f" and {count - _MAX_NAMES} more" if count > _MAX_NAMES else "")
    raise Refused(
        f"{count} of {total} {kind} would be removed ({percent:.0f} %): {names}. At most {max_count} and "
        f"{max_percent} % are allowed; nothing was changed. Put them back into the inventory, or raise "
        "prune_max_count and prune_max_percent."
    )
