# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The collection by its name, and which tasks are of its roles."""

from __future__ import annotations

from typing import Any

COLLECTION = "webex.wholesale"


def role_of_ours(task: Any) -> str:
    """The name of the role of this collection that a task belongs to; empty for other tasks."""
    role = getattr(task, "_role", None)
    return str(role.get_name(False)) if role is not None and role._role_collection == COLLECTION else ""
