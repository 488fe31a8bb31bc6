# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operations behind webex_users and webex_user: many users of one customer, in parallel, or one."""

from __future__ import annotations

import contextlib
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from .._client.client import Client
from .._customers.context import CustomerContext
from .._customers.rows import MAX_ROWS_LISTED, RowsOperation
from .._declare.called import called
from .._declare.problem import InputError, Problem
from .._declare.text import counted
from .._engine.bulk import RowError
from .._engine.delete_guard import guard
from .._engine.operation import Phase, Report
from .._engine.plan import Plan, refused, summary
from .._engine.tolerated import about
from .._locations.ids import LocationIds
from .._subscribers.api import SubscriberRequest, SubscribersApi
from .._subscribers.present import MUST_AGREE, PENDING, Subscriber
from .._subscribers.view import from_view as subscriber_of
from .declared import DeclaredUsers, read_users
from .handover import Handover, Released, location_of, wanted_calling, with_calling_to_write
from .locations import UserLocations
from .model import CommonOptions, UserOptions, UsersOptions
from .move_api import MovesApi
from .move_precheck import MovePrecheck
from .mover import UserMover
from .people_api import PeopleApi
from .plan import KIND, NOT_SUBSCRIBED, UserRow, losing_calling, loss_of_calling, plan_users
from .precheck import PrecheckContext, precheck_request
from .present import Users
from .readers import AllUsers, OneUser, Reader
from .result import UserResult, UsersResult
from .writer import UserWriter

UserPlan = Plan[UserRow]
O = TypeVar("O", bound=CommonOptions)  # noqa: E741 - options


@dataclass
class UsersReport(Report):
    """The outcome for users.

    Attributes:
        impacts: What a move would change, in Webex's words, by identity.
        released: What users released before numbers moved.
        unasked: Why Webex could not be asked about a user, by identity.
    """

    impacts: dict[str, list[str]] = field(default_factory=dict)
    released: Released = field(default_factory=Released)
    unasked: dict[str, str] = field(default_factory=dict)


class ManagedUsersOperation(RowsOperation[O, Users, UserPlan, UsersReport], Generic[O]):
    """Base of the operations for many users and for one."""

    REPORT = UsersReport
    NOUN = "users"

    def __init__(self, options: O) -> None:
        """Read the declaration."""
        super().__init__(options)
        self.declared = self.declaration()
        self.reader = self.reader_of(self.declared)

    @abstractmethod
    def declaration(self) -> DeclaredUsers:
        """The declared users."""

    @abstractmethod
    def reader_of(self, declared: DeclaredUsers) -> Reader:
        """The reader of the data that they are compared with."""

    @property
    @abstractmethod
    def removes_others(self) -> bool:
        """Whether subscribers that are read and not declared are removed."""

    @property
    def protected(self) -> Sequence[str]:
        """E-mail addresses of users that are never removed."""
        return ()

    # Reading

    def nothing(self, client: Client, context: CustomerContext) -> Users:
        """The present state of a planned customer: no users."""
        return Users(context)

    def read_present(self, client: Client, context: CustomerContext) -> Users:
        """Read the subscribers, and the people when profiles or calling data are to be compared.

        Subscribers that are known count only where they show that nothing has to be done.
        """
        known = Users(context, self.known_subscribers)
        if known.subscribers and not self._has_to_do(known):
            known = self._with_people(client, known)
            if not self._has_to_do(known):
                return known
        subscribers = tuple(self.reader.subscribers(self._subscribers(client), context.customer_id))
        return self._with_people(client, Users(context, subscribers))

    @property
    def known_subscribers(self) -> tuple[Subscriber, ...]:
        """The subscribers as an earlier task listed them; empty where none did."""
        return ()

    def _has_to_do(self, present: Users) -> bool:
        """Whether anything has to be done, by the operation or by the user."""
        return any(
            row.action.changes or row.problem or (row.present and row.present.status == PENDING)
            for row in self._rows(present)
        )

    def _with_people(self, client: Client, present: Users) -> Users:
        users = self.declared.users
        wanted = {user.key for user in users}
        compared = [row for row in present.subscribers if row.person_id and row.key in wanted]
        if not self.options.compare_profile or not (compared or self._replaces(present)):
            return present
        if any(user.location for user in users):
            present = replace(present, location_ids=self._location_ids(client, present.context))
        return replace(present, people=self.reader.people(client, present, self._differs))

    def _differs(self, present: Users) -> bool:
        """Whether a present user differs from its declaration."""
        rows = self._rows(present)
        differs = any(row.present and row.wanted and (row.action.changes or row.problem) for row in rows)
        return differs or self._replaces(present)

    def _replaces(self, present: Users) -> bool:
        """Whether new users may get a number or an extension of users who are removed."""
        rows = self._rows(present)
        return any(row.verb == "delete" for row in rows) and any(
            row.wanted.calling for row in rows if row.wanted and row.verb == "create"
        )

    def _location_ids(self, client: Client, context: CustomerContext) -> LocationIds:
        return LocationIds.find(client, context, self.options.location_ids).with_names(self.options.location_names)

    def renewed(self, client: Client, present: Users) -> Users:
        """The present state with locations that were created since."""
        if present.location_ids is None:
            return present
        return replace(present, location_ids=self._location_ids(client, present.context))

    # Planning

    def plan(self, present: Users) -> UserPlan:
        """Plan every declared user, and removals."""
        rows = self._rows(present, resend_consent=self.options.resend_consent)
        unknown = () if self.options.compare_profile else NOT_SUBSCRIBED
        known = not present.context.planned
        outdated = self.tolerances.outdated(rows, about(KIND), unknown=unknown) if known else ()
        return Plan(tuple(rows), loss_of_calling(rows), outdated)

    def _rows(self, present: Users, *, resend_consent: bool = False) -> list[UserRow]:
        return plan_users(
            self.declared.users,
            present.subscribers,
            present.people,
            locations=present.location_ids,
            prune=self.removes_others,
            protected=self.protected,
            full_admins=self.options.full_admins,
            allow_admin_package_change=self.options.allow_admin_package_change,
            resend_consent=resend_consent,
            tolerances=self.tolerances,
        )

    def settled(self, client: Client, present: Users, plan: UserPlan) -> UserPlan:
        """The plan with the rows refused that cannot get a number or extension from another user."""
        rows, _handover = _judged(plan, present, self._locations(client, present, plan))
        return replace(plan, rows=tuple(rows))

    # Check mode

    def ask(self, client: Client, present: Users, plan: UserPlan, report: UsersReport) -> None:
        """Ask Webex about every creation and move; a refusal is a failed row in check mode as well."""
        locations = self._locations(client, present, plan)
        possible, handover = _possible(plan, present, locations, report)
        creations = [row for row in possible if row.verb == "create"]
        moves = [row for row in possible if row.moves]
        if (creations or moves) and self.options.precheck:
            known = PrecheckContext(
                locations,
                present.context.planned,
                frozenset(self.options.planned_numbers),
                handover.freed(),
                frozenset(self.options.planned_packages),
                frozenset(self.options.planned_connections),
            )
            if creations:
                self._precheck(client, present, creations, known, report)
            if moves:
                self._precheck_moves(client, present, moves, known, report)
        self._report_pending(plan, report)

    def _precheck(
        self, client: Client, present: Users, creations: Sequence[UserRow], known: PrecheckContext, report: UsersReport
    ) -> None:
        planned = self.options.planned_customer
        provisioning_id = planned.provisioning_id if planned else None
        admin_email = planned.admin_email if planned else None
        unknown = self._unknown_to_precheck(provisioning_id, admin_email) if present.context.planned else ""
        if unknown:
            report.warnings.append(
                f"customer {present.context.external_id}: {counted(len(creations), 'new user')} without precheck: "
                f"{unknown}."
            )
            report.unasked.update({row.identity: f"{unknown[0].upper()}{unknown[1:]}." for row in creations})
            return
        api = self._subscribers(client)
        requests = _precheck_requests(creations, known, report)

        def ask(row: UserRow) -> None:
            answer = api.precheck(
                requests[row.identity],
                customer_id=present.context.customer_id or None,
                provisioning_id=provisioning_id,
                admin_email=admin_email,
            )
            if not answer.ok:
                raise RowError(f"Webex's precheck refuses it: {answer.reason}.")

        ready = [row for row in creations if row.identity in requests]
        self.work(client, present, report, ready, ask, _identity)

    def _unknown_to_precheck(self, provisioning_id: str | None, admin_email: str | None) -> str:
        """What keeps Webex from judging users of a planned customer; empty when nothing does."""
        if self.options.org_id:
            # The precheck cannot name an organization, and refuses the addresses of everybody who is in it already.
            return "Webex can judge them when their organization is attached"
        if not provisioning_id:
            return "the provisioning ID is not known before the template is made"
        return "" if admin_email else "the administrator's e-mail address is not declared"

    def _precheck_moves(
        self, client: Client, present: Users, moves: Sequence[UserRow], known: PrecheckContext, report: UsersReport
    ) -> None:
        asked = MovePrecheck(MovesApi(client, present.context.org_id), known)
        self.work(client, present, report, moves, asked.ask, _identity)
        report.impacts.update(asked.impacts)
        report.unasked.update(asked.unasked)
        report.warnings += asked.warnings

    # Applying

    def carry_out(self, phase: Phase, client: Client, present: Users, plan: UserPlan, report: UsersReport) -> None:
        """Remove first, which frees numbers and extensions; then change in order; then create."""
        if phase is Phase.FREE:
            self._free(client, present, plan, report)
        if phase is not Phase.MAKE:
            return
        locations = self._locations(client, present, plan)
        possible, handover = _possible(plan, present, locations, report, self.options.moving_numbers)
        # Who released a number that moved has an outcome only when that was all, or when it failed.
        possible = [row for row in possible if row.identity not in report.outcomes]
        writer = UserWriter(client, present, self._subscribers(client), locations, self.journal(client, present))
        released = handover.release_numbers(PeopleApi(client, present.context.org_id), report.released)
        for identity, reason in released.failed.items():
            report.fail(identity, reason)
        updates = [row for row in possible if row.verb == "update" and row.identity not in released.failed]
        for level in handover.levels(updates):
            rows = [with_calling_to_write(row, released) for row in level]
            staying = [row for row in rows if not row.moves]
            self.work(client, present, report, staying, writer.update, _identity)
            arrived = self._move(client, present, [row for row in rows if row.moves], report)
            self.work(client, present, report, arrived, writer.update, _identity)
        self.work(client, present, report, [row for row in possible if row.verb == "create"], writer.create, _identity)
        self._report_pending(plan, report)

    def _free(self, client: Client, present: Users, plan: UserPlan, report: UsersReport) -> None:
        """Remove users, and release numbers that move to other locations."""
        gone = [row for row in plan.of("delete") if row.possible]
        writer = UserWriter(client, present, self._subscribers(client), None, self.journal(client, present))
        self.work(client, present, report, gone, writer.delete, _identity)
        if self.options.moving_numbers:
            handover = Handover(plan.rows, present.people, self.options.moving_numbers)
            self.work(client, present, report, handover.leaving, writer.update, _identity)
            report.released = handover.release_moving_numbers(PeopleApi(client, present.context.org_id))
            for identity, reason in report.released.failed.items():
                report.fail(identity, reason)

    def _move(self, client: Client, present: Users, rows: Sequence[UserRow], report: UsersReport) -> Sequence[UserRow]:
        """Move users to other locations; return their rows, with the fields that are still to be written."""

        def tell(text: str) -> None:
            report.progress.tell(f"{self._of_whom(present)}: {self.NOUN}, {text}")

        moved = UserMover(client, present.context.org_id, self.options.job_timeout, tell).move(rows)
        for identity, reason in moved.failed.items():
            report.fail(identity, reason)
        return moved.rows

    def _locations(self, client: Client, present: Users, plan: UserPlan) -> UserLocations | None:
        """The locations, when a request needs one; listed unless an earlier step returned them."""
        if not any(row.needs_location and row.action.changes for row in plan.rows):
            return None
        if present.context.planned and self.options.location_ids is None:
            return None
        ids = present.location_ids or self._location_ids(client, present.context)
        return UserLocations(ids, self.options.default_location)

    def _subscribers(self, client: Client) -> SubscribersApi:
        """The subscribers, on behalf of the sub-partner when there is one."""
        return SubscribersApi(client, self.options.sub_partner_org_id)

    # Reporting

    def _report_pending(self, plan: UserPlan, report: UsersReport) -> None:
        """Warn about users who have to consent first."""
        pending = [row["email"] for row in _user_rows(plan, report) if row.get("status") == PENDING]
        if pending:
            names = ", ".join(pending[:MAX_ROWS_LISTED])
            report.warnings.append(
                f"{counted(len(pending), 'user')} {MUST_AGREE}: {names}. {called('resend_consent', 'true')} sends the "
                "e-mail again."
            )


class UsersOperation(ManagedUsersOperation[UsersOptions]):
    """All users of a customer."""

    OPTIONS = UsersOptions
    RESULT = UsersResult

    def declaration(self) -> DeclaredUsers:
        """The declaration, from a list or a file."""
        path = self.options.users_file
        if not path and self.options.users is None:
            # With prune, an empty declaration would remove all users.
            raise InputError([Problem(("users",), "it is missing.", "Give users or users_file.")])
        return read_users(self.options.users, Path(path) if path else None)

    def reader_of(self, declared: DeclaredUsers) -> Reader:
        """All subscribers and people."""
        return AllUsers(declared.users, self.options.numbers_listed)

    @property
    def known_subscribers(self) -> tuple[Subscriber, ...]:
        """Those out of the options."""
        return tuple(subscriber_of(user) for user in self.options.known_users)

    @property
    def removes_others(self) -> bool:
        """True with prune only."""
        return self.options.prune

    @property
    def protected(self) -> Sequence[str]:
        """The protected users of the task."""
        return self.options.protected_users

    def plan(self, present: Users) -> UserPlan:
        """Compare; removals, and packages with calling that are taken away, only within the delete guard."""
        plan = super().plan(present)
        removed = [row.identity for row in plan.of("delete")]
        leaving = losing_calling(plan.rows)
        guard(
            "users",
            [*removed, *leaving],
            len(present.subscribers),
            max_count=self.options.prune_max_count,
            max_percent=self.options.prune_max_percent,
            variables="webex_prune",
            loss=" or ".join([*(["be removed"] if removed else []), *(["lose calling"] if leaving else [])]),
        )
        warnings = [f"{self.options.users_file}: {warning}" for warning in self.declared.warnings]
        return replace(plan, warnings=(*plan.warnings, *warnings))

    def objects(self, present: Users | None, plan: UserPlan | None, report: UsersReport) -> dict[str, Any]:
        """One row per user, the failed ones, and counts."""
        rows = _user_rows(plan, report) if plan else []
        undeclared = (
            present.without({row.key for row in plan.rows if row.wanted or row.possible}) if plan and present else None
        )
        return {
            "users": rows,
            "failed_users": [row for row in rows if "error" in row],
            "summary": summary(plan.actions if plan else [], len(self.declared.users), undeclared),
        }


class UserOperation(ManagedUsersOperation[UserOptions]):
    """One user of a customer, looked up by address."""

    OPTIONS = UserOptions
    RESULT = UserResult

    def declaration(self) -> DeclaredUsers:
        """The user; empty for a removal."""
        return DeclaredUsers([]) if self.options.absent else read_users([self.options.entry], None, path=())

    def reader_of(self, declared: DeclaredUsers) -> Reader:
        """Look-ups by address."""
        return OneUser(self._email.strip(), declared.users[0] if declared.users else None)

    @property
    def removes_others(self) -> bool:
        """True for a removal: the user that was read is not declared."""
        return self.options.absent

    @property
    def _email(self) -> str:
        return str(self.options.entry.get("email") or "")

    def carry_out(self, phase: Phase, client: Client, present: Users, plan: UserPlan, report: UsersReport) -> None:
        """The same as for many users; a removal warns about what remains at Webex."""
        super().carry_out(phase, client, present, plan, report)
        if phase is Phase.REMOVE and self.options.absent and plan.rows and not report.error_of(plan.rows[0].identity):
            report.warnings.append(
                f"user {self._email} lost its package; the person and its e-mail address remain in the organization."
            )

    def objects(self, present: Users | None, plan: UserPlan | None, report: UsersReport) -> dict[str, Any]:
        """The row of the user."""
        rows = _user_rows(plan, report) if plan else []
        return {"user": rows[0] if rows and rows[0]["action"] != "delete" else None}


def _possible(
    plan: UserPlan,
    present: Users,
    locations: UserLocations | None,
    report: UsersReport,
    moving_numbers: Sequence[str] = (),
) -> tuple[list[UserRow], Handover]:
    """The rows that can be done, and their handover; the others are reported as failed."""
    rows, handover = _judged(plan, present, locations, moving_numbers)
    for row in rows:
        if row.problem:
            report.fail(row.identity, row.problem)
    return [row for row in rows if row.possible], handover


def _judged(
    plan: UserPlan, present: Users, locations: UserLocations | None, moving_numbers: Sequence[str] = ()
) -> tuple[list[UserRow], Handover]:
    """All rows, refused where another user keeps what they need, and their handover."""
    rows, known = list(plan.rows), -1
    # A refused row gives nothing up, which may be the reason of another refusal.
    while known < sum(bool(row.problem) for row in rows):
        known = sum(bool(row.problem) for row in rows)
        handover = Handover(rows, present.people, moving_numbers)
        rows = [
            row if row.problem else refused(row, handover.undeclared(row) or _held_by_another(row, handover, locations))
            for row in rows
        ]
    return rows, handover


def _held_by_another(row: UserRow, handover: Handover, locations: UserLocations | None) -> str:
    """The message about a number or extension of another user, as far as people were read; empty when free."""
    user = row.wanted
    if user is None or not row.action.changes or not (row.needs_location or row.calling or row.moves):
        return ""
    location_id, wanted = location_of(row), wanted_calling(row)
    if row.needs_location:
        wanted = {"number": user.number, "extension": user.extension}
        # A location that cannot be found is reported when the request is made.
        with contextlib.suppress(RowError):
            location_id = locations.id_of(user) if locations is not None else location_id
    return handover.holder(user.email, location_id, number=wanted.get("number"), extension=wanted.get("extension"))


def _precheck_requests(rows: Sequence[UserRow], known: PrecheckContext, report: Report) -> dict[str, SubscriberRequest]:
    """The precheck requests by identity; rows that cannot be created are reported as failed."""
    requests: dict[str, SubscriberRequest] = {}
    for row in rows:
        try:
            request = precheck_request(row, known)
        except RowError as error:
            report.fail(row.identity, str(error))
        else:
            requests.update({row.identity: request} if request else {})
    return requests


def _user_rows(plan: UserPlan, report: UsersReport) -> list[dict[str, Any]]:
    """One row per user."""
    rows = []
    for row in plan.rows:
        if row.is_left_alone:
            continue
        subscriber = report.value_of(row.identity) or row.present
        data: dict[str, Any] = {"email": row.identity, "action": row.verb}
        if subscriber and row.wanted is not None:
            data["id"], data["status"] = subscriber.id, subscriber.status
            data["person_id"] = subscriber.person_id or None
            data["package"] = subscriber.package
            data.update({"impacts": report.impacts[row.identity]} if row.identity in report.impacts else {})
        rows.append({**data, **report.error_of(row.identity)})
    return rows


def _identity(row: UserRow) -> str:
    return row.identity
