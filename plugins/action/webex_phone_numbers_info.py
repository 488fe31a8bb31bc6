# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_phone_numbers_info: the operation runs inside the controller process."""

from __future__ import annotations

from ..module_utils._numbers.info import PhoneNumbersInfoOperation
from ..module_utils._numbers.options import PHONE_NUMBERS_INFO
from ..plugin_utils._action import WebexAction


class ActionModule(WebexAction):
    """See the module of the same name."""

    SPEC = PHONE_NUMBERS_INFO
    OPERATION = PhoneNumbersInfoOperation
