# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that several modules take.

Generated from _users/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._declare.spec import Spec

MANAGED_USERS = Spec(
    {
        "default_location": {"type": "str"},
        "planned_numbers": {"type": "list", "elements": "str", "default": []},
        "planned_packages": {"type": "list", "elements": "str", "default": []},
        "full_admins": {"type": "list", "elements": "str", "default": []},
        "allow_admin_package_change": {"type": "bool", "default": False},
        "compare_profile": {"type": "bool", "default": True},
        "resend_consent": {"type": "bool", "default": False},
        "precheck": {"type": "bool", "default": True},
        "job_timeout": {"type": "float", "default": 300.0},
    }
)
