# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_customer and webex_customer_info.

Generated from _customers/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._declare.connection_options import CONNECTION, SUB_PARTNER
from .._declare.spec import Spec
from .._engine.reviewed_options import REVIEWED_ACTIONS
from .._engine.tolerated_options import TOLERATED_DIFFERENCES
from .waiting_options import WAITING

CUSTOMER = (
    Spec(
        {
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "from_inventory": {"type": "bool", "default": False},
            "customer_id": {"type": "str"},
            "provisioning_id": {"type": "str"},
            "missing_when_new": {"type": "list", "elements": "str", "default": []},
            "package_changes": {"type": "str", "choices": ["all", "additions", "removals"], "default": "all"},
            "users": {"type": "list", "elements": "dict"},
            "users_file": {"type": "path"},
            "prune_users": {"type": "bool", "default": False},
            "protected_users": {"type": "list", "elements": "str", "default": []},
            "remove_with_users": {"type": "bool", "default": False},
            "compare_name": {"type": "bool", "default": False},
            "update_limits": {"type": "str", "choices": ["on_change", "always"], "default": "on_change"},
            "record_dir": {"type": "path"},
            "record": {"type": "dict"},
            "ignore_drift": {"type": "list", "elements": "str", "choices": ["address", "packages"], "default": []},
            "precheck": {"type": "bool", "default": True},
            "known_customer": {"type": "dict"},
            "declared_elsewhere": {"type": "dict"},
            "wait": {"type": "bool", "default": True},
            "external_id": {"type": "str"},
            "name": {"type": "str"},
            "admin_email": {"type": "str"},
            "template": {"type": "str"},
            "packages": {
                "type": "list",
                "elements": "str",
                "choices": [
                    "webex_calling",
                    "webex_calling_standard",
                    "webex_voice",
                    "webex_suite",
                    "cx_essentials",
                    "webex_meetings",
                    "common_area_calling",
                    "cisco_calling_plan",
                    "attendant_console",
                    "cx_premium_agent",
                    "cx_standard_agent",
                    "cx_voice_ports",
                    "cx_ai_assistant",
                    "webex_ai_agent",
                ],
            },
            "package_limits": {"type": "dict"},
            "language": {"type": "str"},
            "address": {
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
            "headquarters": {
                "type": "dict",
                "options": {
                    "name": {"type": "str", "required": True},
                    "previous_name": {"type": "str"},
                    "timezone": {"type": "str", "required": True},
                    "language": {"type": "str", "required": True},
                    "address": {
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
                    "emergency_location_identifier": {"type": "str"},
                },
            },
            "meetings_timezone": {"type": "str"},
            "org_id": {"type": "str"},
            "sub_partner_admin_email": {"type": "str"},
            "protected": {"type": "bool"},
            "allow_package_removal": {"type": "bool"},
        },
        {
            "required_one_of": [("external_id", "customer_id", "from_inventory")],
            "mutually_exclusive": [("users", "users_file")],
            "required_if": [("state", "present", ("external_id", "packages", "address"))],
        },
        raw=("users", "record", "known_customer", "declared_elsewhere", "package_limits", "address", "headquarters"),
        bulk=("users",),
    )
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(WAITING)
    .joined(REVIEWED_ACTIONS)
    .joined(TOLERATED_DIFFERENCES)
)

CUSTOMER_INFO = (
    Spec(
        {
            "external_id": {"type": "str"},
            "external_ids": {"type": "list", "elements": "str"},
            "user_counts": {"type": "dict"},
            "customer_id": {"type": "str"},
            "org_id": {"type": "str"},
            "status": {
                "type": "str",
                "choices": [
                    "provisioning",
                    "updating",
                    "pending_rpl_review",
                    "provisioned",
                    "provisioned_with_errors",
                    "error",
                    "deleting",
                ],
            },
            "include_licenses": {"type": "bool", "default": False},
            "wait": {"type": "bool", "default": False},
        },
        {
            "mutually_exclusive": [("external_id", "customer_id", "external_ids")],
            "required_if": [("wait", True, ("external_id", "customer_id"), True)],
        },
        raw=("user_counts",),
    )
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(WAITING)
)
