# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Onboarding templates of a template service: a resource of the provider's own, not of Cisco's
(docs/template-service.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .._client.client import Client
from .._client.errors import OutcomeUnknown, Unintelligible
from .._client.json_fields import obj, optional_str, required_str
from .._client.paging import Pages, list_all
from .present import ServedTemplate

PATH = "/onboarding-templates"
PAGES = Pages(size=100, counter="offset")
FIELDS = {
    "name": "name",
    "service_provider_admin": "serviceProviderAdmin",
    "country": "country",
    "email_language": "emailLanguage",
    "wholesale_subscription": "wholesaleSubscription",
    "cloud_connected_pstn_provider": "cloudConnectedPstnProvider",
    "brand_name": "brandName",
    "allow_admin_invite_emails": "allowAdminInviteEmails",
    "allow_webex_calls": "allowWebexCalls",
}


class TemplatesApi:
    """Operations on templates; the client points to the service, not to Webex."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def find(self, name: str) -> list[ServedTemplate]:
        """The templates with exactly this name (GET /onboarding-templates?name=)."""
        items = list_all(self._client, PATH, pages=PAGES, params={"name": name})
        return [template for template in map(_read, items) if template.fields["name"] == name]

    def create(self, fields: Mapping[str, Any]) -> ServedTemplate:
        """Make a template (POST /onboarding-templates)."""
        answer = self._client.request("POST", PATH, json=_body(fields))
        try:
            return _read(obj(answer.body))
        except Unintelligible as error:
            raise OutcomeUnknown(f"The service accepted the template, but: {error}") from None

    def replace(self, template_id: str, fields: Mapping[str, Any]) -> ServedTemplate:
        """Replace a template as a whole (PUT /onboarding-templates/{id})."""
        path = f"{PATH}/{quote(template_id, safe='')}"
        return _read(obj(self._client.request("PUT", path, json=_body(fields)).body))

    def delete(self, template_id: str) -> None:
        """Remove a template (DELETE /onboarding-templates/{id}); 409 while a customer uses it."""
        self._client.request("DELETE", f"{PATH}/{quote(template_id, safe='')}")


def _body(fields: Mapping[str, Any]) -> dict[str, Any]:
    body = {wire: fields.get(key) for key, wire in FIELDS.items()}
    authentication = fields["authentication"]
    body["type"] = "WEBEX_FOR_WHOLESALE"
    body["authentication"] = {
        "method": authentication["method"],
        "idpEntityId": authentication["idp_entity_id"],
    }
    return body


def _read(data: Mapping[str, Any]) -> ServedTemplate:
    authentication = obj(data, "authentication")
    fields: dict[str, Any] = {key: data.get(wire) for key, wire in FIELDS.items()}
    fields["authentication"] = {
        "method": optional_str(authentication, "method") or "webex",
        "idp_entity_id": optional_str(authentication, "idpEntityId") or None,
    }
    provisioning_id = required_str(data, "provisioningId", f"GET {PATH}")
    return ServedTemplate(required_str(data, "id", f"GET {PATH}"), provisioning_id, fields)
