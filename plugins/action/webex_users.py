# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_users: the operation runs inside the controller process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..module_utils._users.operation import UsersOperation
from ..module_utils._users.options import USERS
from ..plugin_utils._action import WebexAction
from ..plugin_utils._files import with_users_found, with_users_read


class ActionModule(WebexAction):
    """See the module of the same name."""

    SPEC = USERS
    OPERATION = UsersOperation

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Add the path of the users file, which is beside the inventory, on the controller."""
        return with_users_found(written, variables)

    def portable(self, written: dict[str, Any]) -> dict[str, Any]:
        """The rows of the file in place of its path."""
        return with_users_read(written)
