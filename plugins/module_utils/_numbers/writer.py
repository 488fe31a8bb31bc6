# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Carries out a plan for numbers in batches; a refused number does not stop the others of its batch."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .._client.client import Client
from .._client.errors import ApiError, ClientError
from .._engine.bulk import Outcome, RowError, batched, for_each
from .._engine.creation_journal import CreationJournal
from .._engine.operation import Report
from .._locations.calling_api import CallingLocationsApi
from .._locations.ids import LocationIds
from .addition import add_numbers
from .api import NumbersApi
from .dependencies import Dependencies
from .move import NumberMover
from .moves import MainChange, Round
from .plan import LocationPlan, main_number_of
from .removal import REMOVE_BATCH, remove_numbers

ADD_BATCH = 10
ACTIVATE_BATCH = 500


class NumbersWriter:
    """Writes the numbers of one organization, and reports the outcome of each.

    Parameters:
        ids: The locations of the customer.
        dependencies: Rows that fail because others failed.
        active: Whether new numbers are to be active.
        journal: Journal of objects that this machine created in the last seconds.
        workers: Batches of additions at once.
    """

    def __init__(
        self,
        client: Client,
        org_id: str,
        ids: LocationIds,
        dependencies: Dependencies,
        report: Report,
        *,
        active: bool,
        journal: CreationJournal,
        workers: int,
    ) -> None:
        self._workers = workers
        self._client, self._org_id, self._ids, self._dependencies = client, org_id, ids, dependencies
        self._report, self._active, self._journal = report, active, journal
        self._api = NumbersApi(client, org_id)
        self._mover = NumberMover(client, org_id, journal)

    def add(self, additions: Mapping[str, Sequence[str]]) -> None:
        """Add numbers to locations, by location; several batches at once."""
        batches = [
            (self._ids.of(location), batch)
            for location, numbers in additions.items()
            for batch in batched(numbers, ADD_BATCH)
        ]
        for outcome in for_each(batches, self._added, self._workers):
            _location_id, numbers = outcome.row
            for number in numbers:
                self._note([number], outcome.error or (outcome.value or {}).get(number, ""))

    def activate(self, location: str, numbers: Sequence[str]) -> None:
        """Activate numbers of a location."""
        location_id = self._ids.of(location)
        for batch in batched(numbers, ACTIVATE_BATCH):
            self._try(batch, lambda numbers: self._api.activate(location_id, numbers))

    def exchange(self, rounds: Sequence[Round]) -> None:
        """Set main numbers and move numbers, in this order."""
        for one in rounds:
            for change in one.mains:
                self._set_main(change)
            for target, moves in one.by_target.items():
                left = [move for move in moves if self._dependencies.can_move(move)]
                for number, reason in self._mover.move(left, self._ids.of(target)).items() if left else ():
                    self._note([number], reason)

    def remove(self, location: LocationPlan) -> None:
        """Remove numbers, except a main number that could not be replaced."""
        location_id = location.known_id

        def remove(numbers: Sequence[str]) -> None:
            remove_numbers(self._client, self._api, location_id, numbers)

        for batch in batched(self._dependencies.removable(location), REMOVE_BATCH):
            try:
                remove(batch)
                self._note(batch)
            except (ClientError, RowError) as error:
                if len(batch) == 1:
                    self._note(batch, str(error))
                    continue
                # One number that cannot be removed fails the whole batch: it is sent again number by number.
                for number in batch:
                    self._try([number], remove)

    def _added(self, batch: tuple[str, Sequence[str]]) -> Mapping[str, str]:
        """Add a batch; return the refused numbers with the reason."""
        location_id, numbers = batch
        try:
            return self._add_batch(location_id, numbers)
        except ApiError as error:
            if error.status not in (400, 409) or len(numbers) == 1:
                raise
        # One bad number fails the whole batch: it is sent again number by number.
        alone = [(location_id, [number]) for number in numbers]
        return {outcome.row[1][0]: self._reason(outcome) for outcome in for_each(alone, self._added, workers=1)}

    @staticmethod
    def _reason(outcome: Outcome[tuple[str, list[str]], Mapping[str, str]]) -> str:
        """Why a number was not added; empty when it was."""
        return outcome.error or "; ".join((outcome.value or {}).values())

    def _add_batch(self, location_id: str, numbers: Sequence[str]) -> Mapping[str, str]:
        return add_numbers(self._client, self._org_id, location_id, numbers, self._active, self._journal)

    def _set_main(self, change: MainChange) -> None:
        if not self._dependencies.can_be_main(change):
            return
        identity = main_number_of(change.location)
        try:
            api = CallingLocationsApi(self._client, self._org_id)
            api.update(self._ids.of(change.location), {"main_number": change.new})
            self._note([identity])
        except (ClientError, RowError) as error:
            self._note([identity], str(error))

    def _try(self, numbers: Sequence[str], do: Callable[[list[str]], None]) -> None:
        try:
            do(list(numbers))
            self._note(numbers)
        except (ClientError, RowError) as error:
            self._note(numbers, str(error))

    def _note(self, identities: Sequence[str], error: str = "") -> None:
        self._report.outcomes.update({identity: Outcome(None, error=error) for identity in identities})
