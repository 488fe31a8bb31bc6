# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a person has to do in Partner Hub, step by step, with the values filled in. Pure.

The steps follow the wizard for onboarding templates as help.webex.com describes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._declare.called import called
from .._engine.plan import Change
from .model import Template

_METHODS = {
    "webex": "Webex authentication",
    "saml": "Partner authentication",
    "oidc": "Partner authentication with OpenID Connect",
}
_LABELS = {
    "service_provider_admin": "Service provider administrator",
    "country": "Country or region",
    "email_language": "Default e-mail language",
    "wholesale_subscription": "Wholesale subscription",
    "cloud_connected_pstn_provider": "Cloud connected PSTN provider",
    "authentication.method": "Authentication",
    "authentication.idp_entity_id": "IdP entity ID",
    "brand_name": "Brand name for e-mails",
    "allow_admin_invite_emails": "Allow administrator invitation e-mails when attaching to existing organizations",
    "allow_webex_calls": "Allow Webex-to-Webex (non-PSTN) calls",
}


def steps_to_create(template: Template) -> list[str]:
    """How to create the template and copy its provisioning ID into the inventory."""
    authentication = f"Authentication: {_METHODS[template.authentication.method]}"
    if template.authentication.idp_entity_id:
        authentication += f", entity ID {template.authentication.idp_entity_id}"
    basics = [
        f"template name {template.name}",
        f"service provider administrator {template.service_provider_admin}",
        f"country or region {template.country}",
        f"default e-mail language {template.email_language}",
        f"wholesale subscription {template.wholesale_subscription}",
    ]
    carrier = template.cloud_connected_pstn_provider
    return [
        "Sign in to Partner Hub and open Customers > Onboarding templates > Create template.",
        "Choose Webex for Wholesale.",
        f"Main settings: {'; '.join(basics)}.",
        "Wholesale calling: "
        f"{f'choose the cloud connected PSTN provider {carrier}' if carrier else 'choose no provider'}.",
        f"{authentication}.",
        f"E-mail and calls: brand name {template.brand_name or '(leave empty)'}; administrator invitation e-mails "
        f"{_switch(template.allow_admin_invite_emails)}; Webex-to-Webex calls {_switch(template.allow_webex_calls)}.",
        "Review and submit, then open the template and copy its Provisioning ID.",
        f"Put it into the inventory as provisioning_id of template {template.name} and run again.",
    ]


def steps_to_update(template: Template, fields: Mapping[str, Change]) -> list[str]:
    """How to bring a changed declaration into Partner Hub and confirm it."""
    changes = [
        f"Set {_LABELS.get(name, name)} to {_shown(change.after)} (was {_shown(change.before)})."
        for name, change in sorted(fields.items())
    ]
    return [
        f"Sign in to Partner Hub, open Customers > Onboarding templates, and open {template.name}.",
        *changes,
        f"Submit, then run again with {called('confirmed', 'true', variable='webex_templates_confirmed')}: it records "
        "what the template is now.",
    ]


def steps_to_delete(name: str) -> list[str]:
    """How to remove the template."""
    return [f"Sign in to Partner Hub, open Customers > Onboarding templates, and delete {name} there."]


def _switch(value: bool) -> str:
    return "on" if value else "off"


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _switch(value)
    return "nothing" if value in (None, "") else str(value)
