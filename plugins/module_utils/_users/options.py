# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_user, webex_user_info and webex_users.

Generated from _users/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._customers.reference_options import CUSTOMER_REFERENCE, PLANNED_CUSTOMER
from .._declare.connection_options import CONNECTION, SUB_PARTNER, WORKERS
from .._declare.spec import Spec
from .._engine.tolerated_options import TOLERATED_DIFFERENCES
from .._locations.model_options import KNOWN_LOCATIONS
from .model_options import MANAGED_USERS

USER = (
    Spec(
        {
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "email": {"type": "str", "required": True},
            "first_name": {"type": "str"},
            "last_name": {"type": "str"},
            "package": {
                "type": "str",
                "choices": [
                    "webex_calling",
                    "webex_calling_standard",
                    "webex_voice",
                    "webex_suite",
                    "cx_essentials",
                    "webex_meetings",
                    "cx_premium_agent",
                    "cx_standard_agent",
                ],
            },
            "location": {"type": "str"},
            "number": {"type": "str"},
            "extension": {"type": "str"},
            "display_name": {"type": "str"},
            "title": {"type": "str"},
            "department": {"type": "str"},
        },
        {"required_if": [("state", "present", ("first_name", "last_name", "package"))]},
    )
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(CUSTOMER_REFERENCE)
    .joined(PLANNED_CUSTOMER)
    .joined(KNOWN_LOCATIONS)
    .joined(MANAGED_USERS)
)

USER_INFO = (
    Spec(
        {
            "email": {"type": "str"},
            "status": {"type": "str", "choices": ["provisioned", "pending_user_migration"]},
            "profile": {"type": "bool", "default": False},
        }
    )
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(CUSTOMER_REFERENCE)
)

USERS = (
    Spec(
        {
            "users": {
                "type": "list",
                "elements": "dict",
                "options": {
                    "email": {"type": "str", "required": True},
                    "first_name": {"type": "str", "required": True},
                    "last_name": {"type": "str", "required": True},
                    "package": {
                        "type": "str",
                        "required": True,
                        "choices": [
                            "webex_calling",
                            "webex_calling_standard",
                            "webex_voice",
                            "webex_suite",
                            "cx_essentials",
                            "webex_meetings",
                            "cx_premium_agent",
                            "cx_standard_agent",
                        ],
                    },
                    "location": {"type": "str"},
                    "number": {"type": "str"},
                    "extension": {"type": "str"},
                    "display_name": {"type": "str"},
                    "title": {"type": "str"},
                    "department": {"type": "str"},
                },
            },
            "users_file": {"type": "path"},
            "prune": {"type": "bool", "default": False},
            "prune_max_count": {"type": "int", "default": 10},
            "prune_max_percent": {"type": "int", "default": 20},
            "protected_users": {"type": "list", "elements": "str", "default": []},
        },
        {"required_one_of": [("users", "users_file")], "mutually_exclusive": [("users", "users_file")]},
        raw=("users",),
        bulk=("users",),
    )
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(WORKERS)
    .joined(CUSTOMER_REFERENCE)
    .joined(PLANNED_CUSTOMER)
    .joined(KNOWN_LOCATIONS)
    .joined(TOLERATED_DIFFERENCES)
    .joined(MANAGED_USERS)
)
