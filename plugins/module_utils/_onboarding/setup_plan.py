# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan of a whole customer: the plans of the steps, each with what the others release and create."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from .._client.client import Client
from .._client.errors import ClientError
from .._customers.model import REMOVALS, UserToCome
from .._customers.operation import CustomerOperation
from .._declare.webex_ids import key_of, same_id
from .._engine.bulk import CONNECTION_ERRORS, NOT_TRIED
from .._engine.operation import OperationError
from .._engine.plan import ObjectAddress, Plan, Row
from .._engine.runner import Compared, compare, make
from .._numbers.api import NumbersApi
from .._numbers.moves import held
from .._numbers.plan import KIND as NUMBER
from .._numbers.present import ListedNumber
from .._users.operation import UsersOperation
from .._users.plan import UserRow, leavers, movers, released
from .comparison import Comparison
from .model import SetupOptions
from .part import Part
from .steps import BY_NAME, numbers_of_no_location

# The order of creations; packages of the customer are removed last.
ORDER = ("locations", "pstn", "numbers", "users", "admins")
PACKAGES = "customer"
_MAX_NAMED = 5


@dataclass(frozen=True)
class StepPlan:
    """One step: its comparison, or why there is none; neither when nothing is declared."""

    name: str
    compared: Compared[Any] | None = None
    failure: str = ""

    @property
    def rows(self) -> tuple[Row[Any, Any], ...]:
        """The rows of its plan."""
        return self.compared.plan.rows if self.compared else ()


@dataclass(frozen=True)
class SetupPresent:
    """A customer as it is, step by step, each with its plan.

    Attributes:
        org_id: Its organization; empty while the customer is planned only.
        steps: By name.
    """

    org_id: str
    steps: Mapping[str, StepPlan]


@dataclass(frozen=True)
class SetupPlan(Plan[Row[Any, Any]]):
    """All rows of all steps: removals that release something, creations and changes, other removals."""


def plan_of(present: SetupPresent) -> SetupPlan:
    """The rows in the order in which they are carried out."""
    steps = [present.steps[name] for name in (*ORDER, PACKAGES) if name in present.steps]
    freeing = [row for step in steps if step.name == "users" for row in step.rows if row.verb == "delete"]
    making = [row for step in steps for row in step.rows if row.verb != "delete"]
    removing = [row for step in reversed(steps) if step.name != "users" for row in step.rows if row.verb == "delete"]
    numbers_first = sorted(removing, key=lambda row: row.action.kind != "number")
    plans = [step.compared.plan for step in steps if step.compared]
    warnings = [warning for plan in plans for warning in plan.warnings]
    outdated = [text for plan in plans for text in plan.outdated]
    return SetupPlan(
        (*freeing, *making, *numbers_first), tuple(dict.fromkeys(warnings)), tuple(dict.fromkeys(outdated))
    )


class SetupReader:
    """Reads a customer once, step by step, and plans every step."""

    def __init__(self, client: Client, options: SetupOptions) -> None:
        self._client, self._options = client, options
        customer = options.known_customer
        self._is_planned = bool(customer and customer.get("status") == "planned")
        planned = options.planned_customer
        self._comparison = Comparison(
            client,
            options.declaration,
            customer,
            options.known_roles,
            planned.model_dump() if planned and self._is_planned else None,
            options.record,
        )
        if customer:
            self._comparison.earlier = replace(self._comparison.earlier, customer=customer)

    def read(self) -> SetupPresent:
        """All selected steps.

        Raises:
            InputError, Refused: Of one of them: nothing is done then.
            ClientError: Webex cannot be reached.
        """
        steps = {name: self._step(name) for name in ("locations", "pstn")}
        steps["users"] = self._with_numbers(self._step("users", location_names=_names(steps["locations"])))
        closing: list[str] = []
        known, found = -1, _refusals(steps)
        # Who is refused gives nothing up, which may be the reason of another refusal.
        while known < found:
            steps["users"] = self._settled(steps["users"])
            frees = _Frees.of(steps["users"])
            steps["locations"], closing = self._closing(steps["locations"], frees)
            steps["numbers"] = self._numbers(frees, closing)
            steps = _without_unmet(steps)
            known, found = found, _refusals(steps)
        steps["locations"] = _with_options(steps["locations"], emptied=closing)
        numbers = [row for row in steps["numbers"].rows if row.makes and row.possible]
        coming = (self._options.known_customer or {}).get("packages_coming") or []
        steps["users"] = _with_options(
            steps["users"],
            planned_numbers=[row.identity for row in numbers],
            moving_numbers=[row.identity for row in numbers if row.verb == "update"],
            planned_packages=coming,
            planned_connections=[row.identity for row in steps["pstn"].rows if row.possible],
        )
        people = [row.identity for row in steps["users"].rows if row.verb == "create"]
        steps["admins"] = self._step("admins", planned_people=people)
        steps[PACKAGES] = self._packages(steps["users"])
        compared = {name: step for name, step in steps.items() if step.compared or step.failure}
        return SetupPresent(_org_id(list(compared.values())), compared)

    def _step(self, name: str, **options: Any) -> StepPlan:
        if name not in self._options.steps:
            return StepPlan(name)
        try:
            return StepPlan(name, self._comparison.of(BY_NAME[name], **options))
        except CONNECTION_ERRORS:
            raise
        except (ClientError, OperationError) as error:
            return StepPlan(name, failure=str(error))

    def _with_numbers(self, users: StepPlan) -> StepPlan:
        """The step of the users, with those refused whose number is neither declared at a location nor there."""
        declared = declared_numbers(self._options.declaration)
        numbers = {need.key for row in users.rows for need in row.needs if need.kind == NUMBER} - declared.keys()
        if users.compared is None or not numbers:
            return users
        org_id = users.compared.present.context.org_id
        absent = numbers - {listed.number for listed in NumbersApi(self._client, org_id).rows()} if org_id else numbers
        missing = {
            ObjectAddress(NUMBER, number): (number, "it is at no location. Add it to the numbers of one.")
            for number in absent
        }
        return replace(
            users, compared=replace(users.compared, plan=users.compared.plan.without(partial(unmet, missing=missing)))
        )

    def _settled(self, users: StepPlan) -> StepPlan:
        """The step of the users, with those refused that need what others keep."""
        compared = users.compared
        if compared is None or not isinstance(compared.operation, UsersOperation):
            return users
        plan = compared.operation.settled(self._client, compared.present, compared.plan)
        return replace(users, compared=replace(compared, plan=plan))

    def _closing(self, locations: StepPlan, frees: _Frees) -> tuple[StepPlan, list[str]]:
        """The step of the locations, with blocked removals refused, and the names of the locations that are emptied."""
        gone = [row for row in locations.rows if row.verb == "delete" and row.possible]
        if locations.compared is None or not gone:
            return locations, []
        empties = "numbers" in self._options.steps
        listed = list(NumbersApi(self._client, locations.compared.present.context.org_id).rows())
        homes = {**declared_numbers(self._options.declaration), **frees.homes}
        blocked = {
            row.identity: losing(listed, row.present.id, homes)
            or (frees.blockers(listed, row.present.id) if empties else "")
            for row in gone
            if row.present
        }

        def reason(row: Row[Any, Any]) -> str:
            return blocked.get(row.identity, "") if row.verb == "delete" else ""

        plan = locations.compared.plan.without(reason)
        step = replace(locations, compared=replace(locations.compared, plan=plan))
        return step, [name for name, reason in blocked.items() if not reason and empties]

    def _numbers(self, frees: _Frees, closing: Sequence[str]) -> StepPlan:
        makes_all = {"locations", "pstn"} <= {*self._options.steps}
        options = {"closing": closing, "connections_known": makes_all, **frees.for_numbers()}
        found = self._step("numbers", **options)
        if found.compared or found.failure or not closing:
            return found
        comparison, step = self._comparison, BY_NAME["numbers"]
        operation = make(step.operation, numbers_of_no_location(comparison.declaration, comparison.earlier))
        operation = operation.with_options(None, **options)
        return StepPlan("numbers", compare(operation, self._client))

    def _packages(self, users: StepPlan) -> StepPlan:
        """Packages that are no longer declared; removed last, since their users lose them."""
        customer = self._options.known_customer or {}
        if PACKAGES not in self._options.steps or not customer.get("packages_leaving") or self._is_planned:
            return StepPlan(PACKAGES)
        step = BY_NAME[PACKAGES]
        inputs = step.inputs(self._options.declaration, self._comparison.earlier) or {}
        known = {"package_changes": REMOVALS, "known_customer": customer, "customer_id": customer.get("id")}
        operation = make(CustomerOperation, {**inputs, **known, "wait": True})
        keeper = users.compared.operation if users.compared else None
        if isinstance(keeper, UsersOperation):
            to_come = [UserToCome(email=user.email, package=user.package) for user in keeper.declared.users]
            operation = operation.with_options(
                users=to_come, prune_users=keeper.removes_others, protected_users=list(keeper.protected)
            )
        try:
            return StepPlan(PACKAGES, compare(operation, self._client))
        except CONNECTION_ERRORS:
            raise
        except (ClientError, OperationError) as error:
            return StepPlan(PACKAGES, failure=str(error))


@dataclass(frozen=True)
class _Frees:
    """Numbers and people that the plan of the users releases.

    Attributes:
        leavers: IDs of people who are removed.
        released: Numbers that are given up, and IDs of people who give up all they have.
        movers: Locations to which people move, by ID of the person.
        homes: Locations of people by the number that they are to have.
    """

    leavers: frozenset[str] = frozenset()
    released: frozenset[str] = frozenset()
    movers: Mapping[str, str] = field(default_factory=dict)
    homes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, users: StepPlan) -> _Frees:
        """Take it from the rows."""
        rows = [row for row in users.rows if isinstance(row, UserRow)]
        wanted = [row.wanted for row in rows if row.wanted]
        homes = {user.number: user.location for user in wanted if user.number and user.location}
        return cls(leavers(rows), released(rows), movers(rows), homes)

    def for_numbers(self) -> dict[str, Any]:
        """The options of the numbers with it."""
        return {"leavers": self.leavers, "released": self.released, "carried": self.movers}

    def blockers(self, listed: Sequence[ListedNumber], location_id: str) -> str:
        """The users that keep a location from being removed; empty when all of them leave it."""
        going = set(map(key_of, (*self.leavers, *self.released, *self.movers)))
        staying = [
            entry
            for entry in listed
            if same_id(entry.location_id, location_id)
            and entry.owner_id
            and not {key_of(entry.owner_id), entry.number} & going
        ]
        if not staying:
            return ""
        named = [f"{entry.number or f'extension {entry.extension}'}, {held(entry)}" for entry in staying[:_MAX_NAMED]]
        more = f" and {len(staying) - _MAX_NAMED} more" if len(staying) > _MAX_NAMED else ""
        return f"it still has {'; '.join(named)}{more}. Move or remove them as well, then it goes in the same run."


def _refusals(steps: Mapping[str, StepPlan]) -> int:
    """How many rows are refused that numbers depend on."""
    return sum(bool(row.problem) for name in ("locations", "pstn", "users") for row in steps[name].rows)


def unmet(row: Row[Any, Any], missing: Mapping[ObjectAddress, tuple[str, str]]) -> str:
    """Why a row cannot be carried out; empty when it can.

    Parameters:
        missing: What could not be made: how the user calls it, and why.
    """
    for need in row.needs:
        if need in missing:
            name, reason = missing[need]
            return f"{NOT_TRIED} {need.kind} {name} failed: {reason}"
    return ""


def _without_unmet(steps: Mapping[str, StepPlan]) -> dict[str, StepPlan]:
    """The steps, with all rows refused that need what is refused already."""
    missing: dict[ObjectAddress, tuple[str, str]] = {}
    found = dict(steps)
    for name in ORDER:
        step = found.get(name, StepPlan(name))
        if step.compared is None:
            continue
        plan = step.compared.plan.without(partial(unmet, missing=missing))
        found[name] = replace(step, compared=replace(step.compared, plan=plan))
        missing |= {row.makes: (row.identity, row.problem) for row in plan.rows if row.makes and row.problem}
    return found


def _names(locations: StepPlan) -> dict[str, str]:
    """The names of present locations by ID."""
    present = locations.compared.present if locations.compared else None
    return {location.id: location.name for location in present.locations} if present else {}


def declared_numbers(declaration: Mapping[str, Any]) -> dict[str, str]:
    """The name of the location that declares a number, by number."""
    locations = Part(declaration).parts("webex_locations")
    return {str(number): location.needed("name") for location in locations for number in location.entries("numbers")}


def losing(listed: Sequence[ListedNumber], location_id: str, homes: Mapping[str, str]) -> str:
    """Why a location stays: its main number would go with it, and is declared at another one; empty when it can go.

    Parameters:
        homes: Names of the locations that declare numbers, by number.
    """
    for entry in listed:
        if same_id(entry.location_id, location_id) and entry.main and entry.number in homes:
            home = homes[entry.number]
            return (
                f"its main number {entry.number} is declared at {home}, and would be lost with it, since a main number "
                f"leaves only when another one takes its place. Declare the location with another main_number for one "
                f"run, or take {entry.number} from the numbers of {home} until the location is gone."
            )
    return ""


def _with_options(step: StepPlan, **options: Any) -> StepPlan:
    if step.compared is None:
        return step
    return replace(step, compared=replace(step.compared, operation=step.compared.operation.with_options(**options)))


def _org_id(steps: Sequence[StepPlan]) -> str:
    contexts = [step.compared.present.context for step in steps if step.compared and step.name != PACKAGES]
    return contexts[0].org_id if contexts else ""
