# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Administrator roles by the names that Control Hub shows (help.webex.com, "Assign organization account roles")."""

from __future__ import annotations

FULL_ADMINISTRATOR = "full administrator"
LOCATION_ADMINISTRATOR = "location administrator"
ROLE_NAMES = (
    "Full administrator",
    "Read-only administrator",
    "User and device administrator",
    "User administrator",
    "Device administrator",
    "Support administrator",
    "Advanced troubleshooting",
    "Compliance officer",
    "Location administrator",
)
