# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_phone_numbers: numbers and main numbers of a customer's locations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .._api.calling_locations import CallingLocationsApi
from .._api.numbers import AVAILABLE, NumberRow, NumbersApi
from .._client.client import Client
from .._client.errors import ApiError, ClientError
from .._model.base import Declared, read_list
from .._model.problem import InputError, Problem
from .._model.types import LocationName, PhoneNumber
from .._reconcile.delete_guard import guard
from .._reconcile.number_moves import MainChange, Move, rounds
from .._reconcile.numbers import NumberPlan, WantedNumbers, plan_numbers
from .._reconcile.plan import Action
from .._text import name_key
from .bulk import Outcome, batched
from .location_ids import LocationIds
from .number_addition import add_numbers
from .number_carriers import Carriers
from .number_move import NumberMover
from .number_removal import REMOVE_BATCH, remove_numbers
from .rows import RowsOperation

ADD_BATCH = 10
ACTIVATE_BATCH = 500
VALIDATE_BATCH = 100


class LocationNumbers(Declared):
    """Numbers and main number of one location; numbers null or absent means not managed."""

    location: LocationName
    numbers: list[PhoneNumber] | None = None
    main_number: PhoneNumber | None = None


class PhoneNumbersOperation(RowsOperation):
    """The numbers of the declared locations."""

    NOUN = "phone numbers"

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        entries = read_list(LocationNumbers, inputs.get("locations") or [], ("locations",), "location")
        self._wanted = [
            WantedNumbers(entry.location, None if entry.numbers is None else tuple(entry.numbers), entry.main_number)
            for entry in entries
        ]
        _once(self._wanted)
        self._active = inputs.get("number_state", "active") == "active"
        self._present: list[NumberRow] = []
        self._ids = LocationIds({})
        self._plans: list[NumberPlan] = []

    def read_present(self, client: Client) -> None:
        """One list for the whole organization; locations are called as an earlier step hands them over."""
        names = {str(value): str(name) for name, value in (self.inputs.get("location_ids") or {}).items() if value}
        self._present = [
            replace(row, location=names.get(row.location_id, row.location))
            for row in NumbersApi(client, self.context.org_id).rows()
        ]

    def plan(self) -> Sequence[Action]:
        """Compare; removals only with prune and within the delete guard, which moves do not count for."""
        prune = bool(self.inputs.get("prune"))
        self._plans = plan_numbers(
            self._wanted,
            self._present,
            prune=prune,
            prune_in_use=bool(self.inputs.get("prune_in_use")),
            active=self._active,
        )
        if prune:
            guard(
                "phone numbers",
                [number for plan in self._plans for number in plan.remove],
                sum(bool(row.number) for row in self._present),
                max_count=int(self.inputs.get("prune_max_count", 0)),
                max_percent=int(self.inputs.get("prune_max_percent", 0)),
            )
        for plan in self._plans:
            for number, reason in plan.kept.items():
                self.warnings.append(f"{number} left the numbers of {plan.location} but stays: {reason}.")
        return [action for plan in self._plans for action in plan.actions]

    def forecast(self, client: Client) -> None:
        """Check mode: what Webex says about new numbers, and whether the carrier allows the change."""
        if not self.context.planned:
            self._accepted(client)
        self.finish()

    def apply(self, client: Client) -> None:
        """Add and activate, set main numbers and move in an order that works, remove; each batch on its own."""
        accepted = self._accepted(client)
        api = NumbersApi(client, self.context.org_id)
        for plan in self._plans:
            if plan.location in accepted:
                location_id = self._ids.of(plan.location)
                self._add(client, location_id, accepted[plan.location])
                for batch in batched(plan.activate, ACTIVATE_BATCH):
                    self._try(batch, lambda numbers, at=location_id: api.activate(at, numbers))
        mover = NumberMover(client, self.context.org_id, self.recent(client))
        for mains, moves in self._rounds():
            for main in mains:
                self._main(client, main)
            for target, numbers in moves.items():
                left = [move for move in numbers if self._can_move(move)]
                for number, reason in mover.move(left, self._ids.of(target)).items() if left else ():
                    self._keep([number], reason)
        for plan in self._plans:
            if plan.location in accepted and plan.remove:
                self._remove_all(client, api, self._ids.of(plan.location), self._removable(plan))
        self.finish()

    # Before anything is written

    def _accepted(self, client: Client) -> dict[str, list[str]]:
        """The new numbers that can be added, by location; locations whose carrier forbids changes are left out.

        All that is known to fail is a failed row after this, in check mode as in the run.
        """
        for plan in self._plans:
            for number, reason in plan.problems.items():
                self.fail_row(number, reason)
            if plan.main_problem:
                self.fail_row(_main_of(plan.location), plan.main_problem)
        changing = [plan for plan in self._plans if plan.actions]
        if any(plan.changes_inventory or plan.main_number for plan in changing):
            self._ids = LocationIds.find(client, self.context, self.inputs)
        carriers = Carriers(client, self.context.org_id, self._ids, self.inputs.get("connection_types") or {})
        accepted = {
            plan.location: list(plan.add)
            for plan in changing
            if plan.changes_inventory and self._allowed(carriers, plan)
        }
        new = [number for numbers in accepted.values() for number in numbers]
        refused = self._refused(client, new) if self.inputs.get("precheck", True) else {}
        there = self._added_meanwhile(client, accepted) if refused else frozenset()
        for number, reason in refused.items():
            self._keep([number], "" if number in there else reason)
        self._refuse_moves(carriers)
        for mains, moves in self._rounds():
            for main in mains:
                self._can_be_main(main)
            for numbers in moves.values():
                for move in numbers:
                    self._can_move(move)
        return {name: [number for number in numbers if number not in refused] for name, numbers in accepted.items()}

    def _added_meanwhile(self, client: Client, accepted: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """Numbers that another run has added to their location since the list was read."""
        rows = {row.number: row for row in NumbersApi(client, self.context.org_id).rows()}
        return frozenset(
            number
            for name, numbers in accepted.items()
            for number in numbers
            if number in rows and self._is_at(rows[number], name)
        )

    def _is_at(self, row: NumberRow, location: str) -> bool:
        if name_key(row.location) == name_key(location):
            return True
        try:
            return row.location_id == self._ids.of(location)
        except ValueError:
            return False

    def _allowed(self, carriers: Carriers, plan: NumberPlan) -> bool:
        """Whether numbers of this location may be changed; failed rows where not."""
        reason = carriers.problem(plan.location)
        numbers = [*plan.add, *plan.activate, *plan.remove, *(move.number for move in plan.moves)]
        for number in numbers if reason else ():
            self.fail_row(number, reason)
        return not reason

    def _refuse_moves(self, carriers: Carriers) -> None:
        """Moves away from locations whose carrier forbids it: refused before anything is removed."""
        reasons: dict[str, str] = {}
        for move in (move for plan in self._plans for move in plan.moves):
            if move.source_id not in reasons:
                reasons[move.source_id] = carriers.problem(move.source, move.source_id)
            if reasons[move.source_id] and not self.error_of(move.number):
                self.fail_row(move.number, reasons[move.source_id])

    # The order of main numbers and moves

    def _rounds(self) -> list[tuple[tuple[MainChange, ...], dict[str, list[Move]]]]:
        """Main numbers that can be set, and after them moves by their target, until all is done."""
        mains = [plan.main_change for plan in self._plans if plan.main_change]
        order, _circle = rounds(mains, [move for plan in self._plans for move in plan.moves])
        found = []
        for one in order:
            moves: dict[str, list[Move]] = {}
            for move in one.moves:
                moves.setdefault(move.target, []).append(move)
            found.append((one.mains, moves))
        return found

    def _can_be_main(self, main: MainChange) -> bool:
        """Whether number and location are there; a failed row when they are known not to be."""
        failed = self.error_of(main.new)
        if failed:
            self.fail_row(_main_of(main.location), f"{main.new} is not there: {failed['error']}")
        elif not self._ids.is_planned(main.location):
            try:
                self._ids.of(main.location)
            except ValueError as error:
                self.fail_row(_main_of(main.location), str(error))
        return not self.error_of(_main_of(main.location))

    def _can_move(self, move: Move) -> bool:
        """Whether nothing is against the move; the old main number stays when the new one could not be set."""
        failed = self.error_of(_main_of(move.source))
        is_main = any(plan.old_main == move.number for plan in self._plans if plan.location == move.source)
        if failed and is_main and not self.error_of(move.number):
            self.fail_row(move.number, f"it is still the main number of {move.source}: {failed['error']}")
        return not self.error_of(move.number)

    def _refused(self, client: Client, numbers: Sequence[str]) -> dict[str, str]:
        """What Webex says against new numbers."""
        api = NumbersApi(client, self.context.org_id)
        refused: dict[str, str] = {}
        for batch in batched(numbers, VALIDATE_BATCH):
            for verdict in api.validate(batch):
                if verdict.state != AVAILABLE and verdict.number in batch:
                    details = f" ({'; '.join(verdict.details)})" if verdict.details else ""
                    refused[verdict.number] = f"Webex calls it {verdict.state}{details}."
        return refused

    # Writing

    def _add(self, client: Client, location_id: str, numbers: Sequence[str]) -> None:
        for batch in batched(numbers, ADD_BATCH):
            try:
                refused = add_numbers(
                    client, self.context.org_id, location_id, batch, self._active, self.recent(client)
                )
            except ApiError as error:
                if error.status not in (400, 409) or len(batch) == 1:
                    self._keep(batch, str(error))
                    continue
                # One bad number fails the whole batch: the others get their chance one by one.
                for number in batch:
                    self._try([number], lambda one: self._one(client, location_id, one))
                continue
            except ClientError as error:
                self._keep(batch, str(error))
                continue
            for number in batch:
                self._keep([number], refused.get(number, ""))

    def _add_batch(self, client: Client, location_id: str, numbers: Sequence[str]) -> Mapping[str, str]:
        return add_numbers(client, self.context.org_id, location_id, numbers, self._active, self.recent(client))

    def _one(self, client: Client, location_id: str, numbers: Sequence[str]) -> None:
        refused = self._add_batch(client, location_id, numbers)
        if refused:
            raise ValueError("; ".join(refused.values()))

    def _main(self, client: Client, main: MainChange) -> None:
        if not self._can_be_main(main):
            return
        identity = _main_of(main.location)
        try:
            api = CallingLocationsApi(client, self.context.org_id)
            api.update(self._ids.of(main.location), {"main_number": main.new})
            self.outcomes[identity] = Outcome(None)
        except (ClientError, ValueError) as error:
            self.fail_row(identity, str(error))

    def _removable(self, plan: NumberPlan) -> list[str]:
        """The old main number stays when the new one could not be set."""
        failed = self.error_of(_main_of(plan.location))
        if failed and plan.old_main in plan.remove:
            self.fail_row(plan.old_main, f"it is still the main number: {failed['error']}")
            return [number for number in plan.remove if number != plan.old_main]
        return list(plan.remove)

    def _remove_all(self, client: Client, api: NumbersApi, location_id: str, numbers: Sequence[str]) -> None:
        for batch in batched(numbers, REMOVE_BATCH):
            try:
                remove_numbers(client, api, location_id, batch)
                self._keep(batch, "")
            except (ClientError, ValueError) as error:
                if len(batch) == 1:
                    self._keep(batch, str(error))
                    continue
                # One number that cannot go keeps the others of its batch: they get their chance one by one.
                for number in batch:
                    self._try([number], lambda one: remove_numbers(client, api, location_id, one))

    def _try(self, numbers: Sequence[str], do: Any) -> None:
        try:
            do(list(numbers))
            self._keep(numbers, "")
        except (ClientError, ValueError) as error:
            self._keep(numbers, str(error))

    def _keep(self, numbers: Sequence[str], error: str) -> None:
        self.outcomes.update({number: Outcome(None, error=error) for number in numbers})

    def objects(self) -> dict[str, Any]:
        """One row per location, and the numbers that failed."""
        rows = []
        for plan in self._plans:
            rows.append(
                {
                    "location": plan.location,
                    "added": [number for number in plan.add if not self.error_of(number)],
                    "activated": [number for number in plan.activate if not self.error_of(number)],
                    "removed": [number for number in plan.remove if not self.error_of(number)],
                    "moved": [move.number for move in plan.moves if not self.error_of(move.number)],
                    "main_number": plan.main_number or None,
                }
            )
        failed = [{"number": key, **self.error_of(key)} for key in self.outcomes if self.error_of(key)]
        return {"locations": rows, "failed_numbers": failed}


def _main_of(location: str) -> str:
    """The row of a location's main number."""
    return f"main number of {location}"


def _once(wanted: Sequence[WantedNumbers]) -> None:
    """A number belongs to one location, or it would come and go with every run."""
    seen: dict[str, str] = {}
    problems = []
    for index, entry in enumerate(wanted):
        for number in entry.numbers or ():
            if number in seen:
                message = f"{number} belongs to location {seen[number]} as well."
                problems.append(Problem(("locations", index, "numbers"), message, "Leave it in one of them."))
            seen.setdefault(number, entry.location)
    if problems:
        raise InputError(problems)
