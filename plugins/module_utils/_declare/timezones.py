# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether two names are those of one time zone, such as US/Pacific and America/Los_Angeles. Pure."""

from __future__ import annotations

import functools
import zoneinfo
from datetime import UTC, datetime, timedelta

# The database of time zones has one zone for all places whose clocks agree since 1970, with many names.
_MOMENTS = tuple(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days) for days in range(0, 68 * 366, 7))


@functools.lru_cache(maxsize=1_000)
def same_timezone(one: str, other: str) -> bool:
    """Whether the clocks of both agree since 1970; an unknown name is the same as itself only."""
    if one == other:
        return True
    try:
        first, second = zoneinfo.ZoneInfo(one), zoneinfo.ZoneInfo(other)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return all(_clock(moment, first) == _clock(moment, second) for moment in _MOMENTS)


def _clock(moment: datetime, zone: zoneinfo.ZoneInfo) -> tuple[timedelta | None, str | None]:
    there = moment.astimezone(zone)
    return there.utcoffset(), there.tzname()
