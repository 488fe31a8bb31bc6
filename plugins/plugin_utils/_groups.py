# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Putting the host of a task into an inventory group, from within an action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.plugins.action import ActionBase
from ansible.plugins.loader import action_loader
from ansible.release import __version__
from ansible.utils.display import Display

GROUP_BY = "ansible.builtin.group_by"
# A core that does not know what we ask of it refuses it in one of these ways, for every host alike.
UNKNOWN_HERE = (AttributeError, ImportError, LookupError, TypeError)


def join(action: ActionBase, group: str, parents: list[str], variables: Mapping[str, Any]) -> dict[str, Any]:
    """Do what Ansible's group_by does, in the same task: a task of its own would cost every host as much as the look.

    How an action reaches the inventory differs from core to core: up to 2.20 by keys of its result, from 2.21 on by a
    call. Ansible's own action always knows the way of its core, so it is the one that goes it.

    Parameters:
        group, parents: The group, and the groups it belongs to; those that are missing are made.

    Returns:
        What belongs into the result of the task. Nothing where Ansible lets no task do this; that is reported once.
    """
    try:
        task = action._task.copy()
        task.args = {"key": group, "parents": parents}
        own = action_loader.get(
            GROUP_BY,
            task=task,
            connection=action._connection,
            play_context=action._play_context,
            loader=action._loader,
            templar=action._templar,
            shared_loader_obj=action._shared_loader_obj,
        )
        return dict(own.run(task_vars=variables))
    except UNKNOWN_HERE as error:
        # One text for all hosts, which Ansible shows once.
        Display().warning(
            f"ansible-core {__version__} does not let a task put its host into a group, so drift_group and seen_group"
            f" stay without effect: {type(error).__name__}: {error}"
        )
        return {}
