# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_onboarding_template.

Generated from _templates/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from ansible.module_utils.basic import env_fallback

from .._declare.connection_options import CONNECTION
from .._declare.spec import Spec

ONBOARDING_TEMPLATE = Spec(
    {
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "driver": {"type": "str", "choices": ["manual", "rest"], "default": "manual"},
        "record_dir": {"type": "path"},
        "confirmed": {"type": "bool", "default": False},
        "fail_on_drift": {"type": "bool", "default": False},
        "precheck": {"type": "bool", "default": True},
        "precheck_customers": {"type": "list", "elements": "dict", "default": []},
        "precheck_email": {"type": "str"},
        "precheck_address": {
            "type": "dict",
            "options": {
                "line1": {"type": "str", "required": True},
                "line2": {"type": "str"},
                "city": {"type": "str", "required": True},
                "state": {"type": "str"},
                "postal_code": {"type": "str"},
                "country": {"type": "str", "required": True},
            },
        },
        "template_service_url": {"type": "str", "fallback": (env_fallback, ["WEBEX_TEMPLATE_SERVICE_URL"])},
        "template_service_token": {
            "type": "str",
            "no_log": True,
            "fallback": (env_fallback, ["WEBEX_TEMPLATE_SERVICE_TOKEN"]),
        },
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
    },
    {
        "required_if": [
            ("state", "present", ("service_provider_admin", "country", "email_language", "wholesale_subscription"))
        ]
    },
    raw=("precheck_customers", "precheck_address", "authentication"),
).joined(CONNECTION)
