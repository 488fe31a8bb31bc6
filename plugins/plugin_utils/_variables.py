# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Variables of any host as the task at hand has them, which hostvars does not: those of play and roles included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible.plugins.action import ActionBase
from ansible.release import __version__
from ansible.template import Templar
from ansible.utils.display import Display

# Errors of a core without the internals that are used here; the same for every host.
UNKNOWN_HERE = (AttributeError, TypeError)
# What Ansible adds for a task, whatever its host.
_OF_TASK = ("ansible_search_path", "ansible_current_hosts", "ansible_failed_hosts")


class HostVariables(Mapping[str, Any]):
    """The variables of one host; each is worked out when it is looked up.

    Attributes:
        written: The variables as they were written.
    """

    def __init__(self, written: Mapping[str, Any], templar: Templar) -> None:
        self.written = written
        self._templar = templar

    def __getitem__(self, name: str) -> Any:
        return self._templar.template(self.written[name])

    def __contains__(self, name: object) -> bool:
        return name in self.written

    def __iter__(self) -> Iterator[str]:
        return iter(self.written)

    def __len__(self) -> int:
        return len(self.written)


def variables_of(action: ActionBase, host: str, variables: Mapping[str, Any]) -> HostVariables | None:
    """The variables that the task would have on a host: of inventory, play, files, roles, facts and command line.

    Parameters:
        host: Its name in the inventory.
        variables: Those of the task on its own host.

    Returns:
        None when there is no such host.

    Raises:
        AnsibleError: They cannot be read.
    """
    found = variables if host == variables.get("inventory_hostname") else _elsewhere(action, host, variables)
    if found is None:
        return None
    return HostVariables(found, action._templar.copy_with_new_env(available_variables=found))


def _elsewhere(action: ActionBase, host: str, variables: Mapping[str, Any]) -> Mapping[str, Any] | None:
    every = variables.get("hostvars", {})
    if host not in every:
        return None
    try:
        own = every._variable_manager.get_vars(
            play=action._task.get_play(),
            host=every._inventory.get_host(host),
            task=action._task,
            # Both are the same for all hosts, and would be made anew for each.
            _hosts=variables["ansible_play_batch"],
            _hosts_all=variables["ansible_play_hosts_all"],
        )
    except UNKNOWN_HERE as error:
        # The same text for all hosts, so that Ansible shows it once.
        Display().warning(
            f"ansible-core {__version__} keeps the variables of other hosts elsewhere, so the check of the inventory "
            f"leaves out those of the play and of roles: {type(error).__name__}: {error}"
        )
        own = every.raw_get(host)
    return {**own, **{name: variables[name] for name in _OF_TASK if name in variables}}
