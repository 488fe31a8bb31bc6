# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finds rows that will fail, before anything is written; the same in check mode and in a run."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from .._client.client import Client
from .._declare.unicode_forms import name_key
from .._declare.webex_ids import same_id
from .._engine.bulk import Outcome, RowError, batched, results_of
from .._engine.operation import Report
from .._locations.ids import LocationIds
from .api import NumbersApi
from .carriers import Carriers
from .dependencies import Dependencies
from .model import PhoneNumbersOptions
from .plan import LocationPlan, NumbersPlan
from .present import ListedNumber, PresentNumbers

VALIDATE_BATCH = 100


class NumbersCheck:
    """Asks Webex about a plan, without writing, and reports the rows that will fail.

    Attributes:
        ids: The locations of the customer; empty when nothing changes.
        dependencies: Rows that fail because others failed.
    """

    def __init__(
        self, client: Client, options: PhoneNumbersOptions, present: PresentNumbers, plan: NumbersPlan, report: Report
    ) -> None:
        context = present.context
        self._options, self._plan, self._report, self._planned = options, plan, report, context.planned
        self._api = NumbersApi(client, context.org_id)
        self.ids = LocationIds()
        if any(location.changing or location.main_change for location in plan.locations):
            self.ids = LocationIds.find(client, context, options.location_ids)
        self._carriers = Carriers(
            client, context.org_id, self.ids, options.connection_types, complete=options.connections_known
        )
        self.dependencies = Dependencies(plan, report, self.ids)

    def accepted(self) -> dict[str, list[str]]:
        """The new numbers that are well-formed and free, by location; none where the carrier forbids changes."""
        possible = {
            location.location: list(location.add)
            for location in self._plan.locations
            if location.changing and self._is_allowed(location)
        }
        # Webex answers for an organization only.
        refused = self._ask(possible) if self._options.precheck and not self._planned else frozenset()
        self._refuse_moves()
        for one in self._plan.rounds():
            for change in one.mains:
                self.dependencies.can_be_main(change)
            for moves in one.by_target.values():
                for move in moves:
                    self.dependencies.can_move(move)
        return {name: [number for number in numbers if number not in refused] for name, numbers in possible.items()}

    def _is_allowed(self, location: LocationPlan) -> bool:
        """Whether the carrier lets numbers of this location be changed."""
        reason = self._carriers.problem(location.location, location.known_id)
        for number in location.changing if reason else ():
            self._report.fail(number, reason)
        return not reason

    def _ask(self, possible: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """The new numbers that Webex refuses, without those that another run has added since the list was read."""
        asked = dict.fromkeys(itertools.chain.from_iterable(possible.values()))
        checks = results_of(batched(list(asked), VALIDATE_BATCH), self._api.validate, self._options.workers)
        refused = {
            check.number: check.refusal
            for check in itertools.chain.from_iterable(checks)
            if check.refusal and check.number in asked
        }
        there = self._added_meanwhile(possible) if refused else frozenset()
        for number, reason in refused.items():
            self._report.outcomes[number] = Outcome(None, error="" if number in there else reason)
        return frozenset(refused)

    def _added_meanwhile(self, possible: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """The new numbers that are at their location by now."""
        listed = {row.number: row for row in self._api.rows()}
        return frozenset(
            number
            for location, numbers in possible.items()
            for number in numbers
            if number in listed and self._is_at(listed[number], location)
        )

    def _is_at(self, listed: ListedNumber, location: str) -> bool:
        if name_key(listed.location) == name_key(location):
            return True
        try:
            return same_id(listed.location_id, self.ids.of(location))
        except RowError:
            return False

    def _refuse_moves(self) -> None:
        """Refuse moves from locations whose carrier forbids changes, before anything is removed."""
        reasons: dict[str, str] = {}
        for move in (move for location in self._plan.locations for move in location.moves):
            if move.source_id not in reasons:
                reasons[move.source_id] = self._carriers.problem(move.source, move.source_id)
            if reasons[move.source_id] and not self._report.error_of(move.number):
                self._report.fail(move.number, reasons[move.source_id])
