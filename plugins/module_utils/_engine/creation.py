# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Creating without duplicates: after a lost answer or a conflict, look the object up by natural key and adopt it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from .._client.client import Client
from .._client.errors import ApiError, OutcomeUnknown
from .creation_journal import CreationJournal, Key

T = TypeVar("T")

# A new object may be missing from lists for some seconds: one look-up cannot show that nothing was created.
LOOKUP_DELAYS_S = (1.0, 2.0, 4.0, 8.0)
# Most refusals are right, and many rows may be refused: they do not wait for long.
REFUSAL_LOOKUP_DELAYS_S = LOOKUP_DELAYS_S[:2]


def create_or_adopt(
    create: Callable[[], T],
    find: Callable[[], T | None],
    client: Client,
    recent: CreationJournal,
    key: Key,
    *,
    after_conflict: Sequence[float] = LOOKUP_DELAYS_S,
) -> tuple[T, bool]:
    """Create an object; return it and whether it was adopted instead.

    Parameters:
        create: Sends the POST and returns the object.
        find: Looks the object up by its natural key.
        client: For its clock and its retry_timeout.
        recent: Journal of objects that this machine created in the last seconds.
        key: Kind and identity of the object in the journal.
        after_conflict: Passed to `until_known`.

    Raises:
        OutcomeUnknown: That of `until_known`; or another run creates the object and does not finish.
        ApiError: That of `create`.
    """
    while not recent.try_start(key):
        found = _look_for_the_others(find, client, recent, key)
        if found is not None:
            return found, True
        recent.settle([key])
    try:
        outcome = until_known(create, find, client, after_conflict=after_conflict)
    except ApiError:
        recent.clear(key)
        raise
    recent.succeed(key)
    return outcome


def until_known(
    create: Callable[[], T],
    find: Callable[[], T | None],
    client: Client,
    *,
    after_conflict: Sequence[float] = LOOKUP_DELAYS_S,
    after_refusal: Sequence[float] = REFUSAL_LOOKUP_DELAYS_S,
) -> tuple[T, bool]:
    """Send a creation until its outcome is known; return the object and whether it existed already.

    Parameters:
        create, find, client: Those of `create_or_adopt`.
        after_conflict: Pauses in seconds between look-ups after 409, which says that the object exists.
        after_refusal: The same after 400, which is reported to occur although the object was created.

    Raises:
        OutcomeUnknown: No answer came within retry_timeout, and no look-up found the object.
        ApiError: That of `create`, when the object is not found.
    """
    deadline = client.clock() + client.settings.retry_timeout
    while True:
        try:
            return create(), False
        except OutcomeUnknown:
            found = look(find, client)
            if found is None and client.clock() >= deadline:
                raise
        except ApiError as error:
            if error.status not in (400, 409):
                raise
            found = look(find, client, (0.0, *(after_conflict if error.status == 409 else after_refusal)))
            if found is None:
                raise
        if found is not None:
            return found, True


def look(find: Callable[[], T | None], client: Client, pauses: Sequence[float] = LOOKUP_DELAYS_S) -> T | None:
    """Look the object up after each pause, in seconds, until it is found."""
    for pause in pauses:
        if pause:
            client.sleep(pause)
        found = find()
        if found is not None:
            return found
    return None


def _look_for_the_others(find: Callable[[], T | None], client: Client, recent: CreationJournal, key: Key) -> T | None:
    """Look for an object that another run is creating, or created in the last seconds."""
    deadline = client.clock() + client.settings.retry_timeout
    found = find()
    while found is None:
        found = look(find, client)
        if found is not None or not recent.in_progress_elsewhere(key):
            break
        if client.clock() > deadline:
            raise OutcomeUnknown(
                f"another run on this machine has been creating {key[1]} for more than "
                f"{client.settings.retry_timeout:.0f} s; run again when that has ended."
            )
    return found
