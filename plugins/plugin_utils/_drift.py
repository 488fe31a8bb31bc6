# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the actions that compare one customer have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._declaration import DeclarationAction


class DriftAction(DeclarationAction):
    """Base of these actions."""

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """The declaration, the steps that are left out, and what is known already, unless the task says it."""
        written = self.declared(written, variables)
        skipped = {"skip_steps": list(variables.get("ansible_skip_tags", ()))}
        return {**skipped, **self.known(written, written["declaration"], variables), **written}

    def known(
        self, written: Mapping[str, Any], declaration: Mapping[str, Any], variables: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Options that say what earlier tasks have read; the task may say otherwise."""
        return {}
