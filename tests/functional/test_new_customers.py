# SPDX-License-Identifier: GPL-3.0-or-later
"""A new customer that could not be finished is not begun: plan and run say why, in the words of the inventory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .support import ONBOARD, QUICK, Ansible, Sandbox, customer, location, user, write_inventory, writes


def test_a_customer_that_could_not_be_finished_is_not_begun(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Any
) -> None:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    declared = {
        "webex_customer": customer("fresh", template="gold-us"),
        "webex_locations": [location("Pier", address=None)],
        "webex_users": [user("ana@fresh.example", "101", number="+14085550101")],
        "webex_admins": [{"email": "ghost@fresh.example", "roles": ["Device administrator"]}],
    }
    ansible, inventory = make_ansible(sandbox), write_inventory(tmp_path / "inventory", {"fresh": declared})
    for mode in (["--check"], []):
        run = ansible.playbook(ONBOARD, *mode, inventory=inventory, extra=QUICK)
        (failed,) = (record for record in run.tasks(host="fresh") if record["status"] == "failed")
        head, *lines = failed["result"]["msg"].splitlines()
        assert head.startswith("customer fresh is new, and nothing was sent, because it could not be finished")
        assert [line.partition(" (")[0] for line in lines] == [
            "- fresh: webex_locations[0]",
            "- fresh: webex_users[0].number",
            "- fresh: webex_admins[0].email",
        ]
        assert "vars.yml" in lines[0]
        assert "location Pier cannot be made without address. Add address." in lines[0]
        # Templates are shared, and made before.
        assert [line for line in writes(run.journal) if "/template-service/" not in line] == []
