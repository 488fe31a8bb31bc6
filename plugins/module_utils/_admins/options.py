# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_admin_role_info and webex_admin_roles.

Generated from _admins/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._customers.reference_options import CUSTOMER_REFERENCE, PLANNED_CUSTOMER
from .._declare.connection_options import CONNECTION, SUB_PARTNER, WORKERS
from .._declare.spec import Spec
from .._engine.tolerated_options import TOLERATED_DIFFERENCES
from .model_options import KNOWN_ROLES

ADMIN_ROLE_INFO = Spec({}).joined(CONNECTION)

ADMIN_ROLES = (
    Spec(
        {
            "admins": {
                "type": "list",
                "required": True,
                "elements": "dict",
                "options": {
                    "email": {"type": "str", "required": True},
                    "roles": {"type": "list", "required": True, "elements": "str"},
                },
            },
            "exclusive": {"type": "bool", "default": False},
            "person_ids": {"type": "dict"},
            "prune": {"type": "bool", "default": False},
            "prune_max_count": {"type": "int", "default": 3},
            "prune_max_percent": {"type": "int", "default": 50},
            "protected_users": {"type": "list", "elements": "str", "default": []},
            "planned_people": {"type": "list", "elements": "str", "default": []},
        },
        raw=("admins", "person_ids"),
    )
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(WORKERS)
    .joined(CUSTOMER_REFERENCE)
    .joined(PLANNED_CUSTOMER)
    .joined(KNOWN_ROLES)
    .joined(TOLERATED_DIFFERENCES)
)
