# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes Ansible one that lets no task put its host into a group."""

from __future__ import annotations

from typing import Any

from ansible.inventory.manager import InventoryManager
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: no_groups
type: notification
short_description: No groups out of tasks
description: What a task asks for when it puts its host into a group is passed over, as a future Ansible might do.
author: The webex.wholesale maintainers (@webex-wholesale)
"""


class CallbackModule(CallbackBase):
    """Callbacks live in the process that holds the inventory."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "no_groups"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        InventoryManager.add_dynamic_group = _passed_over


def _passed_over(*_asked: Any, **_more: Any) -> bool:
    return False
