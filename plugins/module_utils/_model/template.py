# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An onboarding template, field by field like the wizard of Partner Hub."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from .base import Declared
from .problem import Problem
from .types import Country, Email, Language, Text


class Authentication(Declared):
    """How users of the customers sign in.

    Attributes:
        method: webex (Webex Common Identity), saml or oidc (the provider's own identity provider).
        idp_entity_id: Entity ID of the SAML metadata, or the OpenID Connect name agreed with Cisco.
    """

    method: Literal["webex", "saml", "oidc"] = "webex"
    idp_entity_id: Text | None = None

    def rules(self) -> Iterator[Problem]:
        """The entity ID belongs to the methods that have an identity provider."""
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
    """An onboarding template of type Webex for Wholesale.

    Attributes:
        name: Name of the template.
        service_provider_admin: E-mail address of an administrator of the partner.
        country: Country or region, ISO 3166-1 alpha-2.
        email_language: Default language of e-mails, for example en_US.
        wholesale_subscription: The partner's Wholesale subscription, for example Sub100448.
        cloud_connected_pstn_provider: Carrier for all customers of the template; Cisco advises against it.
        authentication: See Authentication.
        brand_name: Name of the provider's offer in automatic e-mails.
        allow_admin_invite_emails: Needed to attach existing organizations.
        allow_webex_calls: Webex-to-Webex calls that do not use the PSTN.
        provisioning_id: Provisioning ID, copied from Partner Hub (or given by a template service).
    """

    name: Text
    service_provider_admin: Email
    country: Country
    email_language: Language
    wholesale_subscription: Text
    cloud_connected_pstn_provider: Text | None = None
    authentication: Authentication = Authentication()
    brand_name: Text | None = None
    allow_admin_invite_emails: bool = False
    allow_webex_calls: bool = False
    provisioning_id: Text | None = None
