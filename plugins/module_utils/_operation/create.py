# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Creating without duplicates: when the answer is lost or somebody was faster, look by natural key and adopt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .._client.client import Client
from .._client.errors import Conflict, OutcomeUnknown

T = TypeVar("T")

ROUNDS = 3
# A new object may be missing from lists for some seconds: one look is not enough to say that nothing was made.
LOOKS = (1.0, 2.0, 4.0, 8.0)


def create_or_adopt(create: Callable[[], T], find: Callable[[], T | None], client: Client) -> tuple[T, bool]:
    """Create an object; return it and whether it was adopted instead.

    Parameters:
        create: Sends the POST and returns the object.
        find: Looks the object up by its natural key.
        client: For its sleep.

    Raises:
        OutcomeUnknown: No answer came three times, and the object was not found after any of them.
        Conflict: Webex says it exists, but it cannot be found.
        ApiError: As of `create`.
    """
    for attempt in range(ROUNDS):
        try:
            return create(), False
        except OutcomeUnknown:
            for pause in LOOKS:
                client.sleep(pause)
                found = find()
                if found is not None:
                    return found, True
            if attempt == ROUNDS - 1:
                raise
        except Conflict:
            found = find()
            if found is None:
                raise
            return found, True
    raise AssertionError("unreachable")
