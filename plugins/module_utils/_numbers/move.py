# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Moves numbers between locations: removed from one, added to the other, put back when that fails.

A killed run does no harm: the next one finds the number at no location, and adds it where it is declared.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from .._client.client import Client
from .._client.errors import ApiError, ClientError
from .._declare.webex_ids import same_id
from .._engine.bulk import RowError, batched
from .._engine.creation_journal import CreationJournal
from .addition import add_numbers
from .api import NumbersApi
from .moves import Move
from .removal import PAUSES_S, REMOVE_BATCH, remove_numbers

# Numbers that are at no location at the same time: few, so that a failure affects few.
MOVE_BATCH = 10


class NumberMover:
    """Moves numbers of one organization.

    Parameters:
        journal: Journal of objects that this machine created in the last seconds.
    """

    def __init__(self, client: Client, org_id: str, journal: CreationJournal) -> None:
        self._client, self._org_id, self._journal = client, org_id, journal
        self._api = NumbersApi(client, org_id)
        # Refused, perhaps because the number is not free yet.
        self._too_early: set[str] = set()

    def move(self, moves: Sequence[Move], target_id: str) -> dict[str, str]:
        """Move numbers to one location; return for each why it could not be moved, empty where it was.

        Parameters:
            moves: Moves to this location.
            target_id: Id of that location.
        """
        errors: dict[str, str] = {}
        alike: dict[tuple[str, bool, bool], list[Move]] = {}
        for move in moves:
            alike.setdefault((move.source_id, move.was_active, move.active), []).append(move)
        for group in alike.values():
            for batch in batched(group, MOVE_BATCH):
                errors.update(self._move(batch, target_id))
        return errors

    def _move(self, moves: Sequence[Move], target_id: str) -> dict[str, str]:
        """Move numbers with the same source and the same state."""
        source_id, source = moves[0].source_id, moves[0].source
        errors = self._take([move.number for move in moves], source_id, source)
        gone = [move.number for move in moves if not errors[move.number]]
        refused = self._add(gone, target_id, moves[0].active)
        back = [number for number in gone if refused[number]]
        lost = self._add(back, source_id, moves[0].was_active)
        for number in back:
            errors[number] = f"it cannot be added to {moves[0].target}: {refused[number]} It was put back to {source}."
        for number, reason in lost.items():
            if reason and self._is_at(number, target_id):
                errors[number] = ""
            elif reason:
                errors[number] = (
                    f"it was removed from {source} and cannot be added to {moves[0].target}: {refused[number]} It "
                    f"could not be put back to {source} either: {reason} The next run adds it where it is declared."
                )
        return errors

    def _is_at(self, number: str, location_id: str) -> bool:
        """Whether an addition succeeded although its answer was lost; False when that cannot be read."""
        with suppress(ClientError):
            return any(row.number == number and same_id(row.location_id, location_id) for row in self._api.rows())
        return False

    def _take(self, numbers: Sequence[str], source_id: str, source: str) -> dict[str, str]:
        """Remove numbers from the old location, one by one after a refusal of the batch."""
        errors: dict[str, str] = {}
        for batch in batched(numbers, REMOVE_BATCH):
            found = self._try_to_take(batch, source_id)
            for number in batch:
                # One number that cannot be removed fails the whole batch.
                reason = self._try_to_take([number], source_id) if found and len(batch) > 1 else found
                errors[number] = f"it could not be taken from {source}: {reason}" if reason else ""
        return errors

    def _try_to_take(self, numbers: Sequence[str], source_id: str) -> str:
        try:
            remove_numbers(self._client, self._api, source_id, numbers)
        except (ClientError, RowError) as error:
            return str(error)
        return ""

    def _add(self, numbers: Sequence[str], location_id: str, active: bool) -> dict[str, str]:
        """Add numbers, with retries: Webex may free a number only some seconds after its removal."""
        left, errors = list(numbers), dict.fromkeys(numbers, "")
        for pause in (0.0, *PAUSES_S):
            if left:
                if pause:
                    self._client.sleep(pause)
                errors.update(self._try_to_add(left, location_id, active))
                left = [number for number in left if number in self._too_early]
        for number in left if len(numbers) > 1 else ():
            # One bad number fails the whole batch.
            errors.update(self._try_to_add([number], location_id, active))
        return errors

    def _try_to_add(self, numbers: Sequence[str], location_id: str, active: bool) -> dict[str, str]:
        self._too_early.difference_update(numbers)
        try:
            refused = add_numbers(self._client, self._org_id, location_id, numbers, active, self._journal)
        except ClientError as error:
            if isinstance(error, ApiError) and error.status in (400, 409):
                self._too_early.update(numbers)
            return dict.fromkeys(numbers, str(error))
        self._too_early.update(refused)
        return {number: refused.get(number, "") for number in numbers}
