# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that several modules take.

Generated from _admins/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._declare.spec import Spec

KNOWN_ROLES = Spec(
    {
        "known_roles": {
            "type": "list",
            "elements": "dict",
            "default": [],
            "options": {"id": {"type": "str", "required": True}, "name": {"type": "str", "required": True}},
        }
    },
    raw=("known_roles",),
)
