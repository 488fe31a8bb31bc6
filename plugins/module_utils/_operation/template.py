# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_onboarding_template: picks the driver.

Cisco publishes no API for onboarding templates. Driver manual keeps a record of what a person made in Partner Hub;
driver rest manages templates of a service that the provider runs in front of it (docs/template-service.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._client.client import Client
from .._model.base import given, read
from .._model.template import Template
from .._reconcile.plan import Action
from .frame import Operation
from .template_drivers import Driver
from .template_manual import ManualDriver
from .template_rest import RestDriver


class TemplateOperation(Operation):
    """Keep one onboarding template as declared, as far as its driver can."""

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        template = None
        if inputs.get("state") != "absent":
            template = read(Template, given(Template, inputs))
        kind: type[Driver] = RestDriver if inputs.get("driver") == "rest" else ManualDriver
        self._driver = kind(inputs, template, self.warnings)

    def client(self, check_mode: bool) -> Client | None:
        """The driver knows whom to ask."""
        return self._driver.client(check_mode)

    def read(self, client: Client) -> None:
        """What is served, or what was recorded."""
        self._driver.read(client)

    def plan(self) -> Sequence[Action]:
        """One action."""
        return [self._driver.plan()]

    def scope(self, client: Client) -> tuple[str, ...]:
        """The driver knows whether anything can be missing from a list."""
        return self._driver.scope(client)

    def forecast(self, client: Client) -> None:
        """Check mode."""
        self._driver.forecast(client)

    def apply(self, client: Client) -> None:
        """Carry it out."""
        self._driver.apply(client, self.recent(client))

    def objects(self) -> dict[str, Any]:
        """The template with its provisioning ID, and what a person has to do."""
        return self._driver.objects()
