# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Base of the actions that compare one customer: reads the declaration from the variables of the host."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._declaration import DeclarationAction
from ._known import known_of_customer, known_of_roles, known_of_users, registered


class DriftAction(DeclarationAction):
    """Takes the options from variables of the host where the task does not set them."""

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Complete the options from the variables of the host and with data that was read earlier."""
        written = self.declared(written, variables)
        skipped = {"skip_steps": list(variables.get("ansible_skip_tags", ()))}
        return {
            **skipped,
            **self.record_of(written, variables),
            **self.known(written, written["declaration"], variables),
            **written,
        }

    def known(
        self, written: Mapping[str, Any], declaration: Mapping[str, Any], variables: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Options from results of tasks that read all customers of the play; options of the task take precedence."""
        listed = registered(written.get("customers_variable"), variables)
        customer = known_of_customer(declaration, listed)
        return {
            **customer,
            **known_of_users(customer, listed),
            **known_of_roles(registered(written.get("roles_variable"), variables)),
        }
