# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_onboarding_template."""

from __future__ import annotations

from ansible.module_utils.basic import env_fallback

from .address import ADDRESS
from .connection import CONNECTION
from .spec import Spec

_OWN = Spec(
    {
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "driver": {"type": "str", "choices": ["manual", "rest"], "default": "manual"},
        "name": {"type": "str", "required": True},
        "service_provider_admin": {"type": "str"},
        "country": {"type": "str"},
        "email_language": {"type": "str"},
        "wholesale_subscription": {"type": "str"},
        "cloud_connected_pstn_provider": {"type": "str"},
        "authentication": {
            "type": "dict",
            "options": {
                "method": {"type": "str", "choices": ["webex", "saml", "oidc"], "default": "webex"},
                "idp_entity_id": {"type": "str"},
            },
        },
        "brand_name": {"type": "str"},
        "allow_admin_invite_emails": {"type": "bool"},
        "allow_webex_calls": {"type": "bool"},
        "provisioning_id": {"type": "str"},
        "record_dir": {"type": "path"},
        "confirmed": {"type": "bool", "default": False},
        "fail_on_drift": {"type": "bool", "default": False},
        "precheck": {"type": "bool", "default": True},
        "precheck_customers": {"type": "list", "elements": "dict"},
        "precheck_email": {"type": "str"},
        "precheck_address": {"type": "dict", "options": ADDRESS},
        "template_service_url": {"type": "str", "fallback": (env_fallback, ["WEBEX_TEMPLATE_SERVICE_URL"])},
        "template_service_token": {
            "type": "str",
            "no_log": True,
            "fallback": (env_fallback, ["WEBEX_TEMPLATE_SERVICE_TOKEN"]),
        },
    },
    {
        "required_if": [
            (
                "state",
                "present",
                ("service_provider_admin", "country", "email_language", "wholesale_subscription"),
            )
        ]
    },
    raw=("authentication", "precheck_address", "precheck_customers"),
)
TEMPLATE = _OWN.joined(CONNECTION)
