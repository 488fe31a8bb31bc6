# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_admin_roles and webex_admin_role_info."""

from __future__ import annotations

from .connection import CONNECTION, SUB_PARTNER, WORKERS
from .location import CUSTOMER_REF, PLANNED
from .spec import Spec

KNOWN_ROLES = {
    "known_roles": {
        "type": "list",
        "elements": "dict",
        "options": {"id": {"type": "str", "required": True}, "name": {"type": "str", "required": True}},
    }
}
ADMIN_ROLE_INFO = CONNECTION
ADMIN_ROLES = (
    Spec(
        {
            "admins": {
                "type": "list",
                "elements": "dict",
                "required": True,
                "options": {
                    "email": {"type": "str", "required": True},
                    "roles": {"type": "list", "elements": "str", "required": True},
                },
            },
            "exclusive": {"type": "bool", "default": False},
            "person_ids": {"type": "dict"},
            **KNOWN_ROLES,
            "planned_people": {"type": "list", "elements": "str", "default": []},
        },
        raw=("admins", "person_ids"),
    )
    .joined(CUSTOMER_REF)
    .joined(PLANNED)
    .joined(SUB_PARTNER)
    .joined(WORKERS)
    .joined(CONNECTION)
)
