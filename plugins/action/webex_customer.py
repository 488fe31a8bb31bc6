# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_customer: the operation runs inside the controller process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.parsing.convert_bool import boolean

from ..module_utils._customers.model import ADDITIONS
from ..module_utils._customers.operation import CustomerOperation
from ..module_utils._customers.options import CUSTOMER
from ..module_utils._declare.problem import InputError, Problem
from ..module_utils._onboarding.steps import CUSTOMER_VARIABLES, RECORD_DIR, customer_options
from ..plugin_utils._declaration import DeclarationAction
from ..plugin_utils._elsewhere import declared_elsewhere
from ..plugin_utils._files import with_users_found, with_users_read
from ..plugin_utils._records import DEFAULT_FOLDER


class ActionModule(DeclarationAction):
    """See the module of the same name."""

    SPEC = CUSTOMER
    OPERATION = CustomerOperation

    _variables: Mapping[str, Any]
    _written: Mapping[str, Any]

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Add what the host declares, if that is asked for, and the users file and the record beside the inventory."""
        from_inventory = written.pop("from_inventory", None)
        if from_inventory is not None and boolean(from_inventory):
            written = {**self._of_host(variables, written.get("package_changes")), **written}
        self._variables, self._written = variables, written
        if written.get("record") is None:
            written = {**written, **self.recorded(written.get("record_dir"), written, variables)}
        return with_users_found(written, variables)

    def _of_host(self, variables: Mapping[str, Any], package_changes: Any) -> dict[str, Any]:
        declared = self._from_host(variables, CUSTOMER_VARIABLES)
        folder = declared.get(RECORD_DIR)
        try:
            options = customer_options(declared, moves_users=package_changes == ADDITIONS)
        except InputError as error:
            raise AnsibleActionFail(str(error)) from None
        return {"record_dir": DEFAULT_FOLDER if folder is None else folder, **options}

    def load(self, written: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """The rows of the users file in place of its path."""
        if written.get("state") == "absent" or written.get("users") is not None:
            return written, []
        try:
            return with_users_read(written), []
        except InputError as error:
            return {name: value for name, value in written.items() if name != "users_file"}, list(error.problems)

    def extras(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Add a function that reads the external ids of other hosts, which is called only when it is needed."""
        return {} if "declared_elsewhere" in self._written else {"look_elsewhere": self._elsewhere}

    def portable(self, written: dict[str, Any]) -> dict[str, Any]:
        """Add the external ids of other hosts, and leave out the folder of the records: both are on this machine."""
        written = {name: value for name, value in written.items() if name != "record_dir"}
        if written.get("customer_id") and "declared_elsewhere" not in written:
            return {**written, "declared_elsewhere": self._elsewhere()}
        return written

    def _elsewhere(self) -> dict[str, str]:
        return declared_elsewhere(self._variables, str(self._written.get("sub_partner_org_id") or ""))
