# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that several modules take.

Generated from _engine/tolerated.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._declare.spec import Spec

TOLERATED_DIFFERENCES = Spec(
    {
        "tolerated": {
            "type": "list",
            "elements": "dict",
            "default": [],
            "options": {
                "object": {
                    "type": "str",
                    "required": True,
                    "choices": ["customer", "location", "pstn", "number", "user", "administrator"],
                },
                "name": {"type": "str"},
                "fields": {"type": "list", "elements": "str"},
                "reason": {"type": "str", "required": True},
                "until": {"type": "str"},
            },
        }
    },
    raw=("tolerated",),
)
