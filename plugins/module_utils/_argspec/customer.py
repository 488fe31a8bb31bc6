# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_customer and webex_customer_info."""

from __future__ import annotations

from .._model.packages import CUSTOMER_PACKAGES
from .address import ADDRESS
from .connection import CONNECTION, SUB_PARTNER
from .spec import Spec
from .waiting import waiting

_OWN = Spec(
    {
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "external_id": {"type": "str"},
        "customer_id": {"type": "str"},
        "name": {"type": "str"},
        "admin_email": {"type": "str"},
        "provisioning_id": {"type": "str"},
        "packages": {"type": "list", "elements": "str", "choices": list(CUSTOMER_PACKAGES)},
        "package_limits": {"type": "dict"},
        "language": {"type": "str"},
        "address": {"type": "dict", "options": ADDRESS},
        "headquarters": {
            "type": "dict",
            "options": {
                "name": {"type": "str", "required": True},
                "timezone": {"type": "str", "required": True},
                "language": {"type": "str", "required": True},
                "address": {"type": "dict", "options": ADDRESS},
                "emergency_location_identifier": {"type": "str"},
            },
        },
        "meetings_timezone": {"type": "str"},
        "org_id": {"type": "str"},
        "sub_partner_admin_email": {"type": "str"},
        "protected": {"type": "bool", "default": False},
        "allow_package_removal": {"type": "bool", "default": False},
        "package_changes": {"type": "str", "choices": ["all", "additions", "removals"], "default": "all"},
        "remove_with_users": {"type": "bool", "default": False},
        "users": {"type": "list", "elements": "dict"},
        "users_file": {"type": "path"},
        "prune_users": {"type": "bool", "default": False},
        "protected_users": {"type": "list", "elements": "str", "default": []},
        "compare_name": {"type": "bool", "default": False},
        "update_limits": {"type": "str", "choices": ["on_change", "always"], "default": "on_change"},
        "ignore_drift": {"type": "list", "elements": "str", "choices": ["address", "packages"], "default": []},
        "precheck": {"type": "bool", "default": True},
        "known_customer": {"type": "dict"},
        "declared_elsewhere": {"type": "dict"},
    },
    {
        "required_if": [("state", "present", ("external_id", "packages", "address"))],
        "required_one_of": [("external_id", "customer_id")],
        "mutually_exclusive": [("users", "users_file")],
    },
    raw=("address", "headquarters", "package_limits", "packages", "users"),
)
CUSTOMER = _OWN.joined(waiting(True)).joined(SUB_PARTNER).joined(CONNECTION)

_INFO = Spec(
    {
        "external_id": {"type": "str"},
        "external_ids": {"type": "list", "elements": "str"},
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
    },
    {
        "mutually_exclusive": [("external_id", "customer_id", "external_ids")],
        "required_if": [("wait", True, ("external_id", "customer_id"), True)],
    },
)
CUSTOMER_INFO = _INFO.joined(waiting(False)).joined(SUB_PARTNER).joined(CONNECTION)
