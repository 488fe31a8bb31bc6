# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that several modules take.

Generated from _engine/reviewed.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._declare.spec import Spec

REVIEWED_ACTIONS = Spec({"planned_actions": {"type": "list", "elements": "dict"}}, raw=("planned_actions",))
