# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_locations and webex_location: the locations of one customer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .._api.calling_locations import CallingLocation, CallingLocationsApi
from .._api.locations import Location as PresentLocation
from .._api.locations import LocationsApi
from .._client.client import Client
from .._client.errors import Conflict
from .._model.base import given, read_list
from .._model.location import Location
from .._model.problem import InputError, Problem
from .._model.types import shown
from .._reconcile.delete_guard import guard
from .._reconcile.locations import KIND, LocationChange, match, needs_details, plan_locations
from .._reconcile.plan import Action, summary
from .._reconcile.refusal import Refused
from .._text import name_key
from .bulk import for_each
from .create import create_or_adopt
from .location_removal import check_removal, remove_location
from .rows import RowsOperation

LOOK_EVERY = 2.0
_ALWAYS = ("address", "timezone", "language")


class LocationsOperation(RowsOperation):
    """All locations of a customer."""

    NOUN = "locations"

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self.wanted = self._declared()
        self._present: list[PresentLocation] = []
        self._calling: dict[str, CallingLocation] = {}
        self._changes: list[LocationChange] = []
        self._ids: dict[str, str | None] = {}
        self._unreadable: dict[str, str] = {}

    def _declared(self) -> list[Location]:
        locations = read_list(Location, self.inputs.get("locations") or [], ("locations",), "name")
        return with_headquarters(locations, self.inputs.get("headquarters"))

    def read(self, client: Client) -> None:
        """As for every customer; of a planned one, Webex makes the head office together with it."""
        super().read(client)
        key = name_key(self._headquarters())
        if self.context.planned and self.inputs.get("calling", True) is not False:
            for location in self.wanted:
                if name_key(location.name) == key:
                    self._present, self._calling = _made_with_customer(location)

    def read_present(self, client: Client) -> None:
        """Two lists; and one read more per location whose details are declared."""
        org_id = self.context.org_id
        self._present = list(LocationsApi(client, org_id).list())
        calling = CallingLocationsApi(client, org_id)
        self._calling = {location.id: location for location in calling.list()}
        wanted = {location.name for location in self.wanted if needs_details(location) or self.inputs.get("details")}
        matched = match(self.wanted, self._present, self._headquarters())
        rows = [location.id for name, location in matched.items() if name in wanted and location.id in self._calling]
        for outcome in for_each(rows, calling.get, client.settings.workers):
            if outcome.value is not None:
                self._calling[outcome.row] = outcome.value
            else:
                self._unreadable[outcome.row] = outcome.error

    def plan(self) -> Sequence[Action]:
        """Compare; removals only with prune and within the delete guard."""
        self._changes = [self._readable(change) for change in self._plan_changes()]
        removals = [change.action.identity for change in self._changes if change.action.action == "delete"]
        if self.inputs.get("prune"):
            guard(
                "locations",
                removals,
                len(self._present),
                max_count=int(self.inputs.get("prune_max_count", 0)),
                max_percent=int(self.inputs.get("prune_max_percent", 0)),
            )
        return [change.action for change in self._changes]

    def doubtful(self, client: Client, creations: Sequence[Action]) -> bool:
        """Webex makes the head office together with the customer: it is looked for with patience, never made twice."""
        with_customer = name_key(self._headquarters()) if self.inputs.get("calling", True) is not False else ""
        named = any(name_key(action.identity) == with_customer for action in creations)
        return (named and not self.context.planned) or super().doubtful(client, creations)

    def _readable(self, change: LocationChange) -> LocationChange:
        """What could not be read is not guessed."""
        error = self._unreadable.get(change.present.id) if change.present else None
        return replace(change, problem=error) if error else change

    def _plan_changes(self) -> list[LocationChange]:
        return plan_locations(
            self.wanted,
            self._present,
            self._calling,
            with_calling=self.inputs.get("calling", True) is not False,
            prune=bool(self.inputs.get("prune")),
            protected=self.inputs.get("protected_locations") or (),
            headquarters=self._headquarters(),
        )

    def _headquarters(self) -> str:
        return str((self.inputs.get("headquarters") or {}).get("name") or "")

    def forecast(self, client: Client) -> None:
        """Check mode: what cannot be made, and what Webex would not let go."""
        self._refuse_impossible()
        api = CallingLocationsApi(client, self.context.org_id)
        rows = [change for change in self._changes if change.action.action == "delete"]
        self.work(client, rows, lambda change: self._ask_deletion(api, change), lambda change: change.action.identity)
        self.finish()

    def apply(self, client: Client) -> None:
        """Creations and changes side by side, then removals."""
        self._refuse_impossible()
        possible = [change for change in self._changes if change.action.changes and not change.problem]
        for removing in (False, True):
            rows = [change for change in possible if (change.wanted is None) is removing]
            self.work(client, rows, lambda change: self._do(client, change), lambda change: change.action.identity)
        self.finish()

    def _refuse_impossible(self) -> None:
        for change in self._changes:
            if change.problem:
                self.fail_row(change.action.identity, change.problem)

    def _ask_deletion(self, api: CallingLocationsApi, change: LocationChange) -> None:
        if change.present and change.present.id in self._calling:
            check_removal(api, change.present)

    def _do(self, client: Client, change: LocationChange) -> str:
        org_id = self.context.org_id
        locations, calling = (LocationsApi(client, org_id), CallingLocationsApi(client, org_id))
        if change.wanted is None:
            if change.present:
                timeout = float(self.inputs.get("job_timeout") or 300.0)
                with_calling = change.present.id in self._calling
                remove_location(client, locations, calling, change.present, with_calling=with_calling, timeout=timeout)
            return ""
        if change.present is None:
            location_id = self._create(client, locations, change.wanted)
        else:
            location_id = change.present.id
            if change.basics:
                locations.update(location_id, change.basics)
        self._ids[change.wanted.name] = location_id
        if change.enable:
            self._enable(client, calling, location_id, change)
        if change.settings:
            self._set(client, calling, location_id, change)
        return location_id

    def _create(self, client: Client, api: LocationsApi, wanted: Location) -> str:
        key = name_key(wanted.name)

        def find() -> str | None:
            return next((location.id for location in api.list() if name_key(location.name) == key), None)

        location_id, _adopted = create_or_adopt(
            lambda: api.create(_values(wanted, None)), find, client, self.recent(client), (KIND, wanted.name)
        )
        return location_id

    def _enable(self, client: Client, api: CallingLocationsApi, location_id: str, change: LocationChange) -> None:
        def find() -> str | None:
            return next((location.id for location in api.list() if location.id == location_id), None)

        def enable() -> str:
            if change.wanted is not None:
                api.enable(location_id, _values(change.wanted, change.present))
            return location_id

        create_or_adopt(enable, find, client, self.recent(client), ("calling location", location_id))

    def _set(self, client: Client, api: CallingLocationsApi, location_id: str, change: LocationChange) -> None:
        """Write the calling settings; a routing prefix is changed by a job, whose end is waited for."""
        settings = dict(change.settings)
        deadline = client.clock() + float(self.inputs.get("job_timeout") or 300.0)
        while True:
            try:
                job = api.update(location_id, settings)
                break
            except Conflict:
                # Another job changes the prefix of this location.
                if "routing_prefix" not in settings or client.clock() + LOOK_EVERY > deadline:
                    raise
                client.sleep(LOOK_EVERY)
        prefix = settings.get("routing_prefix")
        while job and prefix and client.clock() + LOOK_EVERY < deadline:
            if api.get(location_id).settings.get("routing_prefix") == prefix:
                return
            client.sleep(LOOK_EVERY)
        if job and prefix:
            self.warnings.append(
                f"location {change.action.identity}: Webex still changes the routing prefix to {prefix}; the next run "
                "tells whether it did, and job_timeout is how long to wait for it."
            )

    def location_rows(self) -> list[dict[str, Any]]:
        """One row per location."""
        rows = []
        for change in self._changes:
            identity = change.action.identity
            location_id = self._ids.get(identity) or (change.present.id if change.present else None) or None
            rows.append(
                {"name": identity, "id": location_id, "action": change.action.action, **self.error_of(identity)}
            )
        return rows

    def objects(self) -> dict[str, Any]:
        """Rows, counts, and the ids by name for later steps: null for what is still to be made."""
        rows = self.location_rows()
        ids: dict[str, str | None] = {location.name: location.id or None for location in self._present}
        for row in rows:
            if row["action"] == "delete":
                ids.pop(row["name"], None)
            elif "error" not in row or row["id"]:
                ids[row["name"]] = row["id"]
        for change in self._changes:
            if change.present and "name" in change.basics:
                ids.pop(change.present.name, None)
        return {
            "locations": rows,
            "location_ids": ids,
            "summary": summary([change.action for change in self._changes], len(self.wanted)),
        }


class LocationOperation(LocationsOperation):
    """One location."""

    def _declared(self) -> list[Location]:
        if self.inputs.get("state") == "absent":
            return []
        row = given(Location, self.inputs)
        return read_list(Location, [row], (), "name")

    def _plan_changes(self) -> list[LocationChange]:
        if self.inputs.get("state") != "absent":
            return super()._plan_changes()
        name, key = self.inputs["name"], name_key(self.inputs["name"])
        meant = [location.name for location in self._present if name_key(location.name) == key]
        if len(meant) > 1:
            names = ", ".join(sorted(set(meant)))
            raise Refused(
                f"There are several locations named {name} ({names}; case does not count); rename all but one in "
                "Control Hub."
            )
        others = {location.name for location in self._present} - set(meant)
        return plan_locations([], self._present, self._calling, prune=True, protected=others)

    def objects(self) -> dict[str, Any]:
        """The one row."""
        rows = self.location_rows()
        return {"location": rows[0] if rows and rows[0]["action"] != "delete" else None}


def with_headquarters(locations: list[Location], headquarters: Mapping[str, Any] | None) -> list[Location]:
    """The headquarters count as declared, and fill what the entry of their name leaves out.

    Parameters:
        headquarters: name, timezone, language and address as declared with the customer.

    Raises:
        InputError: The headquarters' data is wrong.
    """
    if not headquarters:
        return locations
    own = read_list(Location, [dict(headquarters)], (), "name")[0]
    key = name_key(own.name)
    filled, found = [], False
    for index, location in enumerate(locations):
        if name_key(location.name) != key:
            filled.append(location)
            continue
        if location.name != own.name:
            message = f"the headquarters are {shown(own.name)} in webex_customer and {shown(location.name)} here."
            problem = Problem(("locations", index, "name"), message, "Write their name alike in both.")
            raise InputError([problem])
        found = True
        filled.append(read_list(Location, [{**_written(own), **_written(location)}], (), "name")[0])
    return filled if found else [own, *filled]


def _made_with_customer(location: Location) -> tuple[list[PresentLocation], dict[str, CallingLocation]]:
    """The head office as it will be: known after apply, and equal to its declaration but for later settings."""
    address = location.address.model_dump(exclude_none=True) if location.address else {}
    made = PresentLocation("", location.name, location.timezone or "", location.language or "", address)
    return [made], {"": CallingLocation("", location.name, "", {})}


def _written(location: Location) -> dict[str, Any]:
    """What was written; null of what no location can be without is as good as nothing."""
    written = location.model_dump(exclude_unset=True)
    return {key: value for key, value in written.items() if value is not None or key not in _ALWAYS}


def _values(wanted: Location, present: PresentLocation | None) -> dict[str, Any]:
    """All values of a location, as creation and enabling take them; what is not declared is as it is."""
    values: dict[str, Any] = {
        "name": wanted.name,
        "timezone": wanted.timezone or (present.timezone if present else ""),
        "language": wanted.language or (present.language.lower() if present else ""),
        "address": wanted.address.model_dump() if wanted.address else dict(present.address if present else {}),
    }
    if present and wanted.address:
        values["address"] = {**present.address, **wanted.address.model_dump(exclude_unset=True)}
    return values
