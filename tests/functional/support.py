# SPDX-License-Identifier: GPL-3.0-or-later
"""A sandbox in a process of its own, Ansible runs against it, and the means to look at what both did."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from .launcher import launch

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
EXAMPLES = ROOT / "examples"
EXAMPLE_SEED = ROOT / "tests" / "sandbox" / "seeds" / "example.yml"
PROGRAMS = Path(sys.executable).parent
ONBOARD = "webex.wholesale.onboard"
VALIDATE = "webex.wholesale.validate"
CHECK = "Check the declarations of all customers offline"
# What keeps a run from any network, whatever the sandbox would say.
NO_TOKEN: dict[str, str | None] = {"WEBEX_ACCESS_TOKEN": None, "WEBEX_API_URL": None}
# Of the example seed: made by hand in Partner Hub; the second one allows attaching.
GOLD = "ZjViMzYxODctYzhkZC00NzI3LThiMmYtZjljNDQ3ZjI5MDQ2"
ATTACH = "MGE3ZDJlNDQtMWI1Yy00ZjY4LTlkMGUtNWY4YTNiNmM3ZDE5"
HARBOR_ORG = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8xZDJjM2I0YS01ZTZmLTQ3MDgtOTJhMy1iNGM1ZDZlN2Y4MDk"
COASTLINE_ORG = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi83YjFmNWMwMi00ZDNhLTRlMWMtOWY3NC0wYzlhNWQ2ZTFiMjM"
FREE_ACCOUNT = "pat.morgan@northwindlegal.example"
TAKEN = "someone@elsewhere.example"
TOKEN = "sandbox-token"
QUICK = {"webex_poll_interval": 0.2}

Record = dict[str, Any]
Validate = Callable[[Iterable[Record]], list[str]]


# ---- the sandbox ---------------------------------------------------------------------------------

# Each a fork of a process that has imported the sandbox.
_SANDBOXES = multiprocessing.get_context("forkserver")
_SANDBOXES.set_forkserver_preload(["tests.sandbox.cli", "tests.functional.support"])


def _sandbox(arguments: list[str], log: Path) -> None:
    from tests.sandbox.cli import main

    file = os.open(log, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(file, number)
    sys.exit(main(arguments))


class Sandbox:
    """A running sandbox.

    Parameters:
        folder: Where its files go.
        options: Of its command line.
        seed: Seed file.
    """

    def __init__(self, folder: Path, *options: str, seed: Path = EXAMPLE_SEED) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        ready = folder / "ready.json"
        log = folder / "sandbox.log"
        log.touch()
        self._journal_file = folder / "journal.jsonl"
        arguments = ["--port", "0", "--ready-file", str(ready), "--seed", str(seed)]
        arguments += ["--journal", str(self._journal_file), *options]
        self._process = _SANDBOXES.Process(target=_sandbox, args=(arguments, log), daemon=True)
        self._process.start()
        deadline = time.monotonic() + 30
        while not ready.exists():
            if not self._process.is_alive() or time.monotonic() > deadline:
                self.close()
                raise RuntimeError(f"The sandbox did not start:\n{log.read_text()}")
            time.sleep(0.05)
        self.url: str = json.loads(ready.read_text())["url"]
        self.root = self.url.removesuffix("/v1")

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.join(10)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(10)

    def everything(self) -> list[Record]:
        """All records of its life, also those that were forgotten by a test."""
        if not self._journal_file.exists():
            return []
        return [json.loads(line) for line in self._journal_file.read_text(encoding="utf-8").splitlines()]

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """One request of the control API."""
        request = urllib.request.Request(
            f"{self.root}/_sandbox{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def journal(self, since: int = 0) -> list[Record]:
        """The requests after a number."""
        return list(self.control("GET", f"/journal?since={since}")["items"])

    def mark(self) -> int:
        """The number of the last request."""
        records = self.journal()
        return int(records[-1]["seq"]) if records else 0

    def state(self) -> dict[str, Any]:
        """Everything that exists."""
        return dict(self.control("GET", "/state"))

    def customers(self) -> dict[str, dict[str, Any]]:
        """The customers by external id; there must not be two with the same."""
        found = self.state()["customers"]
        customers = {customer["external_id"]: customer for customer in found}
        assert len(customers) == len(found), "two customers with one external id"
        return customers

    def outcome(self, external_id: str, outcome: str, **more: Any) -> None:
        """Script what becomes of a customer."""
        self.control("POST", "/outcomes", {"external_id": external_id, "outcome": outcome, **more})

    def fault(self, **rule: Any) -> None:
        """Put a fault in force."""
        self.control("POST", "/faults", rule)


_ASKING = ("/validate", "/access_token", "/validateNumbers/invoke", "/precheckForDeletion/invoke")


def is_write(record: Record) -> bool:
    """Whether a request changes anything: prechecks and token refreshes do not."""
    if record.get("operation") == "validateOrInitiateMoveUsersJob":
        parts = (record["body"] or {}).get("usersList") or [{}]
        return not all(part.get("validate") is True for part in parts)
    return record["method"] not in ("GET", "HEAD") and not record["path"].endswith(_ASKING)


def writes(records: Iterable[Record]) -> list[str]:
    """The writes, readable in a failing assertion."""
    return [f"{record['method']} {record['path']}" for record in records if is_write(record)]


def operations(records: Iterable[Record]) -> Counter[str]:
    """How often each operation was called."""
    return Counter(str(record["operation"]) for record in records)


def of_operation(records: Iterable[Record], operation: str) -> list[Record]:
    """The records of one operation."""
    return [record for record in records if record["operation"] == operation]


def query(record: Record) -> dict[str, str]:
    """The query of a request."""
    return dict(record["query"])


def moment(record: Record) -> float:
    """When a request came, in seconds."""
    return datetime.fromisoformat(record["time"].replace("Z", "+00:00")).timestamp()


# ---- Ansible -------------------------------------------------------------------------------------


@dataclass(repr=False)
class Run:
    """What a run of Ansible left behind."""

    status: int
    stdout: str
    stderr: str
    records: list[Record]
    recap: dict[str, dict[str, int]]
    seconds: float
    journal: list[Record] = field(default_factory=list)

    @property
    def output(self) -> str:
        """What a person sees."""
        return f"{self.stdout}\n{self.stderr}"

    def tasks(self, *, task: str | None = None, module: str | None = None, host: str | None = None) -> list[Record]:
        """The task results that fit."""
        return [
            record
            for record in self.records
            if task in (None, record["task"]) and module in (None, record["module"]) and host in (None, record["host"])
        ]

    def one(self, task: str, host: str | None = None) -> Record:
        """The one result of a task."""
        found = self.tasks(task=task, host=host)
        assert len(found) == 1, f"{len(found)} results of {task!r}:\n{self.output[-3000:]}"
        return found[0]

    def result(self, task: str, host: str | None = None) -> dict[str, Any]:
        """What the module of a task returned, which did not fail."""
        record = self.one(task, host)
        assert record["status"] == "ok", f"{task}: {record['result'].get('msg')}"
        return dict(record["result"])

    def failure(self, task: str, host: str | None = None) -> str:
        """The message of a task that failed."""
        record = self.one(task, host)
        assert record["status"] == "failed", f"{task} did not fail: {record['result']}"
        return str(record["result"]["msg"])

    def mistakes(self, task: str = CHECK) -> str:
        """What the check of the inventory says: to nobody in particular, or to the hosts, each line once."""
        result = self.tasks(task=task)[0]["result"]
        lines = dict.fromkeys(line for text in result.get("refused", {}).values() for line in text.splitlines()[1:])
        head = f"{len(lines)} mistake{'s' if len(lines) > 1 else ''} in the data:"
        return str(result["msg"] if "msg" in result else "\n".join([head, *lines]))

    def requests(self, task: str, host: str | None = None) -> list[Record]:
        """The requests while a task ran; the only one at that time."""
        record = self.one(task, host)
        # the journal knows milliseconds
        return [item for item in self.journal if record["began"] - 0.002 <= moment(item) <= record["ended"]]

    def succeeded(self) -> Run:
        """The run itself, which was successful."""
        assert self.status == 0, self.output[-6000:]
        for host, counts in self.recap.items():
            assert counts["failures"] + counts["unreachable"] == 0, f"{host}: {counts}"
        return self

    @property
    def changed(self) -> int:
        """The sum of the recap."""
        return sum(counts["changed"] for counts in self.recap.values())


def reported(part: Record) -> list[tuple[str, str, str, str]]:
    """The actions that a report has of a customer, whatever came of them, in a fixed order."""
    return sorted(
        (row["kind"], row["identity"], row["action"], json.dumps(row["fields"], sort_keys=True))
        for row in part["actions"]
    )


def actions(run: Run) -> dict[tuple[str, str], list[Record]]:
    """What was planned or done by host and module, in a fixed order; objects that stay as they are are left out."""
    found: dict[tuple[str, str], list[Record]] = {}
    for record in run.records:
        results = record["result"].get("results") or [record["result"]]
        listed = [action for result in results for action in result.get("actions") or [] if action["action"] != "none"]
        if listed:
            rows = found.setdefault((record["host"], record["module"]), [])
            rows += listed
            rows.sort(key=lambda action: (action["kind"], action["identity"]))
    return found


class Ansible:
    """Runs playbooks with an environment of their own.

    Parameters:
        folder: Home, temporary files and results.
        collections: Folder with ansible_collections/webex/wholesale.
        sandbox: Where to send the requests.
        environment: More variables; None takes one away.
    """

    def __init__(
        self, folder: Path, collections: str, sandbox: Sandbox, environment: dict[str, str | None] | None = None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.sandbox = folder, sandbox
        self._collection = Path(collections, "ansible_collections", "webex", "wholesale")
        self._count = 0
        self.home = folder / "home"
        self.home.mkdir(exist_ok=True)
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.upper().startswith(("ANSIBLE_", "WEBEX_", "XDG_")) and not key.upper().endswith("_PROXY")
        }
        self.environment: dict[str, str] = {
            **kept,
            "HOME": str(self.home),
            "LC_ALL": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "ANSIBLE_HOME": str(folder / "ansible"),
            "ANSIBLE_LOCAL_TEMP": str(folder / "ansible-tmp"),
            "ANSIBLE_REMOTE_TEMP": str(folder / "ansible-remote-tmp"),
            "ANSIBLE_NOCOLOR": "1",
            "ANSIBLE_CONFIG": str(EXAMPLES / "ansible.cfg"),
            "ANSIBLE_COLLECTIONS_PATH": collections,
            "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "callback_plugins"),
            "ANSIBLE_CALLBACKS_ENABLED": "functional_results",
            "ANSIBLE_ACTION_PLUGINS": str(HERE / "action_plugins"),
            "FUNCTIONAL_SANDBOX": sandbox.root,
            "WEBEX_API_URL": sandbox.url,
            "WEBEX_ACCESS_TOKEN": TOKEN,
            "WEBEX_TEMPLATE_SERVICE_URL": f"{sandbox.root}/template-service/v1",
            # Reports lie beside the inventory, which many tests share.
            "WEBEX_REPORT_FOLDER": str(folder / "reports"),
        }
        self.environment = _changed(self.environment, environment)

    def playbook(
        self,
        playbook: str | Path = ONBOARD,
        *arguments: str,
        inventory: str | Path = EXAMPLES / "inventory",
        extra: dict[str, Any] | None = None,
        environment: dict[str, str | None] | None = None,
        timeout: float = 150,
    ) -> Run:
        """Run a playbook to its end, which has to come within `timeout` seconds."""
        self._count += 1
        results = self.folder / f"results-{self._count}.jsonl"
        command = [str(PROGRAMS / "ansible-playbook"), "-i", str(inventory), *arguments]
        if Path(inventory).is_relative_to(ROOT):
            # Records of customers lie beside the inventory, which many tests share.
            extra = {"webex_customer_record_dir": str(self.folder / "records"), **(extra or {})}
        if extra:
            command += ["-e", json.dumps(extra)]
        variables = _changed({**self.environment, "FUNCTIONAL_RESULTS": str(results)}, environment)
        mark, began = self.sandbox.mark(), time.monotonic()
        status, output, errors = launch([*command, str(playbook)], variables, self.folder, self._collection, timeout)
        seconds = time.monotonic() - began
        lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
        records = [json.loads(line) for line in lines]
        recap = next((record["recap"] for record in records if "recap" in record), {})
        return Run(
            status,
            output,
            errors,
            [record for record in records if "recap" not in record],
            recap,
            seconds,
            self.sandbox.journal(mark),
        )

    def report(self, playbook: str) -> dict[str, Any]:
        """What the report of the latest run of a playbook says of its customers, by inventory host."""
        file = self.folder / "reports" / playbook / "report.json"
        return by(json.loads(file.read_text(encoding="utf-8"))["customers"], "host")

    def play(self, tasks: Sequence[dict[str, Any]], *arguments: str, **keywords: Any) -> Run:
        """Run tasks on a host that exists in name only; keywords of the play and of `playbook`."""
        given = {key: keywords.pop(key) for key in ("extra", "environment", "inventory") if key in keywords}
        content = {"name": "Test", "hosts": "all", "gather_facts": False, "tasks": list(tasks), **keywords}
        file = self.folder / f"play-{self._count + 1}.yml"
        file.write_text(json.dumps([content]), encoding="utf-8")
        return self.playbook(file, *arguments, **{"inventory": "nowhere,", **given})


def _changed(base: dict[str, str], changes: dict[str, str | None] | None) -> dict[str, str]:
    both: dict[str, str | None] = {**base, **(changes or {})}
    return {key: value for key, value in both.items() if value is not None}


def task(name: str, module: str, options: dict[str, Any], /, *, check: bool | None = None, **keywords: Any) -> Record:
    """A task of the collection; the play goes on when it fails."""
    content: Record = {"name": name, f"webex.wholesale.{module}": options, "ignore_errors": True, **keywords}
    if check is not None:
        content["check_mode"] = check
    return content


def control(path: str, body: Any = None, method: str = "POST") -> Record:
    """A task that turns a knob of the sandbox."""
    options: Record = {"path": path, "method": method}
    if body is not None:
        options["body"] = body
    return {"name": f"control {path}", "sandbox_control": options}


def snapshot(name: str) -> Record:
    """A task that returns everything that exists at that moment; see `seen`."""
    return {"name": name, "sandbox_control": {"path": "/state", "method": "GET"}}


def seen(run: Run, name: str, external_id: str) -> dict[str, Any]:
    """A customer in a snapshot."""
    found = [row for row in run.result(name)["answer"]["customers"] if row["external_id"] == external_id]
    assert len(found) == 1
    return dict(found[0])


def by(rows: Iterable[Record], key: str = "name") -> dict[str, Record]:
    """Rows by a key that no two of them share."""
    listed = list(rows)
    found = {row[key]: row for row in listed}
    assert len(found) == len(listed), f"two rows with one {key}"
    return found


# ---- declarations --------------------------------------------------------------------------------


def address(**changes: Any) -> dict[str, Any]:
    """A postal address."""
    base = {"line1": "771 Alder Drive", "city": "Milpitas", "state": "CA", "postal_code": "95035", "country": "US"}
    return {**base, **changes}


def customer(key: str, /, **changes: Any) -> dict[str, Any]:
    """A customer as an inventory declares it; None takes a key away."""
    base = {
        "external_id": key,
        "name": f"Company {key}",
        "admin_email": f"it@{key}.example",
        "packages": ["webex_calling", "webex_meetings"],
        "language": "en_US",
        "address": address(),
        "headquarters": {"name": "Head Office", "timezone": "America/Los_Angeles", "language": "en_us"},
    }
    return {name: value for name, value in {**base, **changes}.items() if value is not None}


def order(key: str, /, **changes: Any) -> dict[str, Any]:
    """Options of webex_customer that make a customer quickly."""
    return customer(key, **{"provisioning_id": GOLD, "poll_interval": 0.1, **changes})


def location(name: str, /, **changes: Any) -> dict[str, Any]:
    """A location as an inventory declares it; None takes a key away."""
    base = {
        "name": name,
        "address": address(line1=f"1 {name} Street"),
        "timezone": "America/Los_Angeles",
        "language": "en_us",
    }
    return {key: value for key, value in {**base, **changes}.items() if value is not None}


CARRIER = {"provider": "Local Carrier"}


def user(email: str, extension: str | None = None, **changes: Any) -> dict[str, Any]:
    """A user: calling with an extension, meetings without."""
    base = {
        "email": email,
        "first_name": "Ana",
        "last_name": "Diaz",
        "package": "webex_calling" if extension else "webex_meetings",
        "extension": extension,
    }
    return {name: value for name, value in {**base, **changes}.items() if value is not None}


TEMPLATE = {
    "name": "gold-us",
    "service_provider_admin": "onboarding@provider.example",
    "country": "US",
    "email_language": "en_US",
    "wholesale_subscription": "Sub100448",
    "authentication": {"method": "webex"},
    "brand_name": "Provider Voice",
    "allow_admin_invite_emails": True,
    "allow_webex_calls": True,
}


def write_inventory(folder: Path, hosts: dict[str, dict[str, Any]], shared: dict[str, Any] | None = None) -> Path:
    """Write an inventory: hosts.yml, group_vars/all/shared.yml and host_vars/HOST/vars.yml, a key a line."""
    (folder / "group_vars" / "all").mkdir(parents=True)
    (folder / "hosts.yml").write_text(dump({"all": {"hosts": dict.fromkeys(hosts)}}), encoding="utf-8")
    common = {"webex_template_driver": "rest", "webex_onboarding_templates": [TEMPLATE], **(shared or {})}
    (folder / "group_vars" / "all" / "shared.yml").write_text(dump(common), encoding="utf-8")
    for host, variables in hosts.items():
        (folder / "host_vars" / host).mkdir(parents=True)
        (folder / "host_vars" / host / "vars.yml").write_text(dump(variables), encoding="utf-8")
    return folder


def dump(data: Any) -> str:
    """YAML in the order of the data, a key a line."""
    return yaml.safe_dump(data, sort_keys=False, width=1000, default_flow_style=False)


def write_csv(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path
