# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_inventory."""

from __future__ import annotations

from .spec import Spec

INVENTORY = Spec(
    {
        "hosts": {"type": "list", "elements": "str"},
        "declarations": {"type": "dict"},
        "identities_only": {"type": "bool", "default": False},
    },
    {"required_one_of": [("hosts", "declarations")]},
    raw=("declarations",),
)
