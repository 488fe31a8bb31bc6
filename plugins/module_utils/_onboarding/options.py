# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of 6 modules, from webex_customer_plan to webex_plan_file.

Generated from _onboarding/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._admins.model_options import KNOWN_ROLES
from .._customers.reference_options import PLANNED_CUSTOMER
from .._declare.connection_options import CONNECTION, WORKERS
from .._declare.spec import Spec
from .._engine.reviewed_options import REVIEWED_ACTIONS
from .drift_check_options import DRIFT_CHECK

CUSTOMER_PLAN = (
    Spec(
        {
            "declaration": {"type": "dict", "required": True},
            "steps": {
                "type": "list",
                "elements": "str",
                "choices": ["customer", "locations", "pstn", "numbers", "users", "admins"],
                "default": ["customer", "locations", "pstn", "numbers", "users", "admins"],
            },
            "known_customer": {"type": "dict"},
            "provisioning_id": {"type": "str"},
            "missing_when_new": {"type": "list", "elements": "str", "default": []},
            "plan_file": {"type": "path"},
            "customers_variable": {"type": "str"},
            "roles_variable": {"type": "str"},
        },
        raw=("declaration", "known_customer"),
    )
    .joined(CONNECTION)
    .joined(WORKERS)
    .joined(KNOWN_ROLES)
)

CUSTOMER_SETUP = (
    Spec(
        {
            "declaration": {"type": "dict", "required": True},
            "steps": {
                "type": "list",
                "elements": "str",
                "choices": ["customer", "locations", "pstn", "numbers", "users", "admins"],
                "default": ["customer", "locations", "pstn", "numbers", "users", "admins"],
            },
            "known_customer": {"type": "dict"},
            "record": {"type": "dict"},
        },
        raw=("declaration", "known_customer", "record"),
    )
    .joined(CONNECTION)
    .joined(WORKERS)
    .joined(PLANNED_CUSTOMER)
    .joined(KNOWN_ROLES)
    .joined(REVIEWED_ACTIONS)
)

DRIFT_GROUP = (
    Spec(
        {
            "customers_variable": {"type": "str"},
            "roles_variable": {"type": "str"},
            "drift_group": {"type": "str"},
            "setup_assist_group": {"type": "str"},
            "seen_group": {"type": "str"},
        }
    )
    .joined(CONNECTION)
    .joined(WORKERS)
    .joined(KNOWN_ROLES)
    .joined(DRIFT_CHECK)
)

DRIFT_INFO = (
    Spec(
        {
            "customers_variable": {"type": "str"},
            "roles_variable": {"type": "str"},
            "all_differences": {"type": "bool", "default": False},
            "fail_on_drift": {"type": "bool", "default": False},
            "audit": {"type": "bool", "default": False},
            "audit_days": {"type": "int", "default": 30},
        }
    )
    .joined(CONNECTION)
    .joined(WORKERS)
    .joined(KNOWN_ROLES)
    .joined(DRIFT_CHECK)
)

INVENTORY = Spec(
    {
        "hosts": {"type": "list", "elements": "str"},
        "declarations": {"type": "dict"},
        "identities_only": {"type": "bool", "default": False},
        "by_host": {"type": "bool", "default": False},
        "validation_file": {"type": "path"},
    },
    {"required_one_of": [("hosts", "declarations")]},
    raw=("declarations",),
)

PLAN_FILE = Spec(
    {
        "path": {"type": "path", "required": True},
        "stage": {"type": "str", "required": True, "choices": ["begin", "join", "check"]},
    }
)
