# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_phone_numbers and webex_phone_numbers_info.

Generated from _numbers/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._customers.reference_options import CUSTOMER_REFERENCE, PLANNED_CUSTOMER
from .._declare.connection_options import CONNECTION, SUB_PARTNER, WORKERS
from .._declare.spec import Spec
from .._engine.tolerated_options import TOLERATED_DIFFERENCES
from .._locations.model_options import KNOWN_LOCATIONS

PHONE_NUMBERS = (
    Spec(
        {
            "locations": {
                "type": "list",
                "required": True,
                "elements": "dict",
                "options": {
                    "location": {"type": "str", "required": True},
                    "numbers": {"type": "list", "elements": "str"},
                    "main_number": {"type": "str"},
                },
            },
            "number_state": {"type": "str", "choices": ["active", "inactive"], "default": "active"},
            "connection_types": {"type": "dict"},
            "precheck": {"type": "bool", "default": True},
            "prune_in_use": {"type": "bool", "default": False},
            "prune": {"type": "bool", "default": False},
            "prune_max_count": {"type": "int", "default": 10},
            "prune_max_percent": {"type": "int", "default": 20},
        },
        raw=("locations", "connection_types"),
        bulk=("locations",),
    )
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(WORKERS)
    .joined(CUSTOMER_REFERENCE)
    .joined(PLANNED_CUSTOMER)
    .joined(KNOWN_LOCATIONS)
    .joined(TOLERATED_DIFFERENCES)
)

PHONE_NUMBERS_INFO = (
    Spec({"location": {"type": "str"}, "number": {"type": "str"}})
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(CUSTOMER_REFERENCE)
)
