# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens: one refresh for a play, renewed when they die, taken from every documented place, shown nowhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .support import (
    QUICK,
    TEMPLATE,
    TOKEN,
    Ansible,
    Run,
    Sandbox,
    customer,
    of_operation,
    operations,
    order,
    task,
    user,
    write_inventory,
)

SECRET, REFRESH = "sandbox-secret", "sandbox-refresh-token"
OAUTH: dict[str, str | None] = {
    "WEBEX_ACCESS_TOKEN": None,
    "WEBEX_CLIENT_ID": "sandbox-client",
    "WEBEX_CLIENT_SECRET": SECRET,
    "WEBEX_REFRESH_TOKEN": REFRESH,
}


@pytest.fixture(scope="module")
def oauth(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Ansible:
    return make_ansible(start("--provisioning-delay", "0.3", "--update-delay", "0.2"), **OAUTH)


@pytest.fixture(scope="module")
def inventory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    hosts = {
        f"host_{index}": {
            "webex_customer": customer(f"oauth-{index}", template="gold-us"),
            "webex_users": [user(f"ana@oauth-{index}.example", "101")],
        }
        for index in range(6)
    }
    return write_inventory(tmp_path_factory.mktemp("oauth") / "inventory", hosts)


def _refreshes(run: Run) -> int:
    return operations(run.journal)["obtainToken"]


def test_one_refresh_for_a_play(oauth: Ansible, inventory: Path) -> None:
    run = oauth.playbook("webex.wholesale.onboard", "--forks", "10", inventory=inventory, extra=QUICK).succeeded()
    assert _refreshes(run) == 1
    files = list((oauth.home / ".cache" / "webex_wholesale").glob("*.json"))
    assert len(files) == 1
    assert files[0].stat().st_mode & 0o777 == 0o600
    assert files[0].parent.stat().st_mode & 0o777 == 0o700
    assert SECRET not in files[0].read_text()
    assert REFRESH not in files[0].name

    again = oauth.playbook("webex.wholesale.onboard", "--forks", "10", inventory=inventory, extra=QUICK).succeeded()
    assert _refreshes(again) == 0
    assert again.changed == 0

    oauth.sandbox.control("POST", "/tokens/expire")
    expired = oauth.playbook("webex.wholesale.onboard", "--forks", "10", inventory=inventory, extra=QUICK).succeeded()
    assert _refreshes(expired) == 1
    assert expired.changed == 0
    assert 401 in [row["status"] for row in expired.journal]


def test_token_dies_in_the_middle_of_a_play(oauth: Ansible) -> None:
    rows = [user(f"u{index}@mid.example", str(200 + index)) for index in range(20)]
    expire = {"name": "expire", "sandbox_control": {"path": "/tokens/expire"}}
    run = oauth.play(
        [
            task("customer", "webex_customer", order("mid")),
            expire,
            task("users", "webex_users", {"customer": "mid", "users": rows}),
            expire,
            task("users again", "webex_users", {"customer": "mid", "users": rows}),
        ]
    )
    assert run.result("users")["summary"]["create"] == 20
    assert not run.result("users again")["changed"]
    assert len(of_operation(run.requests("users"), "obtainToken")) == 1
    assert len(of_operation(run.requests("users again"), "obtainToken")) == 1


def test_without_a_place_for_the_token_it_is_told_once(oauth: Ansible) -> None:
    tasks = [task(name, "webex_customer_info", {"external_id": "nobody"}) for name in ("one", "two")]
    run = oauth.play(tasks, inventory="here,there,", environment={"XDG_CACHE_HOME": "/dev/null"})
    assert _refreshes(run) == 4
    assert {record["status"] for record in run.records} == {"ok"}
    assert " ".join(run.output.split()).count("The refreshed token is not kept, since /dev/null/webex_wholesale") == 1


def test_rotated_refresh_token_is_kept(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> None:
    sandbox = start()
    sandbox.control("POST", "/settings", {"rotate_refresh_token": True})
    ansible = make_ansible(sandbox, **OAUTH)
    expire = {"name": "expire", "sandbox_control": {"path": "/tokens/expire"}}
    run = ansible.play(
        [
            task("one", "webex_customer_info", {}),
            expire,
            task("two", "webex_customer_info", {}),
            expire,
            task("three", "webex_customer_info", {}),
        ]
    ).succeeded()
    assert run.result("three")["customers"] == []
    assert _refreshes(run) == 3


def test_refused_credentials(oauth: Ansible) -> None:
    wrong = {"client_id": "sandbox-client", "client_secret": "not-the-secret", "refresh_token": "not-the-refresh"}
    static = {"access_token": "not-the-token-at-all"}
    run = oauth.play(
        [
            task("oauth", "webex_customer_info", wrong),
            task(
                "half",
                "webex_customer_info",
                {"client_id": "sandbox-client"},
                environment={"WEBEX_CLIENT_SECRET": "", "WEBEX_REFRESH_TOKEN": ""},
            ),
            task("static", "webex_customer_info", static),
            task("line break", "webex_customer_info", {"access_token": "two\nlines"}),
            task(
                "plain http",
                "webex_customer_info",
                {"api_url": "http://webex.example/v1", "access_token": "x-secret-x"},
            ),
        ]
    )
    assert "answered 401" in run.failure("static")
    assert "client_id, client_secret and refresh_token" in run.failure("static")
    assert "client id or client secret is wrong" in run.failure("oauth")
    assert "contains characters" in run.failure("line break")
    assert "unencrypted" in run.failure("plain http")
    assert run.requests("line break") == run.requests("plain http") == []
    for secret in ("not-the-secret", "not-the-refresh", "not-the-token-at-all", "x-secret-x"):
        assert secret not in json.dumps([row["result"] for row in run.records])


def test_no_credentials(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> None:
    run = make_ansible(start(), WEBEX_ACCESS_TOKEN=None).play([task("none", "webex_customer_info", {})])
    message = run.failure("none")
    assert "WEBEX_ACCESS_TOKEN" in message
    assert "WEBEX_REFRESH_TOKEN" in message
    assert run.journal == []


def test_places_of_credentials(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> None:
    sandbox = start("--provisioning-delay", "0.1")
    ansible = make_ansible(sandbox, WEBEX_ACCESS_TOKEN=None, WEBEX_API_URL=None)
    given = {"api_url": sandbox.url, "access_token": TOKEN}
    group = {"group/webex.wholesale.webex": given}
    variables = {"WEBEX_API_URL": sandbox.url, "WEBEX_ACCESS_TOKEN": TOKEN}
    run = ansible.play(
        [
            task("option", "webex_customer_info", given),
            task("keyword environment", "webex_customer_info", {}, environment=variables),
            task("module_defaults", "webex_customer_info", {}, module_defaults=group),
            task("customer", "webex_customer", order("places"), module_defaults=group),
            task("users", "webex_users", {"customer": "places", "users": []}, module_defaults=group),
            task("user", "webex_user", {"customer": "places", **user("a@places.example")}, module_defaults=group),
            task("users info", "webex_user_info", {"customer": "places"}, module_defaults=group),
            task(
                "template",
                "webex_onboarding_template",
                {"driver": "rest", "template_service_url": f"{sandbox.root}/template-service/v1", **TEMPLATE},
                module_defaults=group,
            ),
        ]
    ).succeeded()
    assert not [row["task"] for row in run.records if row["status"] != "ok"]


def test_play_variables_of_the_onboarding(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Path
) -> None:
    sandbox = start()
    hosts = {"only": {"webex_customer": customer("only", template="gold-us")}}
    shared = {
        "webex_api_url": sandbox.url,
        "webex_client_id": "sandbox-client",
        "webex_client_secret": SECRET,
        "webex_refresh_token": REFRESH,
        "webex_token_cache": str(tmp_path / "cache" / "token.json"),
    }
    inventory = write_inventory(tmp_path / "inventory", hosts, shared)
    ansible = make_ansible(sandbox, WEBEX_ACCESS_TOKEN=None, WEBEX_API_URL=None)
    run = ansible.playbook("webex.wholesale.onboard", "--check", inventory=inventory).succeeded()
    assert _refreshes(run) == 1
    assert (tmp_path / "cache" / "token.json").stat().st_mode & 0o777 == 0o600


def _leaks(run: Run, secrets: list[str]) -> list[str]:
    texts = {"stdout": run.stdout, "stderr": run.stderr, "results": json.dumps(run.records)}
    return [f"{secret} in {place}" for place, text in texts.items() for secret in secrets if secret in text]


def _cached(ansible: Ansible) -> list[str]:
    found = []
    for file in ansible.home.glob(".cache/webex_wholesale/*.json"):
        data = json.loads(file.read_text())
        found += [data["access_token"], data["refresh_token"]]
    return found


@pytest.mark.parametrize("where", ["controller", "host"])
def test_secrets_are_shown_nowhere(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], where: str
) -> None:
    sandbox = start("--provisioning-delay", "0.1")
    oauth: dict[str, Any] = {"client_id": "sandbox-client", "client_secret": SECRET, "refresh_token": REFRESH}
    static = {"access_token": TOKEN}
    ansible = make_ansible(sandbox, **{**OAUTH, "WEBEX_CLIENT_SECRET": None, "WEBEX_REFRESH_TOKEN": None})
    tasks: list[dict[str, Any]] = []
    for name, given, secret in (("oauth", oauth, SECRET), ("static", static, TOKEN)):
        tasks += [
            task(f"{name} works", "webex_customer", order(name, **given)),
            task(f"{name} users", "webex_users", {"customer": name, "users": [user(f"a@{name}.example")], **given}),
            task(f"{name} fails", "webex_customer", order(f"{name}-b", provisioning_id="bm9uZQ", **given)),
            # somebody's secret in the wrong place comes back in Webex's own words
            task(f"{name} unknown customer", "webex_users", {"customer": secret, "users": [], **given}),
            task(f"{name} bad option", "webex_customer", {**order(name, **given), "no_such_option": 1}),
            task(
                f"{name} unreachable",
                "webex_customer_info",
                {"api_url": "http://127.0.0.1:9/v1", "retry_timeout": 0.1, **given},
            ),
        ]
    extra = {"webex_run_on": where, "ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    run = ansible.play(tasks, "-vvvv", "--diff", extra=extra)
    assert run.result("oauth works")["changed"]
    assert run.result("static works")["changed"]
    assert "precheck refuses" in run.failure("static fails")
    assert "no_such_option" in run.failure("static bad option")
    secrets = [SECRET, REFRESH, TOKEN, *_cached(ansible)]
    assert len(secrets) > 3
    assert _leaks(run, secrets) == []


def test_secrets_of_the_environment_are_shown_nowhere(oauth: Ansible, inventory: Path, tmp_path: Path) -> None:
    run = oauth.playbook("webex.wholesale.onboard", "-vvvv", "--diff", "--check", inventory=inventory, extra=QUICK)
    run.succeeded()
    hosts = {"bad": {"webex_customer": customer("leak", template="gold-us", admin_email="someone@elsewhere.example")}}
    failing = oauth.playbook(
        "webex.wholesale.onboard", "-vvvv", "--diff", inventory=write_inventory(tmp_path / "bad", hosts)
    )
    assert failing.status == 2
    for one in (run, failing):
        assert _leaks(one, [SECRET, REFRESH, *_cached(oauth)]) == []
