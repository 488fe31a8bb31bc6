# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The suboptions of an address."""

from __future__ import annotations

from typing import Any

ADDRESS: dict[str, Any] = {
    "line1": {"type": "str", "required": True},
    "line2": {"type": "str"},
    "city": {"type": "str", "required": True},
    "state": {"type": "str"},
    "postal_code": {"type": "str"},
    "country": {"type": "str", "required": True},
}
