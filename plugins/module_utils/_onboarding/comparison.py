# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs the operations of the steps up to their plans; each plan builds on the results of the steps before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .._admins.model import KnownRole
from .._client.client import Client
from .._declare.webex_ids import key_of
from .._engine.runner import Compared, compare, make
from .._users.present import Users
from .steps import Earlier, Step, lists_numbers


@dataclass
class Comparison:
    """The comparison of one customer, step by step.

    Attributes:
        declaration: Its variables by name.
        known_customer: As an earlier task returned it.
        known_roles: All roles that can be given, as an earlier task returned them.
        record: What is remembered of the customer; None when that is not to be compared.
        known_users: As a listing of all customers' users returned those of this customer; empty without one.
        steps: Names of the steps that follow one another here, when all are compared and nothing is written; what a
            later one lists anyway, an earlier one may use.
        planned_customer: What is known of a customer that is still to be made; None for one that is there.
        earlier: What the operations of earlier steps returned.
    """

    client: Client
    declaration: Mapping[str, Any]
    known_customer: Mapping[str, Any] | None = None
    known_roles: Sequence[KnownRole] = ()
    planned_customer: Mapping[str, Any] | None = None
    record: Mapping[str, Any] | None = None
    known_users: Sequence[Mapping[str, Any]] = ()
    steps: Collection[str] = ()
    earlier: Earlier = field(default_factory=Earlier)
    _users: Users | None = field(default=None, init=False)

    def of(self, step: Step, **options: Any) -> Compared[Any] | None:
        """Compare the objects of a step; None when nothing is declared for it.

        Parameters:
            options: Values of options that are no inputs of a task, as the model has them.

        Raises:
            InputError, ClientError, OperationError, Refused: As of the operation.
        """
        inputs = step.inputs(self.declaration, self.earlier)
        if inputs is None:
            return None
        operation = make(step.operation, {**inputs, **self._known(step)})
        compared = compare(operation.with_options(**options), self.client)
        self.earlier = step.keep(self.earlier, compared.objects())
        if isinstance(compared.present, Users):
            self._users = compared.present
        return compared

    @property
    def lists_calling_locations(self) -> bool:
        """Whether the step of the locations probably lists their calling side."""
        return self.declaration.get("webex_locations") is not None and not self._numbers_follow

    @property
    def _numbers_follow(self) -> bool:
        """Whether the list of numbers is read in any case."""
        return "numbers" in self.steps and lists_numbers(self.declaration)

    @property
    def _is_known_customer(self) -> bool:
        """Whether the customer that was found is the one that was known: an ID may name another one."""
        known, found = self.known_customer or {}, self.earlier.customer or {}
        return bool(known.get("id")) and key_of(str(known["id"])) == key_of(str(found.get("id") or ""))

    def _known(self, step: Step) -> dict[str, Any]:
        """Options with data that earlier steps have read."""
        if step.name == "customer":
            return {"known_customer": self.known_customer, "record": self.record}
        known: dict[str, Any] = {}
        if step.name == "locations":
            known["record"] = self.record
            known["numbers_follow"] = self._numbers_follow
        if self.planned_customer is not None:
            known["planned_customer"] = dict(self.planned_customer)
        if step.name == "admins":
            known["known_roles"] = [role.model_dump() for role in self.known_roles]
            if self.steps and self._users:
                known["known_people"] = self._users.people
                known["user_count"] = len(self._users.subscribers)
        if step.name == "users":
            known["numbers_listed"] = self.earlier.numbers_listed
            known["known_users"] = [dict(user) for user in self.known_users] if self._is_known_customer else []
        return known
