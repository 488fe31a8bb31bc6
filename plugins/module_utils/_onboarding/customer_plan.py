# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_customer_plan: the plan of a customer and of everything below it, without a write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .._client.client import Client
from .._client.errors import ClientError
from .._client.read_once import ReadOnceClient
from .._client.settings import Settings
from .._customers.model import ADDITIONS
from .._customers.operation import CustomerOperation
from .._customers.plan import CustomerRow
from .._declare.options import read_options
from .._declare.unicode_forms import composed
from .._declare.webex_ids import key_of
from .._engine.bulk import CONNECTION_ERRORS
from .._engine.creation import LOOKUP_DELAYS_S
from .._engine.operation import Operation, OperationError, Report
from .._engine.plan import Action, Plan, Row, Tolerated
from .._engine.refusal import Refused
from .._engine.runner import Compared, compare, make
from .._users.declared import read_file
from .._users.operation import UsersReport
from .course import Course
from .model import CustomerPlanOptions, SetupOptions
from .part import Part
from .plan_file import SavedAction, SavedCustomer, Verdict, customer_address, digest_of, forecast_of, plain_data
from .result import CustomerPlanResult
from .setup import SetupOperation, SetupReport
from .setup_plan import PACKAGES, SetupPlan, SetupPresent
from .steps import BY_NAME, RECORD_DIR, SETUP_ASSIST, Earlier

_EXPECTED = (ClientError, OperationError, Refused)
_OF_THIS_MACHINE = (RECORD_DIR, SETUP_ASSIST, "webex_workers")
_NO_PRECHECK = "Webex has no precheck for it."
_SWITCHED_OFF = "webex_precheck is off."
_NOT_THERE = "The customer does not exist yet."
_UNKNOWN = "What it needs is created by the same plan."


@dataclass(frozen=True)
class PlannedSetup:
    """The plan of a customer.

    Attributes:
        address: Its address.
        partner: Organization of the partner.
        customer_actions: What the first step does to the customer.
        setup_actions: What is done to everything below it, and at last to its packages.
        saved: Both, with verdicts.
        failures: Why steps could not be planned, by name.
        reads: Requests that it took.
        warnings: Shown by Ansible.
        tolerated: What differs and stays.
    """

    address: str
    partner: str
    customer_actions: tuple[Action, ...] = ()
    setup_actions: tuple[Action, ...] = ()
    saved: tuple[SavedAction, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)
    reads: int = 0
    warnings: tuple[str, ...] = ()
    tolerated: tuple[Tolerated, ...] = ()


class CustomerPlanOperation(Operation[CustomerPlanOptions, PlannedSetup, Plan[Any], Report]):
    """Plan a customer as a run would, in check mode and out of it."""

    OPTIONS = CustomerPlanOptions
    RESULT = CustomerPlanResult
    ONLY_CHANGES_LISTED = True

    def client(self, check_mode: bool) -> Client | None:
        """A session in check mode that sends no read twice."""
        return ReadOnceClient(Settings.of(self.options), check_mode=True)

    def read(self, client: Client) -> PlannedSetup:
        """Plan step by step, and ask Webex about the plan."""
        return _Planning(client, self.options).all()

    def plan(self, present: PlannedSetup) -> Plan[Any]:
        """The empty plan: this operation changes nothing."""
        return Plan(warnings=present.warnings)

    def objects(self, present: PlannedSetup | None, plan: Plan[Any] | None, report: Report) -> dict[str, Any]:
        """The plan as a file has it, and its actions as the tasks that carry it out return them."""
        if present is None:
            return {"plan": None, "customer_actions": [], "setup_actions": []}
        saved = SavedCustomer(
            present.address,
            service_of(self.options.api_url),
            present.partner,
            tuple(self.options.steps),
            _digest_of_declaration(self.options.declaration),
            present.saved,
            present.failures,
            forecast_of(present.saved, present.reads),
        )
        return {
            "plan": saved.to_dict(),
            "customer_actions": [action.to_dict() for action in present.customer_actions],
            "setup_actions": [action.to_dict() for action in present.setup_actions],
            **({"tolerated": [left.to_dict() for left in present.tolerated]} if present.tolerated else {}),
        }


def service_of(api_url: str) -> str:
    """The host of a service, with its port when it has one."""
    return urlsplit(api_url).netloc.rpartition("@")[2].lower()


def _digest_of_declaration(declaration: Mapping[str, Any]) -> str:
    """The digest of what is declared: users of a file by their rows, nothing that is of this machine alone."""
    content = {name: value for name, value in declaration.items() if name not in _OF_THIS_MACHINE}
    file = content.pop("webex_users_file", None)
    if file:
        content["webex_users"] = [row.data for row in read_file(Path(file)).rows]
    return digest_of(plain_data(content))


class _Planning:
    """Plans one customer."""

    def __init__(self, client: Client, options: CustomerPlanOptions) -> None:
        self._client, self._options = client, options
        declared = Part(options.declaration).part("webex_customer")
        external_id = composed(declared.text("external_id"))
        self._admin_email = declared.written.get("admin_email")
        sub_partner = str(declared.written.get("sub_partner_org_id") or "")
        self._address = customer_address(external_id, key_of(sub_partner))
        self._actions: list[SavedAction] = []
        self._failures: dict[str, str] = {}
        self._warnings: list[str] = []
        self._tolerated: list[Tolerated] = []

    def all(self) -> PlannedSetup:
        """The plan.

        Raises:
            InputError, Refused: Of one of the steps: there is no plan then.
            ClientError: Webex cannot be reached.
        """
        steps = self._options.steps
        customer = self._customer() if PACKAGES in steps else None
        own = tuple(action for action in customer.plan.actions if action.changes) if customer else ()
        below: tuple[Action, ...] = ()
        if not self._failures:
            below = self._below(customer.objects()["customer"] if customer else None)
        return PlannedSetup(
            self._address,
            key_of(self._client.partner_org_id()),
            own,
            below,
            tuple(self._actions),
            dict(self._failures),
            sum(self._client.api_calls.values()),
            tuple(dict.fromkeys(self._warnings)),
            tuple(self._tolerated),
        )

    # The customer itself

    def _customer(self) -> Compared[Any] | None:
        step = BY_NAME["customer"]
        inputs = step.inputs(self._options.declaration, Earlier()) or {}
        known = {
            "package_changes": ADDITIONS,
            "known_customer": self._options.known_customer,
            "missing_when_new": self._options.missing_when_new,
        }
        inputs |= {**known, **self._users_to_come(inputs)}
        if self._options.provisioning_id:
            inputs["provisioning_id"] = self._options.provisioning_id
        try:
            compared = compare(make(CustomerOperation, inputs), self._client)
        except CONNECTION_ERRORS:
            raise
        except (ClientError, OperationError) as error:
            self._failures["customer"] = str(error)
            return None
        (row,) = compared.plan.rows
        self._note(compared.plan)
        refusal = ""
        try:
            self._warnings += compared.preview()
        except CONNECTION_ERRORS:
            raise
        except _EXPECTED as error:
            refusal = str(error)
        if refusal and not row.action.changes:
            self._failures["customer"] = refusal
        self._add([row], lambda each: self._of_customer(each, inputs, refusal))
        return compared

    def _note(self, plan: Plan[Any]) -> None:
        self._warnings += [*plan.warnings, *plan.outdated]
        self._tolerated += plan.tolerated

    def _users_to_come(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The users as the step after this one leaves them, where packages are to be taken away."""
        if not inputs.get("allow_package_removal"):
            return {}
        users = BY_NAME["users"].inputs(self._options.declaration, Earlier())
        if users is None:
            return {"users": []}
        kept = {name: users[name] for name in ("users", "users_file", "protected_users") if users.get(name) is not None}
        return {**kept, "prune_users": users["prune"]}

    @staticmethod
    def _of_customer(row: CustomerRow, inputs: Mapping[str, Any], refusal: str) -> Verdict:
        if refusal:
            return Verdict("refused", refusal)
        if row.verb != "create":
            return Verdict("not_asked", _NO_PRECHECK)
        return Verdict("accepted") if inputs.get("precheck", True) else Verdict("not_asked", _SWITCHED_OFF)

    # Everything below it

    def _below(self, customer: Mapping[str, Any] | None) -> tuple[Action, ...]:
        is_planned = bool(customer and customer.get("status") == "planned")
        inputs = {
            **self._options.model_dump(include=set(SetupOperation.OPTIONS.model_fields), exclude_unset=True),
            "known_customer": dict(customer) if customer else None,
            "planned_customer": {
                "provisioning_id": self._options.provisioning_id,
                "admin_email": self._admin_email,
            }
            if is_planned
            else None,
        }
        operation = SetupOperation(read_options(SetupOptions, inputs))
        present, plan = self._settled(operation)
        self._note(plan)
        report = SetupReport()
        try:
            operation.preview(self._client, present, plan, report)
        except CONNECTION_ERRORS:
            raise
        except _EXPECTED:
            # Each row says why it would fail.
            pass
        self._warnings += report.warnings
        course = report.course
        self._failures |= {name: step.failure for name, step in present.steps.items() if step.failure}
        if course:
            self._failures |= {name: step.failure for name, step in course.steps.items() if step.failure}
            self._add(plan.rows, _Verdicts(course, self._is_prechecked(), is_planned).of)
        return tuple(row.action for row in plan.rows if row.action.changes)

    def _settled(self, operation: SetupOperation) -> tuple[SetupPresent, SetupPlan]:
        """Present state and plan, read again while objects that were created in the last seconds may be missing."""
        for pause in (*LOOKUP_DELAYS_S, None):
            present = operation.read(self._client)
            plan = operation.plan(present)
            creations = [row.action for row in plan.of("create")]
            if pause is None or not creations or not operation.may_exist_unlisted(self._client, present, creations):
                break
            self._client.sleep(pause)
        return present, plan

    def _is_prechecked(self) -> bool:
        inputs = BY_NAME["customer"].inputs(self._options.declaration, Earlier()) or {}
        return bool(inputs.get("precheck", True))

    def _add(self, rows: Sequence[Row[Any, Any]], verdict: Any) -> None:
        changing = [row for row in rows if row.action.changes]
        self._actions += [SavedAction.of(self._address, row.action, verdict(row)) for row in changing]


class _Verdicts:
    """What Webex said about the rows of a plan.

    Parameters:
        course: After its preview.
        precheck: Whether Webex was asked where it can be.
        is_planned: Whether the customer does not exist yet.
    """

    def __init__(self, course: Course, precheck: bool, is_planned: bool) -> None:
        self._precheck, self._is_planned = precheck, is_planned
        self._found = {
            id(row.action): (step, row)
            for step in course.steps.values()
            for row in step.plan.rows
            if row.action.changes
        }

    def of(self, planned: Row[Any, Any]) -> Verdict:
        """The verdict on one row of the plan as it was before the preview."""
        step, row = self._found[id(planned.action)]
        refusal = row.problem or step.failure or step.report.error_of(row.identity).get("error", "")
        if refusal:
            return Verdict("refused", refusal)
        if step.name not in ("users", "numbers") or not self._can_be_asked(row):
            return Verdict("not_asked", _NO_PRECHECK)
        if not self._precheck:
            return Verdict("not_asked", _SWITCHED_OFF)
        if step.name == "numbers":
            return Verdict("not_asked", _NOT_THERE) if self._is_planned else Verdict("accepted")
        unasked = step.report.unasked if isinstance(step.report, UsersReport) else {}
        if row.identity in unasked:
            return Verdict("not_asked", unasked[row.identity])
        asked = row.identity in step.report.outcomes
        return Verdict("accepted") if asked else Verdict("not_asked", _UNKNOWN)

    @staticmethod
    def _can_be_asked(row: Row[Any, Any]) -> bool:
        return row.verb == "create" or bool(getattr(row, "moves", False))
