# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_report.

Generated from _report/model.py by `make generate`; change it there.
"""

from __future__ import annotations

from .._declare.spec import Spec

REPORT = Spec(
    {"reports": {"type": "list", "required": True, "elements": "path"}, "folder": {"type": "path", "required": True}}
)
