# SPDX-License-Identifier: GPL-3.0-or-later
"""Run ansible-playbook many times, and import it once: every run is a fork of this process.

One line of JSON in is one run: argv, cwd, env, and the files for its output (log) and errors. One line of JSON out says
its pid, a second one its status. The environment of this process holds what Ansible reads while it is imported.

Usage: python preloaded_ansible.py COLLECTION DESCRIPTOR-FOR-ANSWERS
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import sys
import tempfile
import warnings
from pathlib import Path

from ansible import constants
from ansible.cli.playbook import PlaybookCLI
from ansible.errors import AnsibleError
from ansible.plugins import loader
from ansible.utils.path import cleanup_tmp_file

NAMES = {
    "strategy": ["linear"],
    "inventory": ["host_list", "script", "auto", "yaml", "ini", "toml", "advanced_host_list", "constructed"],
    "connection": ["local"],
    "shell": ["sh"],
    "callback": ["default"],
    "action": ["assert", "debug", "fail", "include_role", "include_tasks", "set_fact", "validate_argument_spec"],
}


def preload(collection: Path) -> None:
    """Import what almost every run imports, the actions of the collection with all that belongs to them."""
    loader.init_plugin_loader()
    ours = [f"webex.wholesale.{path.stem}" for path in sorted((collection / "plugins" / "action").glob("*.py"))]
    for kind, names in NAMES.items():
        found = getattr(loader, f"{kind}_loader")
        for name in [*names, *(ours if kind == "action" else [])]:
            # What cannot be loaded is told by the run that needs it.
            with contextlib.suppress(AnsibleError):
                found.get(name, class_only=True)
    for kind in ("filter", "test", "connection", "shell", "become", "callback"):
        list(getattr(loader, f"{kind}_loader").all(class_only=True))
    warnings.filterwarnings("ignore", "AnsibleCollectionFinder has already been configured")


def become(argv: list[str], cwd: str, env: dict[str, str], log: str, errors: str) -> None:
    """Be the program, in a process that was forked for it."""
    os.setsid()
    for number, path, mode in (
        (0, os.devnull, os.O_RDONLY),
        (1, log, os.O_WRONLY | os.O_CREAT),
        (2, errors, os.O_WRONLY | os.O_CREAT),
    ):
        file = os.open(path, mode, 0o600)
        os.dup2(file, number)
        os.close(file)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    # These two differ between runs, and are read while Ansible is imported.
    constants.ANSIBLE_HOME = env["ANSIBLE_HOME"]
    folder = Path(env["ANSIBLE_LOCAL_TEMP"])
    folder.mkdir(parents=True, exist_ok=True)
    constants.DEFAULT_LOCAL_TMP = tempfile.mkdtemp(prefix=f"ansible-local-{os.getpid()}", dir=folder)
    atexit.unregister(cleanup_tmp_file)
    atexit.register(cleanup_tmp_file, constants.DEFAULT_LOCAL_TMP, warn=True)
    sys.argv = argv
    PlaybookCLI.cli_executor(argv)


def main() -> None:
    """Take orders until there are no more."""
    # as in the program: no folder of the tests is looked through for modules
    sys.path[0] = str(Path(sys.executable).parent)
    preload(Path(sys.argv[1]))
    # Every run would go through what was imported, and copy it by doing so.
    gc.collect()
    gc.freeze()
    orders, answers = os.fdopen(os.dup(0)), os.fdopen(int(sys.argv[2]), "w")
    for line in orders:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            orders.close()
            answers.close()
            become(**order)
        print(json.dumps({"pid": pid}), file=answers, flush=True)
        _, status = os.waitpid(pid, 0)
        print(json.dumps({"status": os.waitstatus_to_exitcode(status)}), file=answers, flush=True)


if __name__ == "__main__":
    main()
