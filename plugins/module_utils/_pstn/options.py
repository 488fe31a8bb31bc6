# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_pstn.

Generated from _pstn/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._customers.reference_options import CUSTOMER_REFERENCE, PLANNED_CUSTOMER
from .._declare.connection_options import CONNECTION, SUB_PARTNER, WORKERS
from .._declare.spec import Spec
from .._engine.tolerated_options import TOLERATED_DIFFERENCES
from .._locations.model_options import KNOWN_LOCATIONS

PSTN = (
    Spec(
        {
            "connections": {
                "type": "list",
                "required": True,
                "elements": "dict",
                "options": {
                    "provider": {"type": "str"},
                    "route": {
                        "type": "dict",
                        "options": {
                            "type": {"type": "str", "required": True, "choices": ["TRUNK", "ROUTE_GROUP"]},
                            "id": {"type": "str", "required": True},
                        },
                    },
                    "location": {"type": "str", "required": True},
                },
            }
        },
        raw=("connections",),
    )
    .joined(CONNECTION)
    .joined(SUB_PARTNER)
    .joined(WORKERS)
    .joined(CUSTOMER_REFERENCE)
    .joined(PLANNED_CUSTOMER)
    .joined(KNOWN_LOCATIONS)
    .joined(TOLERATED_DIFFERENCES)
)
