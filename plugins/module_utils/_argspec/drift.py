# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_drift_info."""

from __future__ import annotations

from .admin import KNOWN_ROLES
from .connection import CONNECTION, WORKERS
from .spec import Spec

DRIFT_INFO = (
    Spec(
        {
            "declaration": {"type": "dict", "required": True},
            "known_customer": {"type": "dict"},
            "known_absent": {"type": "bool", "default": False},
            **KNOWN_ROLES,
            "customers_variable": {"type": "str"},
            "roles_variable": {"type": "str"},
            "drift_group": {"type": "str"},
            "seen_group": {"type": "str"},
            "skip_steps": {"type": "list", "elements": "str", "default": []},
        },
        raw=("declaration",),
    )
    .joined(WORKERS)
    .joined(CONNECTION)
)
