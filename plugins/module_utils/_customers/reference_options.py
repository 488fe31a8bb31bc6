# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that several modules take.

Generated from _customers/reference.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._declare.spec import Spec

CUSTOMER_REFERENCE = Spec(
    {
        "customer": {"type": "str"},
        "customer_id": {"type": "str"},
        "org_id": {"type": "str"},
        "known_customer": {"type": "dict"},
    },
    {"required_one_of": [("customer", "customer_id", "known_customer")]},
    raw=("known_customer",),
)

PLANNED_CUSTOMER = Spec(
    {
        "planned_customer": {
            "type": "dict",
            "options": {"provisioning_id": {"type": "str"}, "admin_email": {"type": "str"}},
        }
    },
    raw=("planned_customer",),
)
