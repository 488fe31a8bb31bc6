# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_pstn: the PSTN connections of a customer's locations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._api.pstn import Connection, PstnApi
from .._client.client import Client
from .._client.errors import ApiError
from .._model.base import read_list
from .._model.location import Pstn
from .._model.types import LocationName, nearest
from .._reconcile.plan import Action
from .._reconcile.pstn import plan_pstn, refused_in_the_hub, shown
from .bulk import for_each
from .location_ids import LocationIds
from .rows import RowsOperation


class LocationPstn(Pstn):
    """A connection and the location it belongs to."""

    location: LocationName


@dataclass
class _Row:
    wanted: LocationPstn
    current: Connection | None
    action: Action
    problem: str = ""


class PstnOperation(RowsOperation):
    """The connections of the declared locations."""

    NOUN = "PSTN connections"

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self._wanted = read_list(LocationPstn, inputs.get("connections") or [], ("connections",), "location")
        self._ids = LocationIds({})
        self._connections: dict[str, Connection | None] = {}
        self._unreadable: dict[str, str] = {}
        self._rows: list[_Row] = []

    def read_present(self, client: Client) -> None:
        """One read per location, side by side."""
        self._ids = LocationIds.find(client, self.context, self.inputs)
        api = PstnApi(client, self.context.org_id)
        names = [entry.location for entry in self._wanted if not self._ids.is_planned(entry.location)]
        for outcome in for_each(names, lambda name: api.get(self._ids.of(name)), client.settings.workers):
            self._connections[outcome.row] = outcome.value
            if outcome.error:
                self._unreadable[outcome.row] = outcome.error

    def plan(self) -> Sequence[Action]:
        """Compare."""
        self._rows = []
        for entry in self._wanted:
            current = self._connections.get(entry.location)
            if entry.location in self._unreadable:
                self._rows.append(
                    _Row(entry, None, Action("pstn", entry.location, "none"), self._unreadable[entry.location])
                )
                continue
            action, problem = plan_pstn(entry.location, entry, current)
            self._rows.append(_Row(entry, current, action, problem))
        return [row.action for row in self._rows]

    def forecast(self, client: Client) -> None:
        """Check mode: is the carrier on offer."""
        self._each(client, apply=False)

    def apply(self, client: Client) -> None:
        """Choose carriers and gateways."""
        self._each(client, apply=True)

    def _each(self, client: Client, *, apply: bool) -> None:
        for row in self._rows:
            if row.problem:
                self.fail_row(row.wanted.location, row.problem)
        rows = [
            row
            for row in self._rows
            if row.action.changes
            and not row.problem
            and not self.context.planned
            and not self._later(row.wanted.location)
        ]
        api = PstnApi(client, self.context.org_id)
        self.work(client, rows, lambda row: self._do(api, row, apply), lambda row: row.wanted.location)
        self.finish()

    def _later(self, location: str) -> bool:
        return self._ids.is_planned(location)

    def _do(self, api: PstnApi, row: _Row, apply: bool) -> None:
        location_id = self._ids.of(row.wanted.location)
        if row.wanted.route:
            if apply:
                api.set_route(location_id, row.wanted.route.model_dump())
                row.current = api.get(location_id)
            return
        provider = row.wanted.provider or ""
        carriers = api.options(location_id)
        named = [carrier for carrier in carriers if carrier.name.casefold() == provider.casefold()]
        if len(named) != 1:
            names = tuple(carrier.name for carrier in carriers)
            problem = f"{len(named)} carriers are named {provider}." if named else f"no carrier is named {provider}."
            raise ValueError(f"{problem} {nearest(provider, names) if names else 'Webex offers none here.'}")
        if not apply:
            return
        try:
            api.set_carrier(location_id, named[0].id)
        except ApiError as error:
            if error.status == 400:
                raise ValueError(refused_in_the_hub(provider, str(error))) from None
            raise
        row.current = api.get(location_id)

    def objects(self) -> dict[str, Any]:
        """One row per location; the type of a connection that is still to be set is null."""
        rows = []
        for row in self._rows:
            name = row.wanted.location
            same = row.current is not None and not plan_pstn(name, row.wanted, row.current)[0].changes
            rows.append(
                {
                    "location": name,
                    "connection": shown(row.current),
                    "type": row.current.type if row.current and same else None,
                    "action": row.action.action,
                    **self.error_of(name),
                }
            )
        return {"connections": rows, "connection_types": {row["location"]: row["type"] for row in rows}}
