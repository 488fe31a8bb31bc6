# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An onboarding template with the fields of Partner Hub's wizard, and the options of its module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from .._declare.address import Address
from .._declare.connection import Connection
from .._declare.fields import key
from .._declare.model import Declared
from .._declare.options import State, declare_precheck, declare_state
from .._declare.problem import Problem
from .._declare.types import Country, Email, FilePath, Language, Text

TemplateDriver = Literal["manual", "rest"]


class Authentication(Declared):
    """How users of the customers sign in."""

    method: Literal["webex", "saml", "oidc"] = key(
        "V(webex) is Webex Common Identity; V(saml) and V(oidc) the provider's own identity provider.", default="webex"
    )
    idp_entity_id: Text | None = key(
        "Entity ID of the SAML metadata, or the OpenID Connect name agreed with Cisco. Needed unless V(webex).",
        default=None,
    )

    def rules(self) -> Iterator[Problem]:
        """Methods with an identity provider need an entity ID, and the other ones have none."""
        if self.method != "webex" and not self.idp_entity_id:
            yield Problem(
                ("idp_entity_id",),
                f"method {self.method} needs the identity provider's entity ID.",
                "Add idp_entity_id as it stands in the provider's metadata.",
            )
        if self.method == "webex" and self.idp_entity_id:
            yield Problem(
                ("idp_entity_id",),
                "method webex has no identity provider.",
                "Remove idp_entity_id, or choose method saml or oidc.",
            )


class Template(Declared):
    """An onboarding template of type Webex for Wholesale."""

    name: Text = key("Name of the template.", example="gold-us", identity=True)
    service_provider_admin: Email = key(
        "E-mail address of an administrator of the partner.", example="onboarding@provider.example"
    )
    country: Country = key("Country or region, ISO 3166-1 alpha-2.", example="US")
    email_language: Language = key("Default language of e-mails.", example="en_US")
    wholesale_subscription: Text = key("The partner's Wholesale subscription.", example="Sub100448")
    cloud_connected_pstn_provider: Text | None = key(
        "Carrier for all customers of the template. Cisco advises against it; set the carrier of each location "
        "instead.",
        default=None,
    )
    authentication: Authentication = key("How users of the customers sign in.", default=Authentication())
    brand_name: Text | None = key("Name of the provider's offer in automatic e-mails.", default=None)
    allow_admin_invite_emails: bool = key(
        "Allow administrator invitation e-mails when attaching existing organizations. Needed to attach one.",
        default=False,
    )
    allow_webex_calls: bool = key("Allow Webex-to-Webex calls that do not use the PSTN.", default=False)
    provisioning_id: Text | None = key(
        [
            "Provisioning ID as shown by Partner Hub on the opened template.",
            "A template service gives it; when it is set all the same, both have to be equal.",
        ],
        default=None,
    )


class TemplateOptions(State, Connection):
    """Options of webex_onboarding_template."""

    OF = Template
    NEEDED = ("name",)

    state: str = declare_state(
        "V(present) keeps the template as declared.",
        "V(absent) removes it (O(driver=rest)), or its record (O(driver=manual)).",
    )
    driver: TemplateDriver = key(
        "Where onboarding templates live. V(manual) is Partner Hub, V(rest) a template service.", default="manual"
    )
    record_dir: FilePath | None = key(
        "Folder of the records of confirmed templates, under version control. Relative to the inventory, or to the "
        "working directory where the inventory has no folder. Needed with O(driver=manual).",
        default=None,
    )
    confirmed: bool = key(
        "Partner Hub now has what is declared; record that. Only for O(driver=manual).", default=False
    )
    fail_on_drift: bool = key(
        "Fail, instead of warning, when a template is declared differently from its record. Only for O(driver=manual).",
        default=False,
    )
    precheck: bool = declare_precheck(
        "Ask Webex whether a new provisioning ID is usable. Only for O(driver=manual).",
        "Webex can only be asked whether a customer could be made with it, so that this needs O(precheck_customers), "
        "or both O(precheck_email) and O(precheck_address). Without them nothing is asked; nothing is made up.",
        "An objection to the ID fails the task. One to anything else is a warning, for it says nothing about the ID.",
    )
    precheck_customers: list[dict[str, Any]] = key(
        [
            "Customers that use the template, whose data Webex's precheck is asked with, as their own precheck would "
            "be.",
            "One for the partner itself and one for each sub-partner that uses the template is enough. They are asked "
            "about in this order until one may be made with the ID. C(sub_partner_org_id) of a customer says on whose "
            "behalf.",
            "Each has the options of M(webex.wholesale.webex_customer) that describe a customer. C(external_id), "
            "C(packages) and C(address) are needed, C(name) and C(admin_email) as well unless there is C(org_id).",
        ],
        default=[],
    )
    precheck_email: Email | None = key(
        "Unused e-mail address for the precheck of a provisioning ID, instead of that of a customer that uses the "
        "template.",
        default=None,
    )
    precheck_address: Address | None = key(
        [
            "Address for the precheck of a provisioning ID. It takes the place of that of a customer that uses the "
            "template.",
            "With O(precheck_email) as well, nothing else of a customer is sent.",
        ],
        default=None,
    )
    template_service_url: str | None = key(
        "Base URL of the template service. Needed with O(driver=rest).",
        default=None,
        env="WEBEX_TEMPLATE_SERVICE_URL",
    )
    template_service_token: str | None = key(
        "Bearer token for the template service. Without it the Webex token is used, but only when the service has the "
        "same scheme, host and port as O(api_url).",
        default=None,
        env="WEBEX_TEMPLATE_SERVICE_TOKEN",
        secret=True,
    )

    @property
    def name(self) -> str:
        """Name of the template, also of one that is to be removed."""
        return str(self.entry.get("name") or "")
