# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_users and webex_user: many users of one customer, listed first, changed side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .._api.people import PeopleApi, Person
from .._api.subscribers import PENDING, Subscriber, SubscriberRequest, SubscribersApi
from .._client.client import Client
from .._client.errors import ApiError, NotFound
from .._model.base import given
from .._model.user import User
from .._reconcile.delete_guard import guard
from .._reconcile.plan import Action, Change, summary
from .._reconcile.users import UserChange, plan_users, removal
from .bulk import Outcome, for_each
from .create import LOOKS, create_or_adopt
from .customer_context import CustomerContext, resolve
from .frame import Operation, OperationError
from .user_inputs import read_users
from .user_locations import UserLocations

EMAIL_TAKEN = 10022
_SHOWN = 20


class UsersOperation(Operation):
    """All users of a customer."""

    bulk = True

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self.users: list[User] = self._declared()
        self._context = CustomerContext()
        self._check_mode = False
        self._subscribers: list[Subscriber] = []
        self._people: dict[str, Person] = {}
        self._changes: list[UserChange] = []
        self._outcomes: dict[str, Outcome[UserChange, Subscriber | None]] = {}

    def _declared(self) -> list[User]:
        path = self.inputs.get("users_file")
        declared = read_users(self.inputs.get("users"), Path(path) if path else None)
        if declared.ignored_columns:
            self.warnings.append(f"{path}: columns passed over: {', '.join(declared.ignored_columns)}.")
        return declared.users

    # Reading

    def read(self, client: Client) -> None:
        """The customer when it was not handed over, all subscribers, and the people when profiles are to be
        compared."""
        self._check_mode = client.check_mode
        self._context = resolve(client, self.inputs)
        if self._context.planned:
            return
        self._subscribers = self._list_subscribers(client)
        wanted = {user.key for user in self.users}
        if self.inputs.get("compare_profile", True) and any(
            subscriber.person_id for subscriber in self._subscribers if subscriber.key in wanted
        ):
            self._people = {person.id: person for person in self._list_people(client)}

    def _list_subscribers(self, client: Client) -> list[Subscriber]:
        return list(self._api(client).list(self._context.customer_id))

    def _list_people(self, client: Client) -> list[Person]:
        return list(PeopleApi(client, self._context.org_id).list())

    # Planning

    def plan(self) -> Sequence[Action]:
        """Compare; removals only with prune and within the delete guard."""
        self._changes = self._plan_changes()
        removals = [change.action.identity for change in self._changes if change.action.action == "delete"]
        if self.inputs.get("prune"):
            guard(
                "users",
                removals,
                len(self._subscribers),
                max_count=int(self.inputs.get("prune_max_count", 0)),
                max_percent=int(self.inputs.get("prune_max_percent", 0)),
            )
        return [change.action for change in self._changes]

    def _plan_changes(self) -> list[UserChange]:
        changes = plan_users(
            self.users,
            self._subscribers,
            self._people,
            prune=bool(self.inputs.get("prune")),
            protected=self.inputs.get("protected_users") or (),
        )
        return [self._with_consent(change) for change in changes]

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
        """Ask precheck about every creation; what Webex would refuse is a failed row here as well."""
        creations = [change for change in self._changes if change.action.action == "create"]
        if not creations or not self.inputs.get("precheck", True):
            return
        planned = self.inputs.get("planned_customer") or {}
        if self._context.planned and not (planned.get("provisioning_id") and planned.get("admin_email")):
            unknown = (
                "administrator's e-mail address is not declared"
                if planned.get("provisioning_id")
                else ("provisioning ID is known after apply")
            )
            self.warnings.append(
                f"{len(creations)} users of customer {self._context.external_id} were not prechecked: the {unknown}."
            )
            return
        locations = self._locations(client, creations)
        api = self._api(client)

        def ask(change: UserChange) -> None:
            request = _request(change, locations)
            answer = api.precheck(
                request,
                customer_id=self._context.customer_id or None,
                provisioning_id=planned.get("provisioning_id"),
                admin_email=planned.get("admin_email"),
            )
            if not answer.ok:
                raise ValueError(f"Webex's precheck refuses it: {answer.reason}.")

        self._collect(for_each(creations, ask, client.settings.workers))

    # Applying

    def apply(self, client: Client) -> None:
        """Removals first, since they free numbers and extensions; then changes; then creations."""
        locations = self._locations(client, self._changes)
        for verb in ("delete", "update", "create"):
            rows = [change for change in self._changes if change.action.action == verb]
            outcomes = for_each(rows, lambda change: self._do(client, change, locations), client.settings.workers)
            self._collect(outcomes, more=verb != "create")
        self._report_pending()

    def _do(self, client: Client, change: UserChange, locations: UserLocations | None) -> Subscriber | None:
        api = self._api(client)
        if change.user is None:
            self._delete(api, change)
            return None
        if change.subscriber is None:
            return self._create(client, change, locations)
        subscriber = change.subscriber
        if change.changes_package:
            subscriber = api.change_package(subscriber.id, _request(change, locations))
        if change.profile and subscriber.person_id:
            PeopleApi(client, self._context.org_id).change_profile(subscriber.person_id, change.profile)
        if "consent_email" in change.action.fields:
            api.send_consent_email(subscriber.id)
        return subscriber

    def _create(self, client: Client, change: UserChange, locations: UserLocations | None) -> Subscriber:
        api = self._api(client)
        request = _request(change, locations)
        email = request.email or ""

        def find() -> Subscriber | None:
            found = api.list(self._context.customer_id, email=email)
            return next((item for item in found if item.key == email.casefold()), None)

        def create() -> Subscriber:
            try:
                return api.create(self._context.customer_id, request)
            except ApiError as error:
                # Refused because it is there already: perhaps made by an attempt whose answer was lost.
                found = find() if error.has_code(EMAIL_TAKEN) else None
                if found is None:
                    raise
                return found

        subscriber, _adopted = create_or_adopt(create, find, client)
        if change.profile and subscriber.person_id:
            self._complete_profile(client, subscriber.person_id, change.profile)
        return subscriber

    def _complete_profile(self, client: Client, person_id: str, profile: Mapping[str, str | None]) -> None:
        """Write what the creation could not carry; a new person may be invisible for some seconds."""
        people = PeopleApi(client, self._context.org_id)
        for pause in LOOKS:
            try:
                people.change_profile(person_id, profile)
                return
            except NotFound:
                client.sleep(pause)
        people.change_profile(person_id, profile)

    def _delete(self, api: SubscribersApi, change: UserChange) -> None:
        try:
            api.delete(change.subscriber.id if change.subscriber else "")
        except NotFound:
            return

    def _locations(self, client: Client, changes: Sequence[UserChange]) -> UserLocations | None:
        if self._context.planned or not any(change.needs_location and change.action.changes for change in changes):
            return None
        return UserLocations(client, self._context.org_id, self.inputs.get("default_location"))

    def _api(self, client: Client) -> SubscribersApi:
        return SubscribersApi(client, self.inputs.get("sub_partner_org_id"))

    # Reporting

    def _collect(self, outcomes: Sequence[Outcome[UserChange, Any]], more: bool = False) -> None:
        """Keep the outcomes and, when no more rows follow, fail once with all failed rows."""
        self._outcomes.update({outcome.row.action.identity: outcome for outcome in outcomes})
        failed = [outcome for outcome in self._outcomes.values() if outcome.error]
        if more or not failed:
            return
        rows = [f"- {outcome.row.action.identity}: {outcome.error}" for outcome in failed[:_SHOWN]]
        if len(failed) > _SHOWN:
            rows.append(f"- and {len(failed) - _SHOWN} more, see failed_users")
        name = f" of customer {self._context.external_id}" if self._context.external_id else ""
        done = len(self._outcomes) - len(failed)
        text = f"{len(failed)} of {len(self._outcomes)} changes to users{name} " + (
            "would fail" if self._check_mode else f"failed, {done} are done; run again after correcting them"
        )
        raise OperationError(f"{text}:\n" + "\n".join(rows))

    def _report_pending(self) -> None:
        pending = [row["email"] for row in self._rows() if row.get("status") == PENDING]
        if pending:
            names = ", ".join(pending[:_SHOWN])
            self.warnings.append(
                f"{len(pending)} users must agree by e-mail to move their free Webex account first: {names}. "
                "resend_consent: true sends the e-mail again."
            )

    def _rows(self) -> list[dict[str, Any]]:
        rows = []
        for change in self._changes:
            outcome = self._outcomes.get(change.action.identity)
            subscriber = (outcome.value if outcome else None) or change.subscriber
            row: dict[str, Any] = {"email": change.action.identity, "action": change.action.action}
            if subscriber and change.user is not None:
                row["id"], row["status"] = subscriber.id, subscriber.status
                row["person_id"] = subscriber.person_id or None
                row["package"] = subscriber.package
            if outcome and outcome.error:
                row["error"] = outcome.error
            rows.append(row)
        return rows

    def objects(self) -> dict[str, Any]:
        """One row per user, the failed ones, and counts."""
        rows = self._rows()
        return {
            "users": rows,
            "failed_users": [row for row in rows if "error" in row],
            "summary": summary([change.action for change in self._changes], len(self.users)),
        }


class UserOperation(UsersOperation):
    """One user: found by its address instead of a list of all."""

    def _declared(self) -> list[User]:
        if self.inputs.get("state") == "absent":
            return []
        row = given(User, self.inputs)
        return read_users([row], None, path=()).users

    def _list_subscribers(self, client: Client) -> list[Subscriber]:
        email = str(self.inputs.get("email") or "").strip()
        found = self._api(client).list(self._context.customer_id, email=email)
        return [subscriber for subscriber in found if subscriber.key == email.casefold()]

    def _list_people(self, client: Client) -> list[Person]:
        return list(PeopleApi(client, self._context.org_id).list(email=self.users[0].email))

    def _plan_changes(self) -> list[UserChange]:
        if self.inputs.get("state") == "absent":
            return [removal(subscriber) for subscriber in self._subscribers]
        return super()._plan_changes()

    def apply(self, client: Client) -> None:
        """As for many; a removal tells what remains."""
        super().apply(client)
        if self.inputs.get("state") == "absent" and self._changes:
            self.warnings.append(
                f"user {self.inputs['email']} lost its package; the person and its e-mail address remain in the "
                "organization."
            )

    def objects(self) -> dict[str, Any]:
        """The one row."""
        rows = self._rows()
        user = rows[0] if rows and rows[0]["action"] != "delete" else None
        return {"user": user}


def _request(change: UserChange, locations: UserLocations | None) -> SubscriberRequest:
    """What is sent for a creation or a package change.

    Raises:
        ValueError: The location cannot be found.
    """
    user = change.user
    if user is None:
        raise ValueError("a removal has no request.")
    if change.subscriber is not None and not change.becomes_calling:
        return SubscriberRequest(package=user.package)
    return SubscriberRequest(
        package=user.package,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        number=user.number,
        extension=user.extension,
        location_id=locations.id_of(user) if locations and change.needs_location else None,
    )
