# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The delete guard: a run that would remove more than was foreseen stops before the first removal. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from .._declare.called import called
from .refusal import Refused

_MAX_NAMES = 10
# Of fewer objects every one is a large share.
PERCENT_COUNTS_FROM = 10


def guard(
    kind: str,
    removals: Sequence[str],
    total: int,
    *,
    max_count: int,
    max_percent: int,
    variables: str,
    loss: str = "be removed",
) -> None:
    """Refuse when too many objects would be removed.

    Parameters:
        kind: What is removed, in the plural.
        removals: Identities of what would be removed.
        total: Number of objects that exist now.
        max_count: Removals that are allowed.
        max_percent: Share of `total` that is allowed, 0 to 100; it counts from ten objects on.
        variables: How the variables for these limits begin.
        loss: What would become of them.

    Raises:
        Refused: One of the two limits is exceeded.
    """
    count = len(removals)
    if not count:
        return
    percent, share_counts = 100 * count / max(total, 1), total >= PERCENT_COUNTS_FROM
    if count <= max_count and (percent <= max_percent or not share_counts):
        return
    names = ", ".join(removals[:_MAX_NAMES]) + (f" and {count - _MAX_NAMES} more" if count > _MAX_NAMES else "")
    limit = (
        f"At most {max_count} and {max_percent} % are allowed" if share_counts else f"No more than {max_count} may go"
    )
    limits = ("prune_max_count", "prune_max_percent") if share_counts else ("prune_max_count",)
    options = " and ".join(called(option, variable=f"{variables}{option.removeprefix('prune')}") for option in limits)
    raise Refused(
        f"{count} of {total} {kind} would {loss} ({percent:.0f} %): {names}. {limit}; nothing was changed. "
        f"Put back what left the inventory, or raise {options}."
    )
