# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_pstn: the PSTN connections of a customer's locations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from .._client.client import Client
from .._client.errors import ApiError
from .._customers.context import CustomerContext
from .._customers.rows import RowsOperation
from .._engine.bulk import RowError, for_each
from .._engine.operation import Phase, Report
from .._engine.plan import Plan
from .._engine.tolerated import about
from .._locations.ids import LocationIds
from .api import PstnApi
from .model import LocationPstn, PstnOptions
from .plan import KIND, PstnRow, choose_carrier, described, is_as_wanted, plan_pstn, refused_in_the_hub
from .present import PstnConnection, PstnConnections
from .result import PstnResult

PstnPlan = Plan[PstnRow]


@dataclass
class PstnReport(Report):
    """The outcome for connections.

    Attributes:
        connections: As they were read back, by name of the location; None where Webex tells none.
    """

    connections: dict[str, PstnConnection | None] = field(default_factory=dict)


class PstnOperation(RowsOperation[PstnOptions, PstnConnections, PstnPlan, PstnReport]):
    """The connections of the declared locations."""

    OPTIONS = PstnOptions
    RESULT = PstnResult
    REPORT = PstnReport
    NOUN = "PSTN connections"

    def nothing(self, client: Client, context: CustomerContext) -> PstnConnections:
        """The present state of a planned customer: no locations."""
        return PstnConnections(context, LocationIds())

    def read_present(self, client: Client, context: CustomerContext) -> PstnConnections:
        """Read the connection of each location, in parallel."""
        ids = LocationIds.find(client, context, self.options.location_ids)
        api = PstnApi(client, context.org_id)
        names = [wanted.location for wanted in self.options.connections if not ids.is_planned(wanted.location)]
        outcomes = for_each(names, lambda name: api.get(ids.of(name)), client.settings.workers)
        return PstnConnections(
            context,
            ids,
            {outcome.row: outcome.value for outcome in outcomes},
            {outcome.row: outcome.error for outcome in outcomes if outcome.error},
        )

    def renewed(self, client: Client, present: PstnConnections) -> PstnConnections:
        """The present state with locations that were created since; they have no connection yet."""
        return replace(present, ids=LocationIds.find(client, present.context, self.options.location_ids))

    def plan(self, present: PstnConnections) -> PstnPlan:
        """Compare the declared connections with the present ones."""
        rows = plan_pstn(self.options.connections, present, self.tolerances)
        outdated = () if present.context.planned else self.tolerances.outdated(rows, about(KIND))
        return Plan(tuple(rows), outdated=outdated)

    def ask(self, client: Client, present: PstnConnections, plan: PstnPlan, report: PstnReport) -> None:
        """Check that Webex offers the carriers."""
        api = PstnApi(client, present.context.org_id)

        def ask(row: PstnRow) -> None:
            if row.wanted and row.wanted.provider:
                choose_carrier(row.wanted.provider, api.carriers(present.ids.of(row.identity)))

        self._work(client, present, plan, report, ask)

    def carry_out(
        self, phase: Phase, client: Client, present: PstnConnections, plan: PstnPlan, report: PstnReport
    ) -> None:
        """Set carriers and gateways, and read the connections back."""
        if phase is not Phase.MAKE:
            return
        api = PstnApi(client, present.context.org_id)

        def write(row: PstnRow) -> None:
            if row.wanted:
                location_id = present.ids.of(row.identity)
                _choose(api, location_id, row.wanted)
                report.connections[row.identity] = api.get(location_id)

        self._work(client, present, plan, report, write)

    def _work(
        self,
        client: Client,
        present: PstnConnections,
        plan: PstnPlan,
        report: PstnReport,
        do: Callable[[PstnRow], None],
    ) -> None:
        self.refuse(plan, report)
        rows = [row for row in plan.rows if row.possible and not row.later]
        self.work(client, present, report, rows, do, lambda row: row.identity)

    def objects(self, present: PstnConnections | None, plan: PstnPlan | None, report: PstnReport) -> dict[str, Any]:
        """One row per location; the type of a planned connection is None."""
        rows = [
            _row(row, report.connections.get(row.identity, row.present), report) for row in (plan.rows if plan else ())
        ]
        return {"connections": rows, "connection_types": {row["location"]: row["type"] for row in rows}}


def _row(row: PstnRow, connection: PstnConnection | None, report: Report) -> dict[str, Any]:
    is_set = connection is not None and row.wanted is not None and is_as_wanted(row.wanted, connection)
    is_set = is_set or bool(row.tolerated)
    return {
        "location": row.identity,
        "connection": described(connection),
        "type": connection.type if connection and is_set else None,
        "action": row.verb,
        **report.error_of(row.identity),
    }


def _choose(api: PstnApi, location_id: str, wanted: LocationPstn) -> None:
    """Set a local gateway, or the carrier of the declared name.

    Raises:
        RowError: Webex offers no such carrier, or does not let the API set it.
    """
    if wanted.route:
        api.set_route(location_id, wanted.route.model_dump())
        return
    provider = wanted.provider or ""
    carrier = choose_carrier(provider, api.carriers(location_id))
    try:
        api.set_carrier(location_id, carrier.id)
    except ApiError as error:
        if error.status == 400:
            raise RowError(refused_in_the_hub(provider, str(error))) from None
        raise
