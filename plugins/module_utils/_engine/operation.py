# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The base of all operations: read, plan, and preview or apply the plan. Data goes from phase to phase."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, Generic, Self, TypeVar

from .._client.client import Client
from .._client.settings import Settings
from .._declare.connection import Connection
from .._declare.options import Options
from .._declare.returned import Returned
from .bulk import Outcome
from .creation_journal import CreationJournal
from .plan import Action, Plan
from .progress import SILENT, Progress
from .tolerated import Tolerances

O = TypeVar("O", bound=Options)  # noqa: E741 - options
P = TypeVar("P")  # what is present
L = TypeVar("L", bound=Plan[Any])  # the plan


class Phase(Enum):
    """A phase of a plan, in the order in which a customer's plan is carried out.

    Attributes:
        FREE: Removals that free what something else needs.
        MAKE: Creations and changes.
        REMOVE: Removals of what nothing needs any more by then.
    """

    FREE = "free"
    MAKE = "make"
    REMOVE = "remove"


class OperationError(Exception):
    """An operation did not reach its goal; the text says what failed, for which object, and what to do."""


@dataclass
class Report:
    """The outcome of a plan, filled while it is previewed or applied, and read also after a failure.

    An operation that reads something back has a report of its own, with an attribute for it.

    Attributes:
        outcomes: Outcomes of rows by identity; a row without an entry was not reached.
        warnings: Shown by Ansible.
        progress: Reports how far long work is.
    """

    outcomes: dict[str, Outcome[Any, Any]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    progress: Progress = SILENT

    def fail(self, identity: str, reason: str) -> None:
        """Set the outcome of a row that failed, or is known to fail before anything is sent."""
        self.outcomes[identity] = Outcome(None, error=reason)

    def error_of(self, identity: str) -> dict[str, str]:
        """The error of a row as a part of its result; empty when it has none."""
        outcome = self.outcomes.get(identity)
        return {"error": outcome.error} if outcome and outcome.error else {}

    def value_of(self, identity: str) -> Any:
        """The value of a row; None when it failed or was not reached."""
        outcome = self.outcomes.get(identity)
        return outcome.value if outcome else None


R = TypeVar("R", bound=Report)  # what became of it


class Operation(ABC, Generic[O, P, L, R]):
    """One run of one module.

    `read`, `plan` and either `preview` (check mode) or `apply` are called in this order; `plan` is pure, and may be
    called again after another `read`. `objects` is called at the end, also after a failure.

    Attributes:
        OPTIONS: The model of its options.
        RESULT: The model of what `objects` returns.
        REPORT: The class of its report.
        ONLY_CHANGES_LISTED: Whether results list only actions that change something.
    """

    OPTIONS: ClassVar[type[Options]]
    RESULT: ClassVar[type[Returned]]
    REPORT: ClassVar[type[Report]] = Report
    ONLY_CHANGES_LISTED: ClassVar[bool] = False

    def __init__(self, options: O) -> None:
        """Take the options, and check what their model cannot (InputError)."""
        self.options = options
        self._journal: CreationJournal | None = None

    def with_options(self, journal: CreationJournal | None = None, **changes: Any) -> Self:
        """The same operation with other values of some options.

        Parameters:
            journal: The creation journal that several operations of one run share.
            changes: Values as the model has them; they are not validated again.
        """
        other = copy.copy(self)
        other.options = self.options.model_copy(update=changes)
        other._journal = journal or self._journal
        return other

    @property
    def tolerances(self) -> Tolerances:
        """The differences that are tolerated today."""
        return Tolerances.of(self.options)

    def renewed(self, client: Client, present: P) -> P:
        """The present state after earlier operations of the same run; no writes.

        The present state as it was read, and the objects that these operations have created: `with_options` names them.
        """
        return present

    def client(self, check_mode: bool) -> Client | None:
        """The session; None for an operation without requests, whose options are not those of a connection."""
        options = self.options
        return Client(Settings.of(options), check_mode=check_mode) if isinstance(options, Connection) else None

    @abstractmethod
    def read(self, client: Client) -> P:
        """Read the present state; no writes.

        Raises:
            ClientError: Webex refused or did not answer.
        """

    @abstractmethod
    def plan(self, present: P) -> L:
        """Compare the declaration with the present state; pure.

        Raises:
            Refused: It would do harm.
        """

    def preview(self, client: Client, present: P, plan: L, report: R) -> None:
        """Check mode: ask Webex for its verdict on the plan; no writes."""

    def apply(self, client: Client, present: P, plan: L, report: R) -> None:
        """Carry the plan out."""

    def forecast(self, present: P, plan: L, reads: int) -> int | None:
        """About how many requests a run sends, when it sent this many for its plan; None where nobody asks."""
        return None

    @abstractmethod
    def objects(self, present: P | None, plan: L | None, report: R) -> dict[str, Any]:
        """The objects for the result; `plan` is None after a failure before it."""

    def journal_scope(self, present: P) -> tuple[str, ...]:
        """The scope of the creation journal: a customer, or a template service. Empty where there is no journal."""
        return ()

    def journal(self, client: Client, present: P) -> CreationJournal:
        """The creation journal; one for the run, since it remembers which notes are settled."""
        if self._journal is None:
            self._journal = CreationJournal.of(client.settings, *self.journal_scope(present))
        return self._journal

    def may_exist_unlisted(self, client: Client, present: P, creations: Sequence[Action]) -> bool:
        """Whether an object that is to be created may exist although it was not listed."""
        journal = self.journal(client, present)
        return bool(journal.may_exist_unlisted((action.kind, action.identity) for action in creations))
