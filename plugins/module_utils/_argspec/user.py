# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_user, webex_users and webex_user_info."""

from __future__ import annotations

from typing import Any

from .._model.packages import USER_PACKAGES
from .connection import CONNECTION, SUB_PARTNER, WORKERS
from .spec import Spec

_ROW: dict[str, Any] = {
    "email": {"type": "str", "required": True},
    "first_name": {"type": "str", "required": True},
    "last_name": {"type": "str", "required": True},
    "package": {"type": "str", "required": True, "choices": list(USER_PACKAGES)},
    "location": {"type": "str"},
    "number": {"type": "str"},
    "extension": {"type": "str"},
    "display_name": {"type": "str"},
    "title": {"type": "str"},
    "department": {"type": "str"},
}
# The customer: by external id, or by the ids that an earlier step found.
_CUSTOMER = Spec(
    {
        "customer": {"type": "str"},
        "customer_id": {"type": "str"},
        "org_id": {"type": "str"},
    },
    {"required_one_of": [("customer", "customer_id")]},
)
_MANAGED = Spec(
    {
        "planned_customer": {
            "type": "dict",
            "options": {"provisioning_id": {"type": "str"}, "admin_email": {"type": "str"}},
        },
        "default_location": {"type": "str"},
        "compare_profile": {"type": "bool", "default": True},
        "resend_consent": {"type": "bool", "default": False},
        "precheck": {"type": "bool", "default": True},
    }
)
_SHARED = _CUSTOMER.joined(SUB_PARTNER).joined(CONNECTION)

USERS = (
    Spec(
        {
            "users": {"type": "list", "elements": "dict", "options": _ROW},
            "users_file": {"type": "path"},
            "prune": {"type": "bool", "default": False},
            "prune_max_count": {"type": "int", "default": 10},
            "prune_max_percent": {"type": "int", "default": 20},
            "protected_users": {"type": "list", "elements": "str", "default": []},
        },
        {"required_one_of": [("users", "users_file")], "mutually_exclusive": [("users", "users_file")]},
        raw=("users",),
    )
    .joined(_MANAGED)
    .joined(WORKERS)
    .joined(_SHARED)
)

USER = (
    Spec(
        {
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            **_ROW,
            "first_name": {"type": "str"},
            "last_name": {"type": "str"},
            "package": {"type": "str", "choices": list(USER_PACKAGES)},
        },
        {"required_if": [("state", "present", ("first_name", "last_name", "package"))]},
    )
    .joined(_MANAGED)
    .joined(_SHARED)
)

USER_INFO = Spec(
    {
        "email": {"type": "str"},
        "status": {"type": "str", "choices": ["provisioned", "pending_user_migration"]},
        "profile": {"type": "bool", "default": False},
    }
).joined(_SHARED)
