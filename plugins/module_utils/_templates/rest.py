# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Driver rest: templates of a service that the provider runs; created, changed and removed like any other object."""

from __future__ import annotations

import contextlib
from typing import Any
from urllib.parse import urlsplit

from .._client.client import Client
from .._client.errors import NotFound, SettingsError
from .._client.settings import Settings, safe_url
from .._declare.called import called
from .._declare.problem import InputError, Problem
from .._engine.creation import create_or_adopt
from .._engine.creation_journal import CreationJournal
from .._engine.operation import OperationError
from .api import TemplatesApi
from .driver import Driver, TemplateReport
from .model import Template, TemplateOptions
from .plan import KIND, TemplatePlan, declared_fields, merged, plan_served
from .present import ServedTemplate


class RestDriver(Driver[ServedTemplate]):
    """Full create, read, update and delete."""

    def __init__(self, options: TemplateOptions, template: Template | None) -> None:
        super().__init__(options, template)
        if not options.template_service_url:
            remedy = "Add the base URL of the service (environment variable WEBEX_TEMPLATE_SERVICE_URL)."
            raise InputError([Problem(("template_service_url",), "driver rest needs it.", remedy)])

    def client(self, check_mode: bool) -> Client:
        """The service; the Webex token is sent only when the service has the same origin as the API."""
        url, token = self._url(), self.options.template_service_token
        options = self.options.model_copy(update={"access_token": token}) if token else self.options
        settings = Settings.of(options)
        if not token and urlsplit(url)[:2] != urlsplit(settings.api_url)[:2]:
            raise SettingsError(
                "The template service is on another host than the API, and the Webex token is not sent there. Give "
                f"{called('template_service_token')}, or WEBEX_TEMPLATE_SERVICE_TOKEN in the environment."
            )
        return Client(settings, check_mode=check_mode, base_url=url, organizations=False)

    def read(self, client: Client) -> ServedTemplate | None:
        """One look-up by name."""
        return self._find(TemplatesApi(client))

    def plan(self, known: ServedTemplate | None) -> TemplatePlan[ServedTemplate]:
        """Compare every field that the user wrote."""
        return plan_served(self.options.name, self.template, known)

    def journal_scope(self) -> tuple[str, ...]:
        """The journal of the service."""
        return ("templates", self._url())

    def preview(self, client: Client, plan: TemplatePlan[ServedTemplate], report: TemplateReport) -> None:
        """Does nothing: the service has no precheck."""

    def apply(
        self, client: Client, plan: TemplatePlan[ServedTemplate], report: TemplateReport, journal: CreationJournal
    ) -> None:
        """Create, replace or delete."""
        api, row = TemplatesApi(client), plan.row
        if not row.possible:
            return
        if row.wanted is None:
            if row.present:
                with contextlib.suppress(NotFound):
                    api.delete(row.present.id)
        elif row.present is None:
            fields = declared_fields(row.wanted)
            report.served, _adopted = create_or_adopt(
                lambda: api.create(fields), lambda: self._find(api), client, journal, (KIND, row.identity)
            )
        else:
            report.served = api.replace(row.present.id, merged(row.wanted, row.present.fields))

    def objects(
        self, known: ServedTemplate | None, plan: TemplatePlan[ServedTemplate] | None, report: TemplateReport
    ) -> dict[str, Any]:
        """The template as served; in check mode the ID of a planned one is not known yet."""
        if self.template is None:
            return {"template": None, "drift": {}, "manual_steps": []}
        served = report.served or known
        data = {
            **(served.fields if served else declared_fields(self.template)),
            "driver": "rest",
            "id": served.id if served else None,
            "provisioning_id": served.provisioning_id if served else None,
        }
        return {"template": data, "drift": {}, "manual_steps": []}

    def _url(self) -> str:
        """Base URL of the service; SettingsError when it is not safe."""
        return safe_url(self.options.template_service_url or "", "template_service_url", self.options.allow_http)

    def _find(self, api: TemplatesApi) -> ServedTemplate | None:
        found = api.find(self.options.name)
        if len(found) > 1:
            raise OperationError(
                f"{len(found)} templates of the service are named {self.options.name}; which one is meant cannot be "
                "known. Rename all but one."
            )
        return found[0] if found else None
