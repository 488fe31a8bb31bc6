# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Adds the host of a task to an inventory group, from within an action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.plugins.action import ActionBase
from ansible.plugins.loader import action_loader
from ansible.release import __version__
from ansible.utils.display import Display

GROUP_BY = "ansible.builtin.group_by"
# Errors of a core without the internals that are used here; the same for every host.
UNKNOWN_HERE = (AttributeError, ImportError, LookupError, TypeError)


def join(action: ActionBase, group: str, parents: list[str], variables: Mapping[str, Any]) -> dict[str, Any]:
    """Do the same as Ansible's group_by, in this task: a separate task would take as long as the comparison.

    How an action changes the inventory depends on ansible-core: keys of its result up to 2.20, a call since 2.21.
    Ansible's own action is used, since it always fits its core.

    Parameters:
        group, parents: The group, and its parent groups; missing ones are created.

    Returns:
        Keys for the result of the task. Empty where Ansible does not allow this, which is reported once.
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
        # The same text for all hosts, so that Ansible shows it once.
        Display().warning(
            f"ansible-core {__version__} does not let a task put its host into a group, so drift_group and seen_group"
            f" stay without effect: {type(error).__name__}: {error}"
        )
        return {}
