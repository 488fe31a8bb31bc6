# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_users: the operation runs inside the controller process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..module_utils._argspec.user import USERS
from ..module_utils._operation.user_inputs import read_file
from ..module_utils._operation.users import UsersOperation
from ..plugin_utils._action import WebexAction
from ..plugin_utils._files import find_file


class ActionModule(WebexAction):
    """See the module of the same name."""

    SPEC = USERS
    OPERATION = UsersOperation
    BULK = ("users",)

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """The users file lies beside the inventory, on the controller."""
        name = written.get("users_file")
        if not name or written.get("users") is not None:
            return written
        return {**written, "users_file": str(find_file(str(name), variables))}

    def portable(self, written: dict[str, Any]) -> dict[str, Any]:
        """The rows of the file in place of its path."""
        if not written.get("users_file"):
            return written
        rows = [row.data for row in read_file(Path(written["users_file"])).rows]
        return {**{key: value for key, value in written.items() if key != "users_file"}, "users": rows}
