# SPDX-License-Identifier: GPL-3.0-or-later
"""The running program: command line, ready file, signals, connections that are really cut."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.cli import exports, main
from tests.sandbox.settings import Settings

ROOT = Path(__file__).parents[2]


def start(ready: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.sandbox", "--port", "0", "--ready-file", str(ready), *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(ready: Path, process: subprocess.Popen[str]) -> dict[str, Any]:
    deadline = time.monotonic() + 20
    while not ready.exists():
        assert process.poll() is None, process.stderr.read() if process.stderr else ""
        assert time.monotonic() < deadline
        time.sleep(0.02)
    found: dict[str, Any] = json.loads(ready.read_text())
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Run a sandbox of its own for these tests."""
    ready = tmp_path_factory.mktemp("server") / "ready.json"
    process = start(ready, "--token", "my-token", "--provisioning-delay", "0")
    try:
        yield wait_for(ready, process) | {"process": process}
    finally:
        process.kill()
        process.communicate()


def test_it_answers_under_the_address_it_tells(server: dict[str, Any]) -> None:
    assert server["pid"] == server["process"].pid
    with httpx.Client(base_url=server["url"], headers={"Authorization": f"Bearer {server['token']}"}) as http:
        assert http.get("/people/me").status_code == 200
        result = http.get("/wholesale/customers")
        assert "uvicorn" not in result.headers.get("server", "")


def test_answers_do_not_wait_for_the_network_to_collect_them(server: dict[str, Any]) -> None:
    """With Nagle's algorithm on, every answer on a kept connection takes 40 ms."""
    with httpx.Client(headers={"Authorization": f"Bearer {server['token']}"}) as http:
        http.get(f"{server['url']}/roles")
        began = time.monotonic()
        for _ in range(20):
            http.get(f"{server['url']}/roles")
        assert time.monotonic() - began < 0.6


def test_a_removal_with_a_body_arrives(server: dict[str, Any]) -> None:
    with httpx.Client(base_url=server["url"], headers={"Authorization": f"Bearer {server['token']}"}) as http:
        path = "/telephony/config/locations/unknown/numbers"
        missing = http.request("DELETE", path)
        assert (missing.status_code, "phoneNumbers" in missing.text or "required" in missing.text) == (400, True)
        assert http.request("DELETE", path, json={"phoneNumbers": ["+14085550101"]}).status_code == 404


def test_a_dropped_connection_is_really_cut(server: dict[str, Any]) -> None:
    root = server["url"].removesuffix("/v1")
    with httpx.Client(headers={"Authorization": f"Bearer {server['token']}"}) as http:
        for execute in ("before", "after"):
            rule = {"path": "/roles", "kind": "drop", "execute": execute}
            assert http.post(f"{root}/_sandbox/faults", json=rule).status_code == 201
            with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
                http.get(f"{server['url']}/roles")
        assert http.get(f"{server['url']}/roles").status_code == 200


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_at_once(tmp_path: Path, number: signal.Signals) -> None:
    ready = tmp_path / "ready.json"
    process = start(ready, "--latency", "60000", "--journal", str(tmp_path / "journal.jsonl"))
    try:
        found = wait_for(ready, process)
        assert ready.stat().st_mode & 0o077 == 0
        with httpx.Client(timeout=0.2) as http:
            with pytest.raises(httpx.ReadTimeout):
                http.get(f"{found['url']}/people/me")
            began = time.monotonic()
            process.send_signal(number)
            output, errors = process.communicate(timeout=10)
    finally:
        process.kill()
    assert time.monotonic() - began < 3
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert f"{found['url'].removesuffix('/v1')}/hub" in output
    assert "sandbox-secret" not in output + errors
    assert not ready.exists()


def test_it_prints_what_a_shell_needs_for_ansible(tmp_path: Path) -> None:
    ready = tmp_path / "ready.json"
    process = start(ready, "--token", "it's mine")
    try:
        url = wait_for(ready, process)["url"]
    finally:
        process.terminate()
        output, _ = process.communicate(timeout=20)
    pasted = "\n".join(line for line in output.splitlines() if line.startswith("export "))
    shown = subprocess.run(
        ["sh", "-c", f"{pasted}\nenv"], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True
    ).stdout
    assert {line for line in shown.splitlines() if line.startswith("WEBEX_")} == {
        f"WEBEX_API_URL={url}",
        "WEBEX_ACCESS_TOKEN=it's mine",
        f"WEBEX_TEMPLATE_SERVICE_URL={url.removesuffix('/v1')}/template-service/v1",
    }


@pytest.mark.parametrize(
    ("settings", "names", "hint"),
    [
        ({"host": "127.0.0.1", "template_service": False}, ["WEBEX_API_URL", "WEBEX_ACCESS_TOKEN"], False),
        ({"host": "0.0.0.0"}, ["WEBEX_API_URL", "WEBEX_ACCESS_TOKEN", "WEBEX_TEMPLATE_SERVICE_URL"], True),
    ],
)
def test_what_it_prints_fits_its_settings(settings: dict[str, Any], names: list[str], hint: bool) -> None:
    lines = exports("http://somewhere:1", Settings(**settings))
    assert [line.split("=")[0].removeprefix("export ") for line in lines if line.startswith("export ")] == names
    assert any("webex_allow_http=true" in line for line in lines) is hint


def test_readme_takes_back_what_it_prints() -> None:
    lines = exports("http://somewhere:1", Settings())
    names = " ".join(line.split("=")[0].removeprefix("export ") for line in lines)
    assert f"   unset {names}\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[object, str, str]:
    """Start it where it cannot start; return its status and what it wrote to stdout and stderr."""
    with pytest.raises(SystemExit) as ended:
        sys.exit(main(["--port", "0", "--ready-file", str(folder / "ready.json"), *arguments]))
    return (ended.value.code, *capsys.readouterr())


def test_a_port_that_is_taken_is_told_in_a_sentence(
    server: dict[str, Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    port = server["url"].removesuffix("/v1").rsplit(":", 1)[1]
    status, output, errors = refused(capsys, tmp_path, "--port", port)
    assert (status, output) == (1, "")
    assert f"cannot have port {port} of 127.0.0.1: another program has it" in errors
    assert "make sandbox PORT=8809" in errors
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_a_port_that_is_none_is_told(port: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, _, errors = refused(capsys, tmp_path, f"--port={port}")
    assert status == 2
    reason = f"argument --port: '{port}' is no port: a number from 0 to 65535"
    assert errors == f"The sandbox cannot start: {reason}\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [("surprise: 1\n", "surprise"), ("a: b: c\n", "mapping values are not allowed here"), (None, "No such file")],
)
def test_a_seed_that_cannot_be_used_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str | None, reason: str
) -> None:
    seed = tmp_path / "seed.yml"
    if content:
        seed.write_text(content)
    status, _, errors = refused(capsys, tmp_path, "--seed", str(seed))
    assert status == 2
    assert errors.startswith("The sandbox cannot start: ")
    assert reason in errors
    assert len(errors.splitlines()) == 1
