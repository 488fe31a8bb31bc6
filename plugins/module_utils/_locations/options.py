# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_location, webex_location_info and webex_locations.

Generated from _locations/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._customers.reference_options import CUSTOMER_REFERENCE, PLANNED_CUSTOMER
from .._declare.connection_options import CONNECTION, SUB_PARTNER, WORKERS
from .._declare.spec import Spec
from .._engine.tolerated_options import TOLERATED_DIFFERENCES

LOCATION = (
    Spec(
        {
            "calling": {"type": "bool", "default": True},
            "details": {"type": "bool", "default": False},
            "job_timeout": {"type": "float", "default": 300.0},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "name": {"type": "str", "required": True},
            "previous_name": {"type": "str"},
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
            "timezone": {"type": "str"},
            "language": {"type": "str"},
            "emergency_location_identifier": {"type": "str"},
            "external_caller_id_name": {"type": "str"},
            "outside_dial_digit": {"type": "str"},
            "routing_prefix": {"type": "str"},
        },
        raw=("address",),
    )
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(WORKERS)
    .joined(CUSTOMER_REFERENCE)
    .joined(PLANNED_CUSTOMER)
)

LOCATION_INFO = (
    Spec({"name": {"type": "str"}, "details": {"type": "bool", "default": False}})
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(CUSTOMER_REFERENCE)
)

LOCATIONS = (
    Spec(
        {
            "calling": {"type": "bool", "default": True},
            "details": {"type": "bool", "default": False},
            "job_timeout": {"type": "float", "default": 300.0},
            "locations": {
                "type": "list",
                "required": True,
                "elements": "dict",
                "options": {
                    "name": {"type": "str", "required": True},
                    "previous_name": {"type": "str"},
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
                    "timezone": {"type": "str"},
                    "language": {"type": "str"},
                    "emergency_location_identifier": {"type": "str"},
                    "external_caller_id_name": {"type": "str"},
                    "outside_dial_digit": {"type": "str"},
                    "routing_prefix": {"type": "str"},
                    "pstn": {
                        "type": "dict",
                        "options": {
                            "provider": {"type": "str"},
                            "route": {
                                "type": "dict",
                                "options": {
                                    "type": {"type": "str", "required": True, "choices": ["TRUNK", "ROUTE_GROUP"]},
                                    "id": {"type": "str", "required": True},
                                },
                            },
                        },
                    },
                    "numbers": {"type": "list", "elements": "str"},
                    "main_number": {"type": "str"},
                },
            },
            "headquarters": {
                "type": "dict",
                "options": {
                    "name": {"type": "str", "required": True},
                    "previous_name": {"type": "str"},
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
                    "timezone": {"type": "str"},
                    "language": {"type": "str"},
                    "emergency_location_identifier": {"type": "str"},
                },
            },
            "protected_locations": {"type": "list", "elements": "str", "default": []},
            "prune": {"type": "bool", "default": False},
            "prune_max_count": {"type": "int", "default": 1},
            "prune_max_percent": {"type": "int", "default": 50},
        },
        raw=("locations", "headquarters"),
        bulk=("locations",),
    )
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(WORKERS)
    .joined(CUSTOMER_REFERENCE)
    .joined(PLANNED_CUSTOMER)
    .joined(TOLERATED_DIFFERENCES)
)
