# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a template driver is: the phases of the operation, for the place where a template lives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, Generic

from .._client.client import Client
from .._engine.creation_journal import CreationJournal
from .._engine.operation import Report
from .model import Template, TemplateOptions
from .plan import K, TemplatePlan
from .precheck import PrecheckVerdict
from .present import ServedTemplate


@dataclass
class TemplateReport(Report):
    """What became of a template.

    Attributes:
        served: As the service answered last; None when nothing was written.
        verdict: What Webex's precheck says about its provisioning ID; None when it was not looked at.
    """

    served: ServedTemplate | None = None
    verdict: PrecheckVerdict | None = None


class Driver(ABC, Generic[K]):
    """Knows where a template lives.

    Parameters:
        options: Of the module.
        template: The declaration; None for a removal.

    Raises:
        InputError: An option is missing that this driver needs.
    """

    def __init__(self, options: TemplateOptions, template: Template | None) -> None:
        self.options, self.template = options, template

    @abstractmethod
    def client(self, check_mode: bool) -> Client:
        """The session to whom the driver talks."""

    @abstractmethod
    def read(self, client: Client) -> K | None:
        """What is there."""

    @abstractmethod
    def plan(self, known: K | None) -> TemplatePlan[K]:
        """Compare; pure."""

    def journal_scope(self) -> tuple[str, ...]:
        """As of an operation; a record on disk is never behind."""
        return ()

    @abstractmethod
    def preview(self, client: Client, plan: TemplatePlan[K], report: TemplateReport) -> None:
        """Check mode."""

    @abstractmethod
    def apply(self, client: Client, plan: TemplatePlan[K], report: TemplateReport, journal: CreationJournal) -> None:
        """Carry the plan out."""

    @abstractmethod
    def objects(self, known: K | None, plan: TemplatePlan[K] | None, report: TemplateReport) -> dict[str, Any]:
        """The objects for the result."""
