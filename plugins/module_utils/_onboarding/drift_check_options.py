# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that several modules take.

Generated from _onboarding/drift_check.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._declare.spec import Spec

DRIFT_CHECK = Spec(
    {
        "declaration": {"type": "dict", "required": True},
        "known_customer": {"type": "dict"},
        "known_absent": {"type": "bool", "default": False},
        "known_users": {"type": "list", "elements": "dict", "default": []},
        "record": {"type": "dict"},
        "skip_steps": {"type": "list", "elements": "str", "default": []},
    },
    raw=("declaration", "known_customer", "known_users", "record"),
)
