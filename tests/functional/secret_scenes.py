# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets, runs of Ansible that get them and are watched, and a service that repeats them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

from .leaks import Watch, forms, found
from .support import ONBOARD, Ansible, Record, Run

# Never the same twice, for other runs may be seen in the process list; with the characters that encodings change.
TOKEN, SECRET, REFRESH, SERVICE = (f"{token_hex(6)}+91/{token_hex(6)}==" for _name in range(4))
SECRETS = {"access token": TOKEN, "client secret": SECRET, "refresh token": REFRESH, "service token": SERVICE}
OAUTH = {"client_id": "sandbox-client", "client_secret": SECRET, "refresh_token": REFRESH}
STATUSES = (400, 401, 403, 500)
ENCODED = [written for name, written in forms(TOKEN).items() if not name.startswith(("as", "its"))]


@dataclass
class Scene:
    """An Ansible whose runs are watched; everything that it writes lies below one folder."""

    ansible: Ansible
    watch: Watch
    runs: list[Run]

    @property
    def cache(self) -> Path:
        """The folder of refreshed tokens."""
        return self.ansible.home / ".cache" / "webex_wholesale"

    def play(self, tasks: list[Record], **keywords: Any) -> Run:
        """Run tasks, telling as much as Ansible can."""
        self.watch.given.append(self.ansible.folder / f"play-{len(self.runs) + 1}.yml")
        with self.watch:
            self.runs.append(self.ansible.play(tasks, "-vvvv", "--diff", **keywords))
        return self.runs[-1]

    def playbook(self, *arguments: str, **keywords: Any) -> Run:
        """Run the onboarding, telling as much as Ansible can."""
        with self.watch:
            self.runs.append(self.ansible.playbook(ONBOARD, "-vvvv", "--diff", *arguments, **keywords))
        return self.runs[-1]

    def secrets(self) -> dict[str, str]:
        """The given secrets, and what was issued as long as anybody watched."""
        issued = {}
        for path, seen in self.watch.files.items():
            # A file that was being written may have been read half.
            if path.is_relative_to(self.cache):
                kept = re.findall(r'"(access|refresh)_token": "([^"]+)"', seen.content.decode())
                issued |= {f"issued {kind} token {value[:3]}": value for kind, value in kept}
        return {**SECRETS, **issued}

    def leaks(self) -> list[str]:
        """Where secrets turned up."""
        # The files that Ansible makes of a module and its options are beyond the collection's reach, but never open.
        private = [self.cache, self.ansible.folder / "ansible-tmp", self.ansible.folder / "ansible-remote-tmp"]
        listed = self.watch.sightings(self.secrets(), private=private)
        for run in self.runs:
            for name, text in (("stdout", run.stdout), ("stderr", run.stderr), ("results", json.dumps(run.records))):
                for line in text.splitlines():
                    listed += [f"{name}: {what}: {line[:1500]}" for what in found(line, self.secrets())]
        return listed

    def left(self) -> list[Path]:
        """Files of temporary folders that are still there."""
        folders = [self.ansible.folder / name for name in ("ansible-tmp", "ansible-remote-tmp", "tmp")]
        return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def echoes() -> list[Record]:
    """Faults whose bodies repeat what was sent, as gateways do; found by the external id that is asked for."""
    rules: list[Record] = []
    for name, words in (("token", f"Authorization: Bearer {TOKEN}"), ("oauth", f"{SECRET} or {REFRESH}")):
        for status in STATUSES:
            body: Any = {"message": f"Refused: {words}", "errors": [{"description": words, "errorCode": "99"}]}
            rules.append({"path": f"externalId={name}-{status}&", "status": status, "times": -1, "body": body})
    # Texts that have to be cut: the cut goes through the token.
    long = "x" * 483 + TOKEN
    texts = {"cut": long, "cut-json": {"message": long}}
    texts |= {f"form-{index}": f"got: {written} !" for index, written in enumerate(ENCODED)}
    return rules + [
        {"path": f"externalId=token-{name}&", "status": 400, "times": -1, "body": body} for name, body in texts.items()
    ]
