# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that several modules take.

Generated from _locations/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._declare.spec import Spec

KNOWN_LOCATIONS = Spec({"location_ids": {"type": "dict"}}, raw=("location_ids",))
