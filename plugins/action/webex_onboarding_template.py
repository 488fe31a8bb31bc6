# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_onboarding_template: the operation runs inside the controller process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..module_utils._templates.operation import TemplateOperation
from ..module_utils._templates.options import ONBOARDING_TEMPLATE
from ..plugin_utils._action import WebexAction
from ..plugin_utils._files import beside_inventory


class ActionModule(WebexAction):
    """See the module of the same name."""

    SPEC = ONBOARDING_TEMPLATE
    OPERATION = TemplateOperation

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Complete the folder of the records, which is relative to the inventory, on the controller."""
        folder = written.get("record_dir")
        # Other values than text are refused by the model, as they were written.
        if not folder or not isinstance(folder, str):
            return written
        return {**written, "record_dir": str(beside_inventory(folder, variables))}
