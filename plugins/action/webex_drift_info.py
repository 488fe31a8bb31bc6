# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_drift_info: takes the declaration from the variables of the host."""

from __future__ import annotations

from ..module_utils._onboarding.drift import DriftOperation
from ..module_utils._onboarding.options import DRIFT_INFO
from ..plugin_utils._drift import DriftAction


class ActionModule(DriftAction):
    """See the module of the same name."""

    SPEC = DRIFT_INFO
    OPERATION = DriftOperation
    WRITES_RECORD = False
