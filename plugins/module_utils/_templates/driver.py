# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The base of template drivers: the phases of the operation for the place where templates are stored."""

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
    """The outcome for a template.

    Attributes:
        served: As the service answered last; None when nothing was written.
        verdict: What Webex's precheck says about its provisioning ID; None when it was not looked at.
    """

    served: ServedTemplate | None = None
    verdict: PrecheckVerdict | None = None


class Driver(ABC, Generic[K]):
    """A place where templates are stored.

    Parameters:
        options: Options of the module.
        template: The declaration; None for a removal.

    Raises:
        InputError: An option that this driver needs is missing.
    """

    def __init__(self, options: TemplateOptions, template: Template | None) -> None:
        self.options, self.template = options, template

    @abstractmethod
    def client(self, check_mode: bool) -> Client:
        """The session of the driver."""

    @abstractmethod
    def read(self, client: Client) -> K | None:
        """Read the present state; no writes."""

    @abstractmethod
    def plan(self, known: K | None) -> TemplatePlan[K]:
        """Compare the declaration with the present state; pure."""

    def journal_scope(self) -> tuple[str, ...]:
        """The scope of the creation journal; empty by default, since a record on disk needs none."""
        return ()

    @abstractmethod
    def preview(self, client: Client, plan: TemplatePlan[K], report: TemplateReport) -> None:
        """Check mode: ask for a verdict on the plan; no writes."""

    @abstractmethod
    def apply(self, client: Client, plan: TemplatePlan[K], report: TemplateReport, journal: CreationJournal) -> None:
        """Carry the plan out."""

    @abstractmethod
    def objects(self, known: K | None, plan: TemplatePlan[K] | None, report: TemplateReport) -> dict[str, Any]:
        """The objects for the result."""
