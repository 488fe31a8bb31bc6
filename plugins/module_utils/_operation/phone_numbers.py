# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_phone_numbers: numbers and main numbers of a customer's locations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._api.calling_locations import CallingLocationsApi
from .._api.numbers import AVAILABLE, NumberRow, NumbersApi
from .._api.pstn import OWN_NUMBERS, PstnApi
from .._client.client import Client
from .._client.errors import ApiError, ClientError, Conflict, ServerFailure
from .._model.base import Declared, read_list
from .._model.types import LocationName, PhoneNumber
from .._reconcile.delete_guard import guard
from .._reconcile.numbers import NumberPlan, WantedNumbers, plan_numbers
from .._reconcile.plan import Action
from .bulk import Outcome, batched
from .location_ids import LocationIds
from .number_addition import add_numbers
from .rows import RowsOperation

ADD_BATCH = 10
ACTIVATE_BATCH = 500
REMOVE_BATCH = 5
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
        self._active = inputs.get("number_state", "active") == "active"
        self._present: list[NumberRow] = []
        self._ids = LocationIds({})
        self._plans: list[NumberPlan] = []

    def read_present(self, client: Client) -> None:
        """One list for the whole organization."""
        self._present = list(NumbersApi(client, self.context.org_id).rows())

    def plan(self) -> Sequence[Action]:
        """Compare; removals only with prune and within the delete guard."""
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
        """Add, activate, set the main number, remove: location by location, each batch on its own."""
        accepted = self._accepted(client)
        api = NumbersApi(client, self.context.org_id)
        for plan in self._plans:
            allowed = plan.location in accepted
            if allowed and plan.changes_inventory:
                location_id = self._ids.of(plan.location)
                self._add(client, location_id, accepted[plan.location])
                for batch in batched(plan.activate, ACTIVATE_BATCH):
                    self._try(batch, lambda numbers, at=location_id: api.activate(at, numbers))
            self._main(client, plan)
            if allowed and plan.remove:
                self._remove_all(client, api, self._ids.of(plan.location), self._removable(plan))
        self.finish()

    # Before anything is written

    def _accepted(self, client: Client) -> dict[str, list[str]]:
        """The new numbers that can be added, by location; locations whose carrier forbids changes are left out."""
        changing = [plan for plan in self._plans if plan.actions]
        for plan in changing:
            for number, reason in plan.problems.items():
                self.fail_row(number, reason)
        if any(plan.changes_inventory or plan.main_number for plan in changing):
            self._ids = LocationIds.find(client, self.context, self.inputs)
        accepted = {
            plan.location: list(plan.add) for plan in changing if plan.changes_inventory and self._allowed(client, plan)
        }
        new = [number for numbers in accepted.values() for number in numbers]
        refused = self._refused(client, new) if self.inputs.get("precheck", True) else {}
        there = self._added_meanwhile(client, accepted) if refused else frozenset()
        for number, reason in refused.items():
            self._keep([number], "" if number in there else reason)
        return {name: [number for number in numbers if number not in refused] for name, numbers in accepted.items()}

    def _added_meanwhile(self, client: Client, accepted: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """Numbers that another run has added to their location since the list was read."""
        rows = {row.number: row.location for row in NumbersApi(client, self.context.org_id).rows()}
        return frozenset(n for name, numbers in accepted.items() for n in numbers if rows.get(n) == name)

    def _allowed(self, client: Client, plan: NumberPlan) -> bool:
        """Whether numbers of this location may be changed through the API: Cisco warns of damaged data elsewhere."""
        numbers = [*plan.add, *plan.activate, *plan.remove]
        types: Mapping[str, Any] = self.inputs.get("connection_types") or {}
        if client.check_mode and (self._ids.is_planned(plan.location) or types.get(plan.location, "") is None):
            return True
        try:
            kind = types.get(plan.location)
            if not kind:
                connection = PstnApi(client, self.context.org_id).get(self._ids.of(plan.location))
                kind = connection.type if connection else ""
        except (ValueError, ClientError) as error:
            reason = str(error)
        else:
            if kind in OWN_NUMBERS:
                return True
            reason = (
                f"location {plan.location} has no PSTN connection; declare pstn."
                if not kind
                else f"the numbers of location {plan.location} come from an integrated carrier or Cisco PSTN ({kind}): "
                "order or remove them in Control Hub, then run again."
            )
        for number in numbers:
            self.fail_row(number, reason)
        return False

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

    def _main(self, client: Client, plan: NumberPlan) -> None:
        if not plan.main_number:
            return
        identity = f"main number of {plan.location}"
        failed = self.outcomes.get(plan.main_number)
        if failed and failed.error:
            self.fail_row(identity, f"{plan.main_number} is not there: {failed.error}")
            return
        try:
            api = CallingLocationsApi(client, self.context.org_id)
            api.update(self._ids.of(plan.location), {"main_number": plan.main_number})
            self.outcomes[identity] = Outcome(None)
        except (ClientError, ValueError) as error:
            self.fail_row(identity, str(error))

    def _removable(self, plan: NumberPlan) -> list[str]:
        """The old main number stays when the new one could not be set."""
        failed = self.error_of(f"main number of {plan.location}")
        if failed and plan.old_main in plan.remove:
            self.fail_row(plan.old_main, f"it is still the main number: {failed['error']}")
            return [number for number in plan.remove if number != plan.old_main]
        return list(plan.remove)

    def _remove_all(self, client: Client, api: NumbersApi, location_id: str, numbers: Sequence[str]) -> None:
        for batch in batched(numbers, REMOVE_BATCH):
            try:
                self._remove(client, api, location_id, batch)
                self._keep(batch, "")
            except (ClientError, ValueError) as error:
                if len(batch) == 1:
                    self._keep(batch, str(error))
                    continue
                # One number that cannot go keeps the others of its batch: they get their chance one by one.
                for number in batch:
                    self._try([number], lambda one: self._remove(client, api, location_id, one))

    def _remove(self, client: Client, api: NumbersApi, location_id: str, numbers: Sequence[str]) -> None:
        """Remove; a number stays in use for some seconds after its owner let it go, one that is gone already is
        fine."""
        for pause in (2.0, 5.0, 10.0, 0.0):
            try:
                api.remove(location_id, numbers)
                return
            except (Conflict, ServerFailure) as error:
                left = {row.number for row in api.rows() if row.number}
                numbers = [number for number in numbers if number in left]
                if not numbers:
                    return
                if not pause:
                    raise ValueError(f"{', '.join(numbers)}: {error}") from None
                client.sleep(pause)

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
                    "main_number": plan.main_number or None,
                }
            )
        failed = [{"number": key, **self.error_of(key)} for key in self.outcomes if self.error_of(key)]
        return {"locations": rows, "failed_numbers": failed}
