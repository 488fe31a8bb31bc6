# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Records of customers: files beside the inventory that remember what Webex does not return."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail

from ..module_utils._declare.unicode_forms import composed
from ..module_utils._declare.webex_ids import key_of
from ..module_utils._engine.operation import OperationError
from ..module_utils._engine.record_file import RecordFile
from ._action import WebexAction
from ._files import beside_inventory

DEFAULT_FOLDER = ".webex/customers"
_LONGEST = 60


class CustomerRecord:
    """The record of one customer, as it was before the task.

    Parameters:
        folder: Of all records.
        external_id, sub_partner: Of the customer; the customers of a sub-partner have a folder of their own.

    Raises:
        OperationError: The file cannot be used, or belongs to another customer.
    """

    def __init__(self, folder: Path, external_id: str, sub_partner: str) -> None:
        self._customer = {"external_id": composed(external_id)}
        if sub_partner:
            self._customer["sub_partner"] = key_of(sub_partner)
            folder = folder / f"sub-partner-{_file_name(self._customer['sub_partner'])}"
        self._file = RecordFile(folder / f"{_file_name(self._customer['external_id'])}.json", "customer")
        self.before = self._file.read(self._parsed)

    def _parsed(self, data: Any) -> dict[str, Any]:
        if data["customer"] != self._customer:
            raise ValueError(f"it is that of {_named(data['customer'])}")
        return dict(data["sent"])

    def keep(self, after: Mapping[str, Any] | None) -> None:
        """Write what is to be remembered; None removes the record.

        Raises:
            OperationError: The file cannot be written.
        """
        if after is None:
            self._file.remove()
        elif after != (self.before or {}):
            self._file.write({"customer": self._customer, "sent": after})


def _named(customer: Any) -> str:
    return f"customer {customer.get('external_id')}" if isinstance(customer, Mapping) else "no customer"


def _file_name(identity: str) -> str:
    """A name for every identity, which no other one has, also where capital letters do not count."""
    if len(identity) <= _LONGEST and re.fullmatch(r"[a-z0-9][a-z0-9._-]*", identity):
        return identity
    readable = re.sub(r"[^a-z0-9._-]+", "-", identity.lower()).strip("-.")[:_LONGEST]
    # No name above has a tilde.
    return f"{readable}~{hashlib.sha256(identity.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


class RecordingAction(WebexAction):
    """Base of the actions that read the record of a customer.

    Attributes:
        WRITES_RECORD: The action writes it as well; otherwise a missing record is none at all.
    """

    WRITES_RECORD: ClassVar[bool] = True
    _record: CustomerRecord | None = None

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the operation, then write what is to be remembered; nothing in check mode."""
        result = super().run(tmp, task_vars)
        if self._record and self.WRITES_RECORD and not self._task.check_mode and "record" in result:
            try:
                self._record.keep(result["record"])
            except (OperationError, OSError) as error:
                # What was done at Webex is done.
                result["warnings"] = [*result.get("warnings", []), str(error)]
        return result

    def recorded(self, folder: Any, customer: Any, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The option `record` with what the file holds; no option where there is no file to have.

        Parameters:
            folder: As it is written, relative to the inventory.
            customer: Options or declaration of the customer, which may be wrong: the operation says so.

        Raises:
            AnsibleActionFail: The file cannot be used.
        """
        if not isinstance(customer, Mapping):
            return {}
        texts = [folder, customer.get("external_id"), customer.get("sub_partner_org_id") or ""]
        if not all(isinstance(text, str) for text in texts) or not texts[0] or not texts[1]:
            return {}
        try:
            self._record = CustomerRecord(beside_inventory(texts[0], variables), texts[1], texts[2])
        except (OperationError, OSError, ValueError) as error:
            raise AnsibleActionFail(str(error)) from None
        found = self._record.before
        return {} if found is None and not self.WRITES_RECORD else {"record": found or {}}
