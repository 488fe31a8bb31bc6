# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_report: the operation runs inside the controller process."""

from __future__ import annotations

from ..module_utils._report.operation import ReportOperation
from ..module_utils._report.options import REPORT
from ..plugin_utils._action import WebexAction


class ActionModule(WebexAction):
    """See the module of the same name."""

    SPEC = REPORT
    OPERATION = ReportOperation
    OFFLINE = True
