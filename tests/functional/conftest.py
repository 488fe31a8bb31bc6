# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures: sandboxes and Ansible runs; every request any sandbox saw is checked against the contract."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .contract import Contract
from .support import ROOT, Ansible, Sandbox


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: Any, log: Any) -> Any:
    """Keep the tests of a file together: they look at the same runs."""
    from xdist.scheduler import LoadFileScheduling

    return LoadFileScheduling(config, log)


@pytest.fixture(scope="session")
def collections(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the folder in which Ansible finds the collection."""
    given = os.environ.get("ANSIBLE_COLLECTIONS_PATH")
    if given:
        return given
    folder = tmp_path_factory.mktemp("collections")
    parent = folder / "ansible_collections" / "webex"
    parent.mkdir(parents=True)
    (parent / "wholesale").symlink_to(ROOT)
    return str(folder)


@pytest.fixture(scope="session")
def contract() -> Contract | None:
    """Return the description of the API, or None where it is not at hand."""
    return Contract.find()


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, contract: Contract | None) -> Iterator[Callable[..., Sandbox]]:
    """Return a starter of sandboxes; at the end of the module all their requests are checked."""
    started: list[Sandbox] = []

    def begin(*options: str, **keywords: Path) -> Sandbox:
        started.append(Sandbox(tmp_path_factory.mktemp("sandbox"), *options, **keywords))
        return started[-1]

    yield begin
    for sandbox in started:
        sandbox.close()
    if contract is not None:
        wrong = [problem for sandbox in started for problem in contract.problems(sandbox.everything())]
        assert not wrong, "requests against the contract:\n" + "\n".join(dict.fromkeys(wrong))


@pytest.fixture(scope="module")
def make_ansible(tmp_path_factory: pytest.TempPathFactory, collections: str) -> Callable[..., Ansible]:
    """Return a maker of Ansible environments for a sandbox."""

    def make(sandbox: Sandbox, **environment: str | None) -> Ansible:
        return Ansible(tmp_path_factory.mktemp("ansible"), collections, sandbox, environment)

    return make


@pytest.fixture(scope="module")
def sandbox(start: Callable[..., Sandbox]) -> Sandbox:
    """Return a quick sandbox that the tests of a module share."""
    return start("--provisioning-delay", "0.2", "--update-delay", "0.2")


@pytest.fixture(scope="module")
def ansible(sandbox: Sandbox, make_ansible: Callable[..., Ansible]) -> Ansible:
    """Return Ansible for that sandbox."""
    return make_ansible(sandbox)
