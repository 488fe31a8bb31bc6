# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_user, webex_users and webex_user_info."""

from __future__ import annotations

from typing import Any

from .._model.packages import USER_PACKAGES
from .connection import CONNECTION, SUB_PARTNER, WORKERS
from .location import CUSTOMER_REF, PLANNED
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
_MANAGED = Spec(
    {
        "default_location": {"type": "str"},
        "location_ids": {"type": "dict"},
        "planned_numbers": {"type": "list", "elements": "str", "default": []},
        "planned_packages": {"type": "list", "elements": "str", "default": []},
        "full_admins": {"type": "list", "elements": "str", "default": []},
        "allow_admin_package_change": {"type": "bool", "default": False},
        "compare_profile": {"type": "bool", "default": True},
        "resend_consent": {"type": "bool", "default": False},
        "precheck": {"type": "bool", "default": True},
    },
    raw=("location_ids",),
).joined(PLANNED)
_SHARED = CUSTOMER_REF.joined(SUB_PARTNER).joined(CONNECTION)

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
