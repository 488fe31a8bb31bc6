# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of the modules for locations, PSTN connections and phone numbers."""

from __future__ import annotations

from typing import Any

from .address import ADDRESS
from .connection import CONNECTION, SUB_PARTNER, WORKERS
from .spec import Spec

CUSTOMER_REF = Spec(
    {
        "customer": {"type": "str"},
        "customer_id": {"type": "str"},
        "org_id": {"type": "str"},
        "known_customer": {"type": "dict"},
    },
    {"required_one_of": [("customer", "customer_id", "known_customer")]},
)
# Of a customer that an earlier task of the play makes.
PLANNED = Spec(
    {
        "planned_customer": {
            "type": "dict",
            "options": {"provisioning_id": {"type": "str"}, "admin_email": {"type": "str"}},
        }
    }
)
_SHARED = CUSTOMER_REF.joined(PLANNED).joined(SUB_PARTNER).joined(WORKERS).joined(CONNECTION)
_READ = CUSTOMER_REF.joined(SUB_PARTNER).joined(CONNECTION)

_LOCATION: dict[str, Any] = {
    "name": {"type": "str", "required": True},
    "address": {"type": "dict", "options": ADDRESS},
    "timezone": {"type": "str"},
    "language": {"type": "str"},
    "external_caller_id_name": {"type": "str"},
    "emergency_location_identifier": {"type": "str"},
    "outside_dial_digit": {"type": "str"},
    "routing_prefix": {"type": "str"},
}
_LOCATION_WORK = Spec(
    {
        "calling": {"type": "bool", "default": True},
        "details": {"type": "bool", "default": False},
        "job_timeout": {"type": "float", "default": 300.0},
    }
)


def prune(count: int) -> dict[str, Any]:
    """The options of removing what is not declared, with the limits of the delete guard."""
    return {
        "prune": {"type": "bool", "default": False},
        "prune_max_count": {"type": "int", "default": count},
        "prune_max_percent": {"type": "int", "default": 20},
    }


LOCATIONS = (
    Spec(
        {
            "locations": {
                "type": "list",
                "elements": "dict",
                "required": True,
                "options": {
                    **_LOCATION,
                    "pstn": {"type": "dict"},
                    "numbers": {"type": "list", "elements": "str"},
                    "main_number": {"type": "str"},
                },
            },
            "headquarters": {
                "type": "dict",
                "options": {
                    "name": {"type": "str", "required": True},
                    "timezone": {"type": "str"},
                    "language": {"type": "str"},
                    "address": {"type": "dict", "options": ADDRESS},
                    "emergency_location_identifier": {"type": "str"},
                },
            },
            **prune(1),
            "prune_max_percent": {"type": "int", "default": 50},
            "protected_locations": {"type": "list", "elements": "str", "default": []},
        },
        raw=("locations", "headquarters"),
    )
    .joined(_LOCATION_WORK)
    .joined(_SHARED)
)
LOCATION = (
    Spec(
        {"state": {"type": "str", "choices": ["present", "absent"], "default": "present"}, **_LOCATION},
        raw=("address",),
    )
    .joined(_LOCATION_WORK)
    .joined(_SHARED)
)
LOCATION_INFO = Spec({"name": {"type": "str"}, "details": {"type": "bool", "default": False}}).joined(_READ)

_LOCATION_IDS = Spec({"location_ids": {"type": "dict"}}, raw=("location_ids",))
PSTN = (
    Spec(
        {
            "connections": {
                "type": "list",
                "elements": "dict",
                "required": True,
                "options": {
                    "location": {"type": "str", "required": True},
                    "provider": {"type": "str"},
                    "route": {
                        "type": "dict",
                        "options": {
                            "type": {"type": "str", "required": True, "choices": ["TRUNK", "ROUTE_GROUP"]},
                            "id": {"type": "str", "required": True},
                        },
                    },
                },
            }
        },
        raw=("connections",),
    )
    .joined(_LOCATION_IDS)
    .joined(_SHARED)
)
PHONE_NUMBERS = (
    Spec(
        {
            "locations": {
                "type": "list",
                "elements": "dict",
                "required": True,
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
            **prune(10),
        },
        raw=("locations", "connection_types"),
    )
    .joined(_LOCATION_IDS)
    .joined(_SHARED)
)
PHONE_NUMBERS_INFO = Spec({"location": {"type": "str"}, "number": {"type": "str"}}).joined(_READ)
