# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Base of operations on many objects of one customer: an outcome for each row, and one failure at the end."""

from __future__ import annotations

import itertools
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from .._client.client import Client
from .._engine.bulk import Outcome, for_each
from .._engine.operation import Operation, OperationError, Phase, Report
from .._engine.plan import Plan
from .context import CustomerContext, resolve
from .reference import CustomerReference

MAX_ROWS_LISTED = 20
T = TypeVar("T")


class OfCustomer(Protocol):
    """Base of the present state of a customer; of one that is only planned, only the context."""

    @property
    def context(self) -> CustomerContext:
        """The customer."""


O = TypeVar("O", bound=CustomerReference)  # noqa: E741 - options
P = TypeVar("P", bound=OfCustomer)
L = TypeVar("L", bound=Plan[Any])
R = TypeVar("R", bound=Report)


class RowsOperation(Operation[O, P, L, R], Generic[O, P, L, R]):
    """Operations on users, locations, numbers and so on of one customer.

    Attributes:
        NOUN: The objects in the plural, for messages.
    """

    ONLY_CHANGES_LISTED = True
    NOUN = "objects"

    def read(self, client: Client) -> P:
        """Find the customer, and read its objects unless it is only planned."""
        context = resolve(client, self.options)
        return self.nothing(client, context) if context.planned else self.read_present(client, context)

    @abstractmethod
    def read_present(self, client: Client, context: CustomerContext) -> P:
        """Read the present objects of the customer."""

    @abstractmethod
    def nothing(self, client: Client, context: CustomerContext) -> P:
        """The present state of a customer that is only planned."""

    def journal_scope(self, present: P) -> tuple[str, ...]:
        """The journal of this customer; none for one that is only planned."""
        return () if present.context.planned else ("organization", present.context.org_id)

    def preview(self, client: Client, present: P, plan: L, report: R) -> None:
        """Ask about every row, and fail once, with all that would be refused."""
        self.ask(client, present, plan, report)
        self.finish(client, present, report)

    def apply(self, client: Client, present: P, plan: L, report: R) -> None:
        """Carry out phase after phase, and fail once, with all rows that failed."""
        for phase in Phase:
            self.carry_out(phase, client, present, plan, report)
        self.finish(client, present, report)

    def ask(self, client: Client, present: P, plan: L, report: R) -> None:
        """Ask Webex about the plan without writing; the report has the rows that would fail."""
        self.refuse(plan, report)

    @abstractmethod
    def carry_out(self, phase: Phase, client: Client, present: P, plan: L, report: R) -> None:
        """Carry out one phase; all phases add the outcome of their rows to the same report."""

    def work(
        self,
        client: Client,
        present: P,
        report: Report,
        rows: Sequence[T],
        do: Callable[[T], Any],
        identity: Callable[[T], str],
    ) -> Sequence[Outcome[T, Any]]:
        """Work on all rows in parallel, report progress, and keep the outcomes."""
        ended = itertools.count(1)
        verb = "checked" if client.check_mode else "done"

        def done() -> None:
            report.progress.tell(f"{self._of_whom(present)}: {self.NOUN}, {next(ended)} of {len(rows)} {verb}")

        outcomes = for_each(rows, do, client.settings.workers, done)
        report.outcomes.update({identity(outcome.row): outcome for outcome in outcomes})
        return outcomes

    @staticmethod
    def _of_whom(present: P) -> str:
        return f"customer {present.context.external_id or present.context.customer_id}".rstrip()

    @staticmethod
    def refuse(plan: L, report: Report) -> None:
        """Report the rows that are known to fail before anything is sent."""
        for identity, problem in plan.refused.items():
            report.fail(identity, problem)

    def finish(self, client: Client, present: P, report: Report) -> None:
        """Fail once, with the errors of all failed rows.

        Raises:
            OperationError: At least one row failed.
        """
        failed = {identity: outcome.error for identity, outcome in report.outcomes.items() if outcome.error}
        if not failed:
            return
        rows = [f"- {identity}: {error}" for identity, error in list(failed.items())[:MAX_ROWS_LISTED]]
        if len(failed) > MAX_ROWS_LISTED:
            rows.append(f"- and {len(failed) - MAX_ROWS_LISTED} more, see the rows of the result")
        name = f" of customer {present.context.external_id}" if present.context.external_id else ""
        done = len(report.outcomes) - len(failed)
        text = f"{len(failed)} of {len(report.outcomes)} changes to {self.NOUN}{name} " + (
            "would fail" if client.check_mode else f"failed, and {done} went well; run again after correcting them"
        )
        raise OperationError(f"{text}:\n" + "\n".join(rows))
