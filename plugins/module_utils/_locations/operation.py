# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operations behind webex_locations and webex_location: the locations of one customer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Generic, TypeVar

from .._client.client import Client
from .._customers.context import CustomerContext
from .._customers.rows import RowsOperation
from .._declare.model import read
from .._declare.unicode_forms import name_key
from .._declare.webex_ids import ById
from .._engine.bulk import for_each
from .._engine.delete_guard import guard
from .._engine.operation import Phase, Report
from .._engine.plan import Action, Plan, summary
from .._engine.refusal import Refused
from .._engine.tolerated import ToleratedDifference
from .api import LocationsApi
from .calling_api import CallingLocationsApi
from .headquarters import made_with_customer, with_headquarters
from .match import Matches, match, resemblances
from .model import Location, LocationOptions, LocationsOptions, ManagedLocations
from .plan import (
    CALLING_SETTINGS_LISTED,
    KIND,
    MAIN_NUMBER,
    LocationRow,
    needs_details,
    plan_locations,
    plan_removal,
)
from .present import CustomerLocations, PresentLocation, those_in_use
from .record import differs_from_record, recorded_languages, with_languages
from .removal import check_removal
from .result import LocationResult, LocationsResult
from .write import LocationsReport, LocationWriter

LocationsPlan = Plan[LocationRow]
O = TypeVar("O", bound=ManagedLocations)  # noqa: E741 - options


class ManagedLocationsOperation(RowsOperation[O, CustomerLocations, LocationsPlan, LocationsReport], Generic[O]):
    """Base of the operations for one location and for all locations.

    Attributes:
        wanted: The declared locations, headquarters included.
    """

    REPORT = LocationsReport
    NOUN = "locations"

    def __init__(self, options: O) -> None:
        super().__init__(options)
        self.wanted: Sequence[Location] = self.declared()

    @abstractmethod
    def declared(self) -> list[Location]:
        """The declared locations.

        Raises:
            InputError: There are mistakes in them.
        """

    @property
    def headquarters(self) -> str:
        """Name of the headquarters; empty where they are not declared."""
        return ""

    @property
    def emptied(self) -> Collection[str]:
        """Names of locations that the same run empties before it removes them."""
        return ()

    @property
    def record(self) -> Mapping[str, Any] | None:
        """What is remembered of the customer; None where nothing is."""
        return None

    def nothing(self, client: Client, context: CustomerContext) -> CustomerLocations:
        """For a planned customer the headquarters, which Webex creates together with it."""
        for location in self.wanted:
            if self._is_made_with_customer(location.name):
                return made_with_customer(context, location)
        return CustomerLocations(context)

    def read_present(self, client: Client, context: CustomerContext) -> CustomerLocations:
        """Read two lists, each location whose details are declared, and sometimes the list of numbers."""
        locations = tuple(LocationsApi(client, context.org_id).list())
        calling = ById({location.id: location for location in CallingLocationsApi(client, context.org_id).list()})
        return self._with_details(client, CustomerLocations(context, locations, calling))

    def _with_details(self, client: Client, listed: CustomerLocations) -> CustomerLocations:
        """The same with what no list of locations tells."""
        api = CallingLocationsApi(client, listed.context.org_id)
        locations, calling = listed.locations, ById(listed.calling)
        languages = recorded_languages(self.record or {}, self.wanted)
        in_detail = {
            location.name
            for location in self.wanted
            if self.options.details or needs_details(location) or differs_from_record(location, languages)
        }
        matches = match(self.wanted, locations, self.headquarters)
        ids = [location.id for name, location in matches.found.items() if name in in_detail and location.id in calling]
        unreadable, in_full = {}, dict(calling)
        for outcome in for_each(ids, api.get, client.settings.workers):
            if outcome.value is not None:
                in_full[outcome.row] = outcome.value
            else:
                unreadable[outcome.row] = outcome.error
        numbers = api.numbers() if self._may_be_another(matches, locations, calling) else {}
        return CustomerLocations(listed.context, locations, ById(in_full), unreadable, numbers, languages)

    def _may_be_another(self, matches: Matches, locations: Sequence[PresentLocation], calling: Collection[str]) -> bool:
        """Whether numbers could tell that a new location is a present one under another name."""
        new = [location for location in self.wanted if location.name not in matches.found]
        others = matches.others(locations)
        return any(location.numbers for location in new) and any(other.id in calling for other in others)

    def may_exist_unlisted(self, client: Client, present: CustomerLocations, creations: Sequence[Action]) -> bool:
        """True for new headquarters as well: Webex creates them with the customer, and lists them with a delay."""
        if not present.context.planned and any(self._is_made_with_customer(action.identity) for action in creations):
            return True
        return super().may_exist_unlisted(client, present, creations)

    def _is_made_with_customer(self, name: str) -> bool:
        return self.options.calling and name_key(name) == name_key(self.headquarters)

    def ask(self, client: Client, present: CustomerLocations, plan: LocationsPlan, report: LocationsReport) -> None:
        """Report locations that cannot be created, and removals that Webex would refuse."""
        self.refuse(plan, report)
        api = CallingLocationsApi(client, present.context.org_id)

        def ask(row: LocationRow) -> None:
            if row.present and row.has_calling and row.identity not in self.emptied:
                check_removal(api, row.present)

        self.work(client, present, report, [row for row in plan.of("delete") if row.possible], ask, _identity)

    def carry_out(
        self, phase: Phase, client: Client, present: CustomerLocations, plan: LocationsPlan, report: LocationsReport
    ) -> None:
        """Create and change locations in parallel; remove one after the other, since Webex runs one job for each."""
        self.refuse(plan, report)
        journal = self.journal(client, present)
        writer = LocationWriter(client, present.context.org_id, journal, self.options.job_timeout)
        possible = [row for row in plan.rows if row.possible]
        if phase is Phase.MAKE:
            kept = [row for row in possible if row.wanted is not None]
            self.work(client, present, report, kept, lambda row: writer.write(row, report), _identity)
        elif phase is Phase.REMOVE:
            for row in possible:
                if row.wanted is None:
                    emptied = row.identity in self.emptied
                    self.work(client, present, report, [row], partial(writer.remove, just_emptied=emptied), _identity)

    @staticmethod
    def location_rows(plan: LocationsPlan | None, report: LocationsReport) -> list[dict[str, Any]]:
        """One row per planned location; the ID is None when it does not exist yet."""
        return [
            {
                "name": row.identity,
                "id": report.ids.get(row.identity) or (row.present.id if row.present else None) or None,
                "action": row.verb,
                **report.error_of(row.identity),
            }
            for row in (plan.rows if plan else ())
        ]


class LocationsOperation(ManagedLocationsOperation[LocationsOptions]):
    """All locations of a customer."""

    OPTIONS = LocationsOptions
    RESULT = LocationsResult

    @property
    def headquarters(self) -> str:
        """Name of the headquarters as declared with the customer."""
        return self.options.headquarters.name if self.options.headquarters else ""

    @property
    def emptied(self) -> Collection[str]:
        """The locations as the options name them."""
        return self.options.emptied

    @property
    def record(self) -> Mapping[str, Any] | None:
        """The record out of the options."""
        return self.options.record

    def read_present(self, client: Client, context: CustomerContext) -> CustomerLocations:
        """Read the list of numbers in place of that of calling locations where it says that nothing has to be done."""
        if self.options.numbers_follow and not any(
            location.is_set(key) for location in self.wanted for key in CALLING_SETTINGS_LISTED
        ):
            locations = tuple(LocationsApi(client, context.org_id).list())
            in_use = CallingLocationsApi(client, context.org_id).in_use()
            present = self._with_details(client, CustomerLocations(context, locations, those_in_use(locations, in_use)))
            if not any(row.action.changes or row.problem for row in self._rows(present)):
                return present
        return super().read_present(client, context)

    def record_after(self, plan: LocationsPlan, report: Report) -> dict[str, Any]:
        """The record with the languages of the locations that are as declared by now."""
        done = {
            row.identity
            for row in plan.rows
            if not row.problem
            and not report.error_of(row.identity)
            and (row.verb == "none" or row.identity in report.outcomes)
            and not any("language" in left.action.fields for left in row.tolerated)
        }
        return with_languages(self.record or {}, self.wanted, done.__contains__)

    def declared(self) -> list[Location]:
        """The locations, and the headquarters as declared with the customer."""
        return with_headquarters(self.options.locations, self.options.headquarters)

    def plan(self, present: CustomerLocations) -> LocationsPlan:
        """Compare; removals only with prune and within the delete guard."""
        rows = self._rows(present)
        guard(
            "locations",
            [row.identity for row in rows if row.verb == "delete"],
            len(present.locations),
            max_count=self.options.prune_max_count,
            max_percent=self.options.prune_max_percent,
            variables="webex_prune_locations",
        )
        return Plan(tuple(rows), outdated=self._outdated(present, rows))

    def _outdated(self, present: CustomerLocations, rows: Sequence[LocationRow]) -> tuple[str, ...]:
        """What is to be said about tolerances; nothing about fields that other steps compare, or that are not read."""
        if present.context.planned:
            return ()
        unknown = (MAIN_NUMBER, *(() if self.options.details else ("language",)))
        return self.tolerances.outdated(rows, _is_own_tolerance, unknown=unknown)

    def _rows(self, present: CustomerLocations) -> list[LocationRow]:
        return plan_locations(
            self.wanted,
            present,
            with_calling=self.options.calling,
            prune=self.options.prune,
            protected=self.options.protected_locations,
            headquarters=self.headquarters,
            tolerances=self.tolerances,
        )

    def objects(
        self, present: CustomerLocations | None, plan: LocationsPlan | None, report: LocationsReport
    ) -> dict[str, Any]:
        """Rows, counts, and for later steps the IDs by name: None for a location that does not exist yet."""
        rows = self.location_rows(plan, report)
        return {
            "locations": rows,
            "location_ids": self._ids(present, plan, report),
            "summary": summary(
                plan.actions if plan else [], len(self.wanted), _undeclared(plan, present) if plan and present else None
            ),
        }

    @staticmethod
    def _ids(
        present: CustomerLocations | None, plan: LocationsPlan | None, report: LocationsReport
    ) -> dict[str, str | None]:
        ids = {location.name: location.id or None for location in (present.locations if present else ())}
        rows = plan.rows if plan else ()
        for row in rows:
            if row.present and (row.verb == "delete" or row.present.name != row.identity):
                ids.pop(row.present.name, None)
        for row in rows:
            # To later steps a location is there when it makes calls.
            there = row.present.id if row.present and not row.enable else None
            location_id = report.ids.get(row.identity) or there or None
            if row.verb != "delete" and (location_id or not report.error_of(row.identity)):
                ids[row.identity] = location_id
        return ids


class LocationOperation(ManagedLocationsOperation[LocationOptions]):
    """One location."""

    OPTIONS = LocationOptions
    RESULT = LocationResult

    def declared(self) -> list[Location]:
        """The location; empty when it is to be removed."""
        return [] if self.options.absent else [read(Location, self.options.entry)]

    def plan(self, present: CustomerLocations) -> LocationsPlan:
        """Compare.

        Raises:
            Refused: It is to be removed, and several locations have its name.
        """
        if not self.options.absent:
            rows = plan_locations(self.wanted, present, with_calling=self.options.calling, all_declared=False)
            return Plan(tuple(rows), tuple(self._resemblances(present)))
        name = str(self.options.entry["name"])
        rows = plan_removal(name, present)
        if len(rows) > 1:
            names = ", ".join(sorted({row.identity for row in rows}))
            raise Refused(
                f"There are several locations named {name} ({names}; case does not count); rename all but one in "
                "Control Hub."
            )
        return Plan(tuple(rows))

    def _resemblances(self, present: CustomerLocations) -> Iterator[str]:
        """Warnings: other tasks may declare the other location, so that it is not refused."""
        matches = match(self.wanted, present.locations)
        for name, alike in resemblances(self.wanted, present.locations, present.numbers, matches).items():
            names = " or ".join(row.location.name for row in alike)
            similar = " and ".join(f"location {row.location.name} {row.why}" for row in alike)
            yield f"location {name} is made although {similar}. If it was renamed, give previous_name: {names}."

    def objects(
        self, present: CustomerLocations | None, plan: LocationsPlan | None, report: LocationsReport
    ) -> dict[str, Any]:
        """The row of the location; None when it is absent."""
        rows = self.location_rows(plan, report)
        return {"location": rows[0] if rows and rows[0]["action"] != "delete" else None}


def _is_own_tolerance(entry: ToleratedDifference) -> bool:
    return entry.object == KIND and entry.fields != [MAIN_NUMBER]


def _undeclared(plan: LocationsPlan, present: CustomerLocations) -> int:
    """The number of locations that are not declared and stay."""
    known = {row.present.id for row in plan.rows if row.present and (row.wanted or row.possible)}
    return sum(location.id not in known for location in present.locations)


def _identity(row: LocationRow) -> str:
    return row.identity
