# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs the operations of the steps up to their plans; each plan builds on the results of the steps before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .._admins.model import KnownRole
from .._client.client import Client
from .._engine.runner import Compared, compare, make
from .steps import Earlier, Step


@dataclass
class Comparison:
    """The comparison of one customer, step by step.

    Attributes:
        declaration: Its variables by name.
        known_customer: As an earlier task returned it.
        known_roles: All roles that can be given, as an earlier task returned them.
        record: What is remembered of the customer; None when that is not to be compared.
        planned_customer: What is known of a customer that is still to be made; None for one that is there.
        earlier: What the operations of earlier steps returned.
    """

    client: Client
    declaration: Mapping[str, Any]
    known_customer: Mapping[str, Any] | None = None
    known_roles: Sequence[KnownRole] = ()
    planned_customer: Mapping[str, Any] | None = None
    record: Mapping[str, Any] | None = None
    earlier: Earlier = field(default_factory=Earlier)

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
        return compared

    def _known(self, step: Step) -> dict[str, Any]:
        """Options with data that earlier steps have read."""
        if step.name == "customer":
            return {"known_customer": self.known_customer, "record": self.record}
        known: dict[str, Any] = {}
        if step.name == "locations":
            known["record"] = self.record
        if self.planned_customer is not None:
            known["planned_customer"] = dict(self.planned_customer)
        if step.name == "admins":
            known["known_roles"] = [role.model_dump() for role in self.known_roles]
        if step.name == "users":
            known["numbers_listed"] = self.earlier.numbers_listed
        return known
