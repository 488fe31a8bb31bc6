# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_onboarding_template: picks the driver.

Cisco publishes no API for onboarding templates. Driver manual keeps a record of what a person made in Partner Hub;
driver rest manages templates of a service that the provider runs in front of it (docs/template-service.md).
"""

from __future__ import annotations

from typing import Any, Union

from .._client.client import Client
from .._declare.model import read
from .._engine.operation import Operation
from .driver import Driver, TemplateReport
from .manual import ManualDriver
from .model import Template, TemplateOptions
from .plan import TemplatePlan
from .present import Record, ServedTemplate
from .rest import RestDriver
from .result import TemplateResult

# Evaluated at import, where checkers for older Pythons look too.
Known = Union[Record, ServedTemplate, None]  # noqa: UP007


class TemplateOperation(Operation[TemplateOptions, Known, TemplatePlan[Any], TemplateReport]):
    """Bring one onboarding template to its declared state, as far as its driver can."""

    OPTIONS = TemplateOptions
    RESULT = TemplateResult
    REPORT = TemplateReport

    def __init__(self, options: TemplateOptions) -> None:
        super().__init__(options)
        template = None if options.absent else read(Template, options.entry)
        self._driver: Driver[Any] = (
            RestDriver(options, template) if options.driver == "rest" else ManualDriver(options, template)
        )

    def client(self, check_mode: bool) -> Client | None:
        """The session of the driver."""
        return self._driver.client(check_mode)

    def read(self, client: Client) -> Known:
        """The template of the service, or the record."""
        known: Known = self._driver.read(client)
        return known

    def plan(self, present: Known) -> TemplatePlan[Any]:
        """The plan of the driver, with one row."""
        return self._driver.plan(present)

    def journal_scope(self, present: Known) -> tuple[str, ...]:
        """The scope of the driver's journal; empty where it needs none."""
        return self._driver.journal_scope()

    def preview(self, client: Client, present: Known, plan: TemplatePlan[Any], report: TemplateReport) -> None:
        """Check mode: the preview of the driver."""
        self._driver.preview(client, plan, report)

    def apply(self, client: Client, present: Known, plan: TemplatePlan[Any], report: TemplateReport) -> None:
        """Carry the plan out."""
        self._driver.apply(client, plan, report, self.journal(client, present))

    def objects(self, present: Known, plan: TemplatePlan[Any] | None, report: TemplateReport) -> dict[str, Any]:
        """The template with its provisioning ID, and what a person has to do."""
        return self._driver.objects(present, plan, report)
