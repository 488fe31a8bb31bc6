# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_users: many users of one customer, listed first, changed side by side."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .._api.people import PeopleApi, Person
from .._api.subscribers import PENDING, Subscriber, SubscriberRequest, SubscribersApi
from .._client.client import Client
from .._client.errors import ApiError, NotFound
from .._model.problem import InputError, Problem
from .._model.user import User
from .._reconcile.delete_guard import guard
from .._reconcile.plan import Action, Change, summary
from .._reconcile.users import KIND, UserChange, plan_users
from .create import LOOKS, LOOKS_AFTER_REFUSAL, create_or_adopt
from .location_ids import LocationIds
from .number_owner import explain
from .rows import SHOWN, RowsOperation
from .user_assignments import Assignments
from .user_inputs import read_users
from .user_locations import UserLocations
from .user_people import read_quickly, read_whole
from .user_precheck import Foreknowledge, precheck_request
from .user_request import request_of


class UsersOperation(RowsOperation):
    """All users of a customer."""

    NOUN = "users"

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self.users: list[User] = self.declared()
        self.subscribers: list[Subscriber] = []
        self.people: dict[str, Person] = {}
        self.changes: list[UserChange] = []
        self._locations: UserLocations | None = None
        self._ids: LocationIds | None = None
        self._assignments = Assignments([], {})

    def declared(self) -> list[User]:
        """The declaration, from a list or a file."""
        path = self.inputs.get("users_file")
        if not path and self.inputs.get("users") is None:
            # With prune, nobody declared would be everybody removed.
            raise InputError([Problem(("users",), "it is missing.", "Give users or users_file.")])
        declared = read_users(self.inputs.get("users"), Path(path) if path else None)
        if declared.ignored_columns:
            self.warnings.append(f"{path}: columns passed over: {', '.join(declared.ignored_columns)}.")
        return declared.users

    # Reading

    def read_present(self, client: Client) -> None:
        """All subscribers, and the people when profiles or calling data are to be compared."""
        self.subscribers = self.list_subscribers(client)
        wanted = {user.key for user in self.users}
        if self.inputs.get("compare_profile", True) and any(
            subscriber.person_id for subscriber in self.subscribers if subscriber.key in wanted
        ):
            if any(user.location for user in self.users):
                self._ids = LocationIds.find(client, self.context, self.inputs)
            self.people = self.read_people(client)

    def list_subscribers(self, client: Client) -> list[Subscriber]:
        """The present subscribers."""
        return list(self.subscribers_api(client).list(self.context.customer_id, expected=len(self.users)))

    def read_people(self, client: Client) -> dict[str, Person]:
        """The people of the organization by id; what the quick way finds to differ is looked at in full."""
        listed = bool(self.inputs.get("numbers_listed"))
        found = read_quickly(client, self.context.org_id, self.users, self.subscribers, numbers_listed=listed)
        if found is not None:
            self.people = found
            differs = [
                change
                for change in self.plan_changes()
                if change.subscriber and change.user and (change.action.changes or change.problem)
            ]
            if not differs:
                return found
        return read_whole(client, self.context.org_id, calling=any(user.calling for user in self.users))

    # Planning

    def plan(self) -> Sequence[Action]:
        """Compare; removals only with prune and within the delete guard."""
        self.changes = [self._with_consent(change) for change in self.plan_changes()]
        removals = [change.action.identity for change in self.changes if change.action.action == "delete"]
        if self.inputs.get("prune"):
            guard(
                "users",
                removals,
                len(self.subscribers),
                max_count=int(self.inputs.get("prune_max_count", 0)),
                max_percent=int(self.inputs.get("prune_max_percent", 0)),
            )
        self._assignments = Assignments(self.changes, self.people)
        return [change.action for change in self.changes]

    def plan_changes(self) -> list[UserChange]:
        """Every user of the declaration, and removals."""
        return plan_users(
            self.users,
            self.subscribers,
            self.people,
            locations=self._ids.certain() if self._ids else None,
            prune=bool(self.inputs.get("prune")),
            protected=self.inputs.get("protected_users") or (),
            full_admins=self.inputs.get("full_admins") or (),
            allow_admin_package_change=bool(self.inputs.get("allow_admin_package_change")),
        )

    def _with_consent(self, change: UserChange) -> UserChange:
        """A pending user gets its consent e-mail again when that was asked for."""
        subscriber = change.subscriber
        if subscriber is None or subscriber.status != PENDING or change.user is None:
            return change
        if not self.inputs.get("resend_consent"):
            return change
        fields = {**change.action.fields, "consent_email": Change(None, "sent again")}
        return replace(change, action=Action("user", change.action.identity, "update", fields))

    # Check mode

    def forecast(self, client: Client) -> None:
        """Ask precheck about every creation; what would be refused is a failed row here as well."""
        self._locate(client)
        possible = self._possible()
        creations = [change for change in possible if change.action.action == "create"]
        if creations and self.inputs.get("precheck", True):
            self._precheck(client, creations)
        self.finish()
        self.report_pending()

    def _precheck(self, client: Client, creations: Sequence[UserChange]) -> None:
        planned = self.inputs.get("planned_customer") or {}
        if self.context.planned and not (planned.get("provisioning_id") and planned.get("admin_email")):
            unknown = (
                "administrator's e-mail address is not declared"
                if planned.get("provisioning_id")
                else "provisioning ID is known after apply"
            )
            self.warnings.append(
                f"{len(creations)} users of customer {self.context.external_id} were not prechecked: the {unknown}."
            )
            return
        api = self.subscribers_api(client)
        requests: dict[str, SubscriberRequest] = {}
        known = Foreknowledge(
            self._locations,
            self.context.planned,
            frozenset(self.inputs.get("planned_numbers") or ()),
            self._assignments.freed(),
            frozenset(self.inputs.get("planned_packages") or ()),
        )
        for change in creations:
            try:
                request = precheck_request(change, known)
            except ValueError as error:
                self.fail_row(change.action.identity, str(error))
            else:
                requests.update({change.action.identity: request} if request else {})
        ready = [change for change in creations if change.action.identity in requests]

        def ask(change: UserChange) -> None:
            answer = api.precheck(
                requests[change.action.identity],
                customer_id=self.context.customer_id or None,
                provisioning_id=planned.get("provisioning_id"),
                admin_email=planned.get("admin_email"),
            )
            if not answer.ok:
                raise ValueError(f"Webex's precheck refuses it: {answer.reason}.")

        self.work(client, ready, ask, _identity)

    # Applying

    def apply(self, client: Client) -> None:
        """Removals first, since they free numbers and extensions; then changes, in order; then creations."""
        self._locate(client)
        possible = self._possible()
        by_verb = {
            verb: [change for change in possible if change.action.action == verb]
            for verb in ("delete", "update", "create")
        }
        self.work(client, by_verb["delete"], lambda change: self._delete(client, change), _identity)
        if any(change.calling for change in by_verb["update"]):
            self._assignments = Assignments(possible, self.people)
            for identity, reason in self._assignments.let_go(PeopleApi(client, self.context.org_id)).items():
                self.fail_row(identity, reason)
                by_verb["update"] = [row for row in by_verb["update"] if row.action.identity != identity]
        for level in self._assignments.levels(by_verb["update"]):
            self.work(client, level, lambda change: self._update(client, change), _identity)
        self.work(client, by_verb["create"], lambda change: self._create(client, change), _identity)
        self.finish()
        self.report_pending()

    def _possible(self) -> list[UserChange]:
        """The changes without those that are known to fail."""
        possible = []
        for change in self.changes:
            problem = change.problem or self._held_by_another(change)
            if problem:
                self.fail_row(change.action.identity, problem)
            elif change.action.changes:
                possible.append(change)
        return possible

    def _held_by_another(self, change: UserChange) -> str:
        """Say whose number or extension is wanted, as far as the people were read."""
        user = change.user
        if user is None or not change.action.changes or not (change.needs_location or change.calling):
            return ""
        location_id = change.person.location_id if change.person else ""
        if change.needs_location and self._locations is not None:
            with contextlib.suppress(ValueError):
                location_id = self._locations.id_of(user)
        wanted: Mapping[str, str | None] = change.calling or {"number": user.number, "extension": user.extension}
        return self._assignments.holder(
            user.email, location_id, number=wanted.get("number"), extension=wanted.get("extension")
        )

    def _update(self, client: Client, change: UserChange) -> Subscriber | None:
        subscriber = change.subscriber
        if subscriber is None:
            return None
        api = self.subscribers_api(client)
        if change.changes_package:
            subscriber = api.change_package(subscriber, request_of(change, self._locations))
        if (change.profile or change.calling) and subscriber.person_id:
            try:
                people = PeopleApi(client, self.context.org_id)
                people.change(subscriber.person_id, change.profile, self._assignments.calling_of(change))
            except ApiError as error:
                raise explain(client, self.context.org_id, error, change.calling) from None
        if "consent_email" in change.action.fields:
            api.send_consent_email(subscriber.id)
        return subscriber

    def _create(self, client: Client, change: UserChange) -> Subscriber:
        api = self.subscribers_api(client)
        request = request_of(change, self._locations)
        email = request.email or ""

        def find() -> Subscriber | None:
            found = api.list(self.context.customer_id, email=email)
            return next((item for item in found if item.key == email.casefold()), None)

        try:
            subscriber, _adopted = create_or_adopt(
                lambda: api.create(self.context.customer_id, request),
                find,
                client,
                self.recent(client),
                (KIND, email),
                after_conflict=LOOKS_AFTER_REFUSAL,  # it may be about the number, and not about the user
            )
        except ApiError as error:
            wanted = {"number": request.number, "extension": request.extension}
            raise explain(client, self.context.org_id, error, wanted) from None
        if change.profile and subscriber.person_id:
            self._complete_profile(client, subscriber.person_id, change.profile)
        return subscriber

    def _complete_profile(self, client: Client, person_id: str, profile: Mapping[str, str | None]) -> None:
        """Write what the creation could not carry; a new person may be invisible for some seconds."""
        people = PeopleApi(client, self.context.org_id)
        for pause in LOOKS:
            try:
                people.change(person_id, profile)
                return
            except NotFound:
                client.sleep(pause)
        people.change(person_id, profile)

    def _delete(self, client: Client, change: UserChange) -> None:
        with contextlib.suppress(NotFound):
            self.subscribers_api(client).delete(change.subscriber.id if change.subscriber else "")

    def _locate(self, client: Client) -> None:
        """The locations, when a request needs one and no earlier step handed them over."""
        if any(change.needs_location and change.action.changes for change in self.changes) and (
            not self.context.planned or self.inputs.get("location_ids") is not None
        ):
            self._ids = self._ids or LocationIds.find(client, self.context, self.inputs)
            self._locations = UserLocations(self._ids, self.inputs.get("default_location"))

    def subscribers_api(self, client: Client) -> SubscribersApi:
        """The subscribers, on behalf of the sub-partner when there is one."""
        return SubscribersApi(client, self.inputs.get("sub_partner_org_id"))

    # Reporting

    def report_pending(self) -> None:
        """Warn about users who have to agree first."""
        pending = [row["email"] for row in self.user_rows() if row.get("status") == PENDING]
        if pending:
            names = ", ".join(pending[:SHOWN])
            self.warnings.append(
                f"{len(pending)} users must agree by e-mail to move their free Webex account first: {names}. "
                "resend_consent: true sends the e-mail again."
            )

    def user_rows(self) -> list[dict[str, Any]]:
        """One row per user."""
        rows = []
        for change in self.changes:
            identity = change.action.identity
            outcome = self.outcomes.get(identity)
            subscriber = (outcome.value if outcome else None) or change.subscriber
            row: dict[str, Any] = {"email": identity, "action": change.action.action}
            if subscriber and change.user is not None:
                row["id"], row["status"] = subscriber.id, subscriber.status
                row["person_id"] = subscriber.person_id or None
                row["package"] = subscriber.package
            rows.append({**row, **self.error_of(identity)})
        return rows

    def objects(self) -> dict[str, Any]:
        """One row per user, the failed ones, and counts."""
        rows = self.user_rows()
        return {
            "users": rows,
            "failed_users": [row for row in rows if "error" in row],
            "summary": summary([change.action for change in self.changes], len(self.users)),
        }


def _identity(change: UserChange) -> str:
    return change.action.identity
