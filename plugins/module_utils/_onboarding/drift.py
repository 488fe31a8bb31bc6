# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operations behind webex_drift_info and webex_drift_group: compare one customer with its declaration.

They run the operations of the steps up to their plans, until one of them changes something, or all of them. What
cannot be compared counts as drift: the step itself then reports it. A defect of the collection is no drift: it ends the
comparison as it ends every operation.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

from ansible.module_utils.parsing.convert_bool import boolean

from .._client.client import Client
from .._client.errors import (
    AccessDenied,
    AuthenticationError,
    CheckModeViolation,
    ClientError,
    Locked,
    RateLimited,
    ServerFailure,
    SettingsError,
    Unreachable,
)
from .._client.read_once import ReadOnceClient
from .._client.settings import Settings
from .._customers.present import READY
from .._customers.rows import MAX_ROWS_LISTED
from .._declare.problem import MAX_PROBLEMS_LISTED, InputError
from .._engine.operation import Operation, OperationError, Report
from .._engine.plan import Plan, Tolerated
from .._engine.refusal import Refused
from .._engine.vault_file import VaultError, read_bytes
from .._locations.calling_api import CallingLocationsApi
from .._locations.operation import LocationsOperation
from .._numbers.api import NumbersApi
from .._subscribers.api import SubscribersApi
from .._users.declared import MAX_FILE_BYTES
from . import audit_api
from .audit import Authors, authors_of, unnamed_text
from .comparison import Comparison
from .model import DriftGroupOptions, DriftInfoOptions, DriftOptions
from .present import CustomerCompared, Drift, difference_line
from .result import DriftInfoResult, DriftResult
from .steps import SETUP_ASSIST, STEPS, Step

# More users than that are worth beginning early.
ONE_PAGE = 100
# The client has repeated these until its time was over; the step would do so once more.
_WAITED_FOR = (Unreachable, AuthenticationError, RateLimited, Locked, ServerFailure, SettingsError)
SETUP_ASSIST_STEP = "setup_assist"
_NO_AUDIT = "Who has changed what differs is not known, since Webex's audit log cannot be read"
_ASSIST = "the request for Setup Assist is written with every run"
# Errors that an operation may raise; the step itself reports them.
_EXPECTED = (InputError, ClientError, OperationError, Refused)


O = TypeVar("O", bound=DriftOptions)  # noqa: E741 - options


class CompareOperation(Operation[O, CustomerCompared, Plan[Any], Report], Generic[O]):
    """Compare one customer with its declaration."""

    ONLY_CHANGES_LISTED = True

    @property
    def finds_all(self) -> bool:
        """Whether all steps are compared; otherwise those up to the first one with drift."""
        return False

    def client(self, check_mode: bool) -> Client | None:
        """A session in check mode that sends no read twice."""
        return ReadOnceClient(Settings.of(self.options), check_mode=True)

    def read(self, client: Client) -> CustomerCompared:
        """Compare step by step."""
        options = self.options
        steps = [step for step in STEPS if step.name not in options.skip_steps]
        comparison = Comparison(
            client,
            options.declaration,
            options.known_customer,
            options.known_roles,
            record=options.record,
            known_users=options.known_users,
            steps=[step.name for step in steps],
        )
        look = _Look(client, options, comparison, options.record)
        assisted = boolean(options.declaration.get(SETUP_ASSIST) or False, strict=False)
        assisted = assisted and SETUP_ASSIST_STEP not in options.skip_steps
        found: list[Drift] = [Drift(SETUP_ASSIST_STEP, _ASSIST)] if assisted else []
        if self.finds_all:
            found = [*look.all_drift(steps), *found]
        elif not found:
            absent = Drift("customer", "the customer is not there yet") if options.known_absent else None
            first = absent or look.first_drift(steps)
            found = [first] if first else []
        customer = comparison.earlier.customer or options.known_customer
        # With drift they come from the step itself, which also has the record to write.
        if found:
            return CustomerCompared(
                found[0],
                customer,
                options.record,
                all_drift=tuple(found),
                tolerated=tuple(look.tolerated) if self.finds_all else (),
                outdated=tuple(look.outdated) if self.finds_all else (),
            )
        return CustomerCompared(None, customer, look.record, tuple(look.warnings), tolerated=tuple(look.tolerated))

    def plan(self, present: CustomerCompared) -> Plan[Any]:
        """The empty plan: these operations change nothing."""
        return Plan(warnings=present.warnings, outdated=present.outdated)

    def objects(self, present: CustomerCompared | None, plan: Plan[Any] | None, report: Report) -> dict[str, Any]:
        """Whether there is drift, its first place, and what is tolerated."""
        drift = present.drift if present else None
        return {
            "drift": drift is not None,
            "step": drift.step if drift else None,
            "reason": drift.reason if drift else None,
            "differences": [action.to_dict() for action in drift.differences[:MAX_ROWS_LISTED]] if drift else [],
            "customer": present.customer if present else self.options.known_customer,
            **({"tolerated": [left.to_dict() for left in present.tolerated]} if present and present.tolerated else {}),
            **({} if self.options.record is None else {"record": present.record if present else self.options.record}),
        }


class DriftOperation(CompareOperation[DriftInfoOptions]):
    """Compare one customer; all of it where a person wants to see it."""

    OPTIONS = DriftInfoOptions
    RESULT = DriftInfoResult

    @property
    def finds_all(self) -> bool:
        """Whether the option asks for it."""
        return self.options.all_differences

    def read(self, client: Client) -> CustomerCompared:
        """Compare; where there is drift, and somebody wants to know, read who has made it."""
        found = super().read(client)
        org_id = (found.customer or {}).get("org_id")
        if not (self.options.audit and found.drift and org_id):
            return found
        days, now = self.options.audit_days, datetime.now(UTC)
        try:
            events = audit_api.events(client, org_id, now - timedelta(days=days), now)
        except _WAITED_FOR:
            raise
        except ClientError as error:
            needs = f" It needs the scope {audit_api.SCOPE}." if isinstance(error, AccessDenied) else ""
            return replace(found, outdated=(*found.outdated, f"{_NO_AUDIT}: {error}{needs}"), authors=Authors())
        rows = _rows(found)
        authors = authors_of(((row["kind"], row["identity"]) for row in rows if row["kind"]), events)
        said = unnamed_text(authors.unnamed, days)
        return replace(found, outdated=(*found.outdated, *([said] if said else [])), authors=authors)

    def preview(self, client: Client, present: CustomerCompared, plan: Plan[Any], report: Report) -> None:
        """Nothing is done, in check mode and out of it.

        Raises:
            OperationError: There is drift, and it counts as a failure.
        """
        if self.options.fail_on_drift and present.drift:
            raise OperationError(_listed([difference_line(row) for row in _rows(present)]))

    def apply(self, client: Client, present: CustomerCompared, plan: Plan[Any], report: Report) -> None:
        """The same."""
        self.preview(client, present, plan, report)

    def objects(self, present: CustomerCompared | None, plan: Plan[Any] | None, report: Report) -> dict[str, Any]:
        """Whether there is drift, its first place, and where they are wanted all differences."""
        found = super().objects(present, plan, report)
        if present and present.authors is not None:
            found["audit_events"] = list(present.authors.rows)
        found["not_compared"] = [drift.step for drift in (present.all_drift if present else ()) if not drift.compared]
        if self.finds_all:
            rows = _rows(present) if present else []
            found["all_differences"] = rows
            found["difference_lines"] = [difference_line(row) for row in rows]
        return found


def _rows(present: CustomerCompared) -> list[dict[str, Any]]:
    """Every difference that was found."""
    return [row for drift in present.all_drift for row in drift.rows()]


def _listed(lines: Sequence[str]) -> str:
    """The message about differences."""
    more = [f"and {len(lines) - MAX_PROBLEMS_LISTED} more."] if len(lines) > MAX_PROBLEMS_LISTED else []
    return "\n- ".join([f"{_count(lines)} from the declaration:", *lines[:MAX_PROBLEMS_LISTED], *more])


def _count(differences: Sequence[Any]) -> str:
    return "1 difference" if len(differences) == 1 else f"{len(differences)} differences"


class DriftGroupOperation(CompareOperation[DriftGroupOptions]):
    """Compare one customer; the action plugin creates the groups, which exist on the controller only."""

    OPTIONS = DriftGroupOptions
    RESULT = DriftResult


@dataclass
class _Look:
    """The comparison of one customer.

    Attributes:
        comparison: What compares the steps.
        record: What is to be remembered of the customer, when nothing has to be done.
        warnings: Of the steps so far.
        tolerated, outdated: Of the plans so far.
    """

    client: Client
    options: DriftOptions
    comparison: Comparison
    record: Mapping[str, Any] | None = None
    warnings: list[str] = field(default_factory=list)
    tolerated: list[Tolerated] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)

    def first_drift(self, steps: Sequence[Step]) -> Drift | None:
        """The first step with drift; None when there is none."""
        if not steps:
            return None
        drift = self._drift(steps[0])
        if drift:
            return drift
        with self._read_ahead(steps[1:]):
            return next(filter(None, map(self._drift, steps[1:])), None)

    def all_drift(self, steps: Sequence[Step]) -> list[Drift]:
        """All steps with drift, each compared with what the steps before it would make."""
        found = []
        for step in steps:
            # A package that nobody declared is a difference, whether a run may take it away or not.
            found.append(self._drift(step, **({"only_shown": True} if step.name == "customer" else {})))
            if step.name == "customer":
                self._plan_for_absent()
        return [drift for drift in found if drift]

    def _plan_for_absent(self) -> None:
        """Have everything below a customer that is not there yet planned as creations."""
        customer = self.comparison.earlier.customer
        if customer and customer.get("status") == "planned":
            declared = self.options.declaration["webex_customer"]
            self.comparison.planned_customer = {"admin_email": declared.get("admin_email")}

    def _drift(self, step: Step, **options: Any) -> Drift | None:
        try:
            return self._compare(step, **options)
        except (*_WAITED_FOR, CheckModeViolation):
            raise
        except _EXPECTED as error:
            return Drift(step.name, str(error) or type(error).__name__, compared=False)

    def _compare(self, step: Step, **options: Any) -> Drift | None:
        compared = self.comparison.of(step, **options)
        if compared is None:
            return None
        self.tolerated += compared.plan.tolerated
        self.outdated += compared.plan.outdated
        different = tuple(action for action in compared.plan.actions if action.changes)
        if different:
            refused = tuple(row for row in compared.plan.rows if row.problem)
            problems = {(row.action.kind, row.identity): row.problem for row in refused}
            others = tuple(row.action for row in refused if not row.action.changes)
            return Drift(step.name, _count(different), different, others, problems)
        customer = self.comparison.earlier.customer if step.name == "customer" else None
        status = customer["status"] if customer else ""
        if status and status not in READY:
            return Drift(step.name, f"the customer is {status}")
        # Rows that cannot be compared are refused here.
        self.warnings += compared.preview()
        if step.name == "customer":
            self.record = self.comparison.record = compared.objects().get("record")
        elif self.record is not None and isinstance(compared.operation, LocationsOperation):
            self.record = compared.operation.record_after(compared.plan, compared.report)
        return None

    @contextmanager
    def _read_ahead(self, steps: Sequence[Step]) -> Iterator[None]:
        """With many users, read lists for later steps while earlier steps are compared.

        For a few users the additional connections cost more than they save.
        """
        lists = self._long_lists({step.name for step in steps})
        if not lists:
            yield
            return
        enough = threading.Event()

        def read(entries: Iterator[Any]) -> None:
            # The step asks again, and fails by itself.
            with suppress(ClientError):
                any(enough.is_set() for _entry in entries)

        with ThreadPoolExecutor(max_workers=len(lists)) as pool:
            pool.map(read, lists)
            try:
                yield
            finally:
                enough.set()

    def _long_lists(self, steps: set[str]) -> list[Iterator[Any]]:
        """The lists that the steps with these names will read, when there are many users."""
        variables, client, customer = self.options.declaration, self.client, self.comparison.earlier.customer or {}
        count = self._user_count() if customer.get("org_id") and "users" in steps else 0
        if count <= ONE_PAGE:
            return []
        sub_partner = variables["webex_customer"].get("sub_partner_org_id")
        lists: list[Iterator[Any]] = []
        if not self.comparison.known_users:
            lists.append(SubscribersApi(client, sub_partner).list(customer["id"], expected=count))
        profiles = variables.get("webex_compare_profile")
        if profiles is None or boolean(profiles, strict=False):
            lists.append(NumbersApi(client, customer["org_id"]).rows())
        if "locations" in steps and self.comparison.lists_calling_locations:
            lists.append(CallingLocationsApi(client, customer["org_id"]).list())
        return lists

    def _user_count(self) -> int:
        """The number of declared users; for a file the number of its lines but the first, which is close enough."""
        variables = self.options.declaration
        if variables.get("webex_users_file"):
            with suppress(OSError, ValueError, VaultError):
                path = Path(str(variables["webex_users_file"]))
                return read_bytes(path, MAX_FILE_BYTES).count(b"\n") - 1 if path.is_file() else 0
            return 0
        rows = variables.get("webex_users")
        # Something else is refused by the step.
        return len(rows) if isinstance(rows, list) else 0
