# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Base of the actions that compare one customer: reads the declaration from the variables of the host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..module_utils._onboarding.steps import RECORD_DIR
from ._declaration import DeclarationAction
from ._records import DEFAULT_FOLDER, RecordingAction


class DriftAction(RecordingAction, DeclarationAction):
    """Takes the options from variables of the host where the task does not set them."""

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Complete the options from the variables of the host and with data that was read earlier."""
        written = self.declared(written, variables)
        skipped = {"skip_steps": list(variables.get("ansible_skip_tags", ()))}
        return {
            **skipped,
            **self._recorded(written, variables),
            **self.known(written, written["declaration"], variables),
            **written,
        }

    def _recorded(self, written: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        declaration = written["declaration"]
        if written.get("record") is not None or not isinstance(declaration, Mapping):
            return {}
        folder = declaration.get(RECORD_DIR)
        folder = DEFAULT_FOLDER if folder is None else folder
        return self.recorded(folder, declaration.get("webex_customer"), variables)

    def known(
        self, written: Mapping[str, Any], declaration: Mapping[str, Any], variables: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Options with data that earlier tasks have read; options of the task take precedence."""
        return {}
