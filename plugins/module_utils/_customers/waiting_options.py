# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that several modules take.

Generated from _customers/waiting.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._declare.spec import Spec

WAITING = Spec(
    {
        "wait_timeout": {"type": "float", "default": 900.0},
        "review_timeout": {"type": "float", "default": 1800.0},
        "poll_interval": {"type": "float", "default": 5.0},
        "accept_errors": {"type": "bool", "default": False},
    }
)
