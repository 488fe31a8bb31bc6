# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_customer_info: the operation runs inside the controller process."""

from __future__ import annotations

from ..module_utils._customers.info import CustomerInfoOperation
from ..module_utils._customers.options import CUSTOMER_INFO
from ..plugin_utils._action import WebexAction


class ActionModule(WebexAction):
    """See the module of the same name."""

    SPEC = CUSTOMER_INFO
    OPERATION = CustomerInfoOperation
