# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The frame of operations on many objects of one customer: which customer, row by row outcomes, one failure at the
end."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from .._client.client import Client
from .bulk import Outcome, for_each
from .customer_context import CustomerContext, resolve
from .frame import Operation, OperationError

SHOWN = 20
R = TypeVar("R")


class RowsOperation(Operation):
    """Operations on users, locations, numbers and so on of one customer.

    Attributes:
        NOUN: What the rows are, in the plural, for messages.
    """

    bulk = True
    NOUN = "objects"

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self.context = CustomerContext()
        self._check_mode = False
        self.outcomes: dict[str, Outcome[Any, Any]] = {}

    def read(self, client: Client) -> None:
        """The customer, when it was not handed over; nothing more of one that is planned only."""
        self._check_mode = client.check_mode
        self.context = resolve(client, self.inputs)
        if not self.context.planned:
            self.read_present(client)

    def read_present(self, client: Client) -> None:
        """What the customer has."""

    def scope(self, client: Client) -> tuple[str, ...]:
        """The notes of this customer; none of one that is planned only."""
        return () if self.context.planned else ("organization", self.context.org_id)

    def work(
        self, client: Client, rows: Sequence[R], do: Callable[[R], Any], identity: Callable[[R], str]
    ) -> Sequence[Outcome[R, Any]]:
        """Do every row side by side, telling how far it is, and keep the outcomes."""
        ended = itertools.count(1)

        def done() -> None:
            count = next(ended)
            verb = "checked" if self._check_mode else "done"
            self.progress.tell(f"{self._of_whom()}: {self.NOUN}, {count} of {len(rows)} {verb}")

        outcomes = for_each(rows, do, client.settings.workers, done)
        self.outcomes.update({identity(outcome.row): outcome for outcome in outcomes})
        return outcomes

    def _of_whom(self) -> str:
        return f"customer {self.context.external_id or self.context.customer_id}".rstrip()

    def fail_row(self, identity: str, reason: str) -> None:
        """A row that is known to fail before anything is sent."""
        self.outcomes[identity] = Outcome(None, error=reason)

    def finish(self) -> None:
        """Fail once, with all failed rows.

        Raises:
            OperationError: At least one row failed.
        """
        failed = {identity: outcome.error for identity, outcome in self.outcomes.items() if outcome.error}
        if not failed:
            return
        rows = [f"- {identity}: {error}" for identity, error in list(failed.items())[:SHOWN]]
        if len(failed) > SHOWN:
            rows.append(f"- and {len(failed) - SHOWN} more, see the rows of the result")
        name = f" of customer {self.context.external_id}" if self.context.external_id else ""
        done = len(self.outcomes) - len(failed)
        text = f"{len(failed)} of {len(self.outcomes)} changes to {self.NOUN}{name} " + (
            "would fail" if self._check_mode else f"failed, {done} are done; run again after correcting them"
        )
        raise OperationError(f"{text}:\n" + "\n".join(rows))

    def error_of(self, identity: str) -> dict[str, str]:
        """The error of a row as a part of its result."""
        outcome = self.outcomes.get(identity)
        return {"error": outcome.error} if outcome and outcome.error else {}
