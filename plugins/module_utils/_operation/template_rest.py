# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Driver rest: templates of a service that the provider runs; created, changed and removed like any other object."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from .._api.templates import ServedTemplate, TemplatesApi
from .._client.client import Client
from .._client.errors import NotFound, SettingsError
from .._client.settings import Settings, safe_url
from .._model.problem import InputError, Problem
from .._model.template import Template
from .._reconcile.plan import Action, deleted
from .._reconcile.template import KIND, declared_fields, merged, plan_template
from .create import create_or_adopt
from .frame import OperationError
from .recent import RecentCreations
from .template_drivers import Driver


class RestDriver(Driver):
    """Full create, read, update and delete."""

    def __init__(self, inputs: Mapping[str, Any], template: Template | None, warnings: list[str]) -> None:
        super().__init__(inputs, template, warnings)
        if not inputs.get("template_service_url"):
            remedy = "Add the base URL of the service (environment variable WEBEX_TEMPLATE_SERVICE_URL)."
            raise InputError([Problem(("template_service_url",), "driver rest needs it.", remedy)])
        self._served: ServedTemplate | None = None
        self._action = Action(KIND, self.name, "none")

    def client(self, check_mode: bool) -> Client:
        """The service; the Webex token is sent only when the service has the same origin as the API."""
        url = safe_url(
            str(self.inputs["template_service_url"]), "template_service_url", bool(self.inputs.get("allow_http"))
        )
        token = str(self.inputs.get("template_service_token") or "")
        inputs = {**self.inputs, "access_token": token} if token else self.inputs
        settings = Settings.from_params(inputs)
        if not token and urlsplit(url)[:2] != urlsplit(settings.api_url)[:2]:
            raise SettingsError(
                "The template service is on another host than the API, and the Webex token is not sent there. Give "
                "template_service_token (environment variable WEBEX_TEMPLATE_SERVICE_TOKEN)."
            )
        return Client(replace(settings), check_mode=check_mode, base_url=url, organizations=False)

    def read(self, client: Client) -> None:
        """One look-up by name."""
        self._served = self._find(TemplatesApi(client))

    def plan(self) -> Action:
        """Compare every field that the user wrote."""
        template, served = self.template, self._served
        if template is None:
            if served:
                self._action = deleted(KIND, self.name, {"provisioning_id": served.provisioning_id})
            return self._action
        if template.provisioning_id and (served is None or served.provisioning_id != template.provisioning_id):
            there = f"has {served.provisioning_id}" if served else "does not exist there"
            raise OperationError(
                f"template {self.name}: the declared provisioning ID {template.provisioning_id} is not that of the "
                "service's "
                f"template, which {there}. With driver rest the service gives the ID: remove provisioning_id."
            )
        self._action = plan_template(template, served.fields if served else None)
        return self._action

    def scope(self, client: Client) -> tuple[str, ...]:
        """The notes of the service."""
        return ("templates", client.base_url)

    def forecast(self, client: Client) -> None:
        """Nothing to ask."""

    def apply(self, client: Client, recent: RecentCreations) -> None:
        """Create, replace or delete."""
        api, template, served = TemplatesApi(client), self.template, self._served
        if not self._action.changes:
            return
        if template is None:
            if served:
                with contextlib.suppress(NotFound):
                    api.delete(served.id)
            self._served = None
        elif served is None:
            fields = declared_fields(template)
            self._served, _adopted = create_or_adopt(
                lambda: api.create(fields), lambda: self._find(api), client, recent, (KIND, self.name)
            )
        else:
            self._served = api.replace(served.id, merged(template, served.fields))

    def objects(self) -> dict[str, Any]:
        """The template as served; in check mode the ID of a planned one is not known yet."""
        if self.template is None:
            return {"template": None, "drift": {}, "manual_steps": []}
        served = self._served
        data = {
            **(served.fields if served else declared_fields(self.template)),
            "driver": "rest",
            "id": served.id if served else None,
            "provisioning_id": served.provisioning_id if served else None,
        }
        return {"template": data, "drift": {}, "manual_steps": []}

    def _find(self, api: TemplatesApi) -> ServedTemplate | None:
        found = api.find(self.name)
        if len(found) > 1:
            raise OperationError(
                f"{len(found)} templates of the service are named {self.name}; which one is meant cannot be known. "
                "Rename all but one."
            )
        return found[0] if found else None
