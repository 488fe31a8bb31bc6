# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the files of a customer lie, with a list of hosts, folders in folders, and several inventories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

from .support import GOLD, QUICK, ROOT, TEMPLATE, Ansible, Run, Sandbox, customer, dump, write_csv

SETTINGS = {
    **QUICK,
    "webex_template_driver": "manual",
    "webex_onboarding_templates": [{**TEMPLATE, "provisioning_id": GOLD}],
    "webex_precheck": False,
}
# Where the variables of a host lie, relative to the playbook: beside it, above the inventory, beside another inventory.
HOST_VARS = {"listed": ".", "nested": "sub", "twice": "more"}


@dataclass(repr=False)
class Story:
    run: Run
    folder: Path
    sandbox: Sandbox


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Story:
    sandbox = start("--provisioning-delay", "0.2")
    ansible = make_ansible(sandbox)
    for host, place in HOST_VARS.items():
        folder = ansible.folder / place / "host_vars" / host
        folder.mkdir(parents=True)
        variables: dict[str, Any] = {
            "webex_customer": customer(host, template=TEMPLATE["name"]),
            "webex_users_file": "users.csv",
            "webex_setup_assist": True,
        }
        (folder / "customer.yml").write_text(dump(variables))
        _write_users(folder, f"of-{host}")
    # The host has a folder beside each of two inventories: the file means that one beside which it is named.
    _write_users(ansible.folder / "sub" / "prod" / "host_vars" / "twice", "of-nobody")
    for place, hosts in (("sub/prod", ("nested", "twice")), ("more", ("twice",))):
        (ansible.folder / place / "hosts.yml").write_text(dump({"all": {"hosts": dict.fromkeys(hosts)}}))
    role = {"name": "Onboard", "ansible.builtin.import_role": {"name": "webex.wholesale.onboard"}}
    # Names and numbers are personal data.
    plain = ansible.folder / "sub" / "host_vars" / "nested" / "users.csv"
    plain.write_bytes(VaultLib([("default", VaultSecret(b"secret"))]).encrypt(plain.read_bytes()))
    (ansible.folder / "password").write_text("secret")
    inventories = ("-i", str(ansible.folder / "sub"), "-i", str(ansible.folder / "more" / "hosts.yml"))
    run = ansible.play([role], "--vault-password-file", "password", *inventories, inventory="listed,", extra=SETTINGS)
    return Story(run.succeeded(), ansible.folder, sandbox)


def _write_users(folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    header = ["email", "first_name", "last_name", "package"]
    write_csv(folder / "users.csv", [header, [f"{name}@places.example", "Ana", "Diaz", "webex_meetings"]])


@pytest.mark.parametrize("host", HOST_VARS)
def test_users_files_lie_beside_the_variables(story: Story, host: str) -> None:
    emails = [subscriber["email"] for subscriber in story.sandbox.customers()[host]["subscribers"]]
    assert emails == [f"of-{host}@places.example"]


@pytest.mark.parametrize("file", ["customers/{}.json", "setup-assist/{}.md", "setup-assist/{}.html"])
def test_what_is_written_lies_beside_the_inventory(story: Story, file: str) -> None:
    found = {path.relative_to(story.folder).as_posix() for path in story.folder.rglob(file.format("*"))}
    expected = {"listed": ".", "nested": "sub/prod", "twice": "sub/prod"}
    assert found == {Path(place, ".webex", file.format(host)).as_posix() for host, place in expected.items()}


def test_records_of_templates_lie_beside_the_inventory(story: Story) -> None:
    found = [path.relative_to(story.folder).as_posix() for path in story.folder.rglob("onboarding-templates/*")]
    assert found == [f"sub/prod/.webex/onboarding-templates/{TEMPLATE['name']}.json"]


def test_nothing_is_written_elsewhere(story: Story) -> None:
    assert not list(story.folder.rglob("None"))
    assert not [path for part in ("roles", "plugins", "playbooks") for path in (ROOT / part).rglob(".webex")]
