# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets given in every documented way, then looked for in everything that a run shows, writes or leaves."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from .leaks import Watch, exploding
from .secret_scenes import ENCODED, OAUTH, REFRESH, SECRET, SERVICE, STATUSES, TOKEN, Scene, echoes
from .support import (
    PROGRAMS,
    QUICK,
    TAKEN,
    TEMPLATE,
    Ansible,
    Record,
    Sandbox,
    control,
    customer,
    dump,
    order,
    task,
    user,
    write_inventory,
)

PYTHON = {"ansible_python_interpreter": sys.executable}
WAIT = "import time; time.sleep(0.5)"
ECHOES = ["nobody", *(f"token-{status}" for status in STATUSES)]
OAUTH_ECHOES = ["nobody", *(f"oauth-{status}" for status in STATUSES)]
REWRITTEN = ["token-cut", "token-cut-json", *(f"token-form-{index}" for index in range(len(ENCODED)))]
GROUP = {"group/webex.wholesale.webex": {"access_token": TOKEN}}
KEYWORD = {"WEBEX_ACCESS_TOKEN": TOKEN}
THERE = {"vars": {"webex_run_on": "host"}, "connection": "local"}
REFUSED = {"status": 400, "body": f"client_secret={SECRET}&refresh_token={REFRESH}"}


@pytest.fixture(scope="module")
def webex(start: Callable[..., Sandbox]) -> Sandbox:
    given = ("--token", TOKEN, "--client-secret", SECRET, "--refresh-token", REFRESH)
    return start(*given, "--provisioning-delay", "0.1", "--update-delay", "0.1")


@pytest.fixture(scope="module")
def scene(webex: Sandbox, make_ansible: Callable[..., Ansible]) -> Callable[..., Scene]:
    """Return a maker of scenes: an environment in which everything that can be logged or kept is."""

    def make(**environment: str | None) -> Scene:
        webex.control("POST", "/reset")
        webex.control("POST", "/settings", {"rotate_refresh_token": True})
        webex.control("POST", "/faults", echoes())
        ansible = make_ansible(webex, **{"WEBEX_ACCESS_TOKEN": None, **environment})
        folder = ansible.folder
        (folder / "tmp").mkdir()
        ansible.environment |= {
            "TMPDIR": str(folder / "tmp"),
            "PYTHONPATH": exploding(folder.parent / f"{folder.name}-sitecustomize"),
            "ANSIBLE_DISPLAY_TRACEBACK": "always",
            "ANSIBLE_LOG_PATH": str(folder / "ansible.log"),
            "ANSIBLE_CACHE_PLUGIN": "ansible.builtin.jsonfile",
            "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(folder / "facts"),
            "ANSIBLE_RETRY_FILES_ENABLED": "1",
            "ANSIBLE_RETRY_FILES_SAVE_PATH": str(folder / "retry"),
        }
        return Scene(ansible, Watch([folder]), [])

    return make


def _asks(way: str, ids: list[str], options: Record, **keywords: Any) -> list[Record]:
    """Tasks that ask for one customer each."""
    more = {"retry_timeout": 0.1, **options}
    return [task(f"{way} {name}", "webex_customer_info", {"external_id": name, **more}, **keywords) for name in ids]


def _template(**options: Any) -> Record:
    return {"driver": "rest", **TEMPLATE, "template_service_token": SERVICE, **options}


def _hidden(body: Record) -> Record:
    """A fault whose text is not shown by the task that sets it."""
    return {**control("/faults", body), "no_log": True}


@pytest.fixture(scope="module")
def tasks(scene: Callable[..., Scene]) -> Scene:
    """Options, module_defaults and the keyword environment of tasks; all inside the controller process."""
    stage = scene()
    echo = {"path": "/template-service/", "status": 403, "body": {"message": f"Bearer {SERVICE} may not"}}
    stage.play(
        [
            *_asks("option", ECHOES, {"access_token": TOKEN}),
            *_asks("group", ECHOES, {}, module_defaults=GROUP),
            *_asks("environment", ECHOES, {}, environment=KEYWORD),
            task("option writes", "webex_customer", order("written", access_token=TOKEN)),
            task("option plans", "webex_customer", order("planned", access_token=TOKEN), check=True),
            task("option misplaced", "webex_customer", {**order("x"), "access_token": TOKEN, "no_such_option": TOKEN}),
            task("option mistaken", "webex_customer", order("y", access_token=TOKEN, state=TOKEN)),
            *_asks("oauth", OAUTH_ECHOES, OAUTH),
            task("oauth writes", "webex_customer", order("oauth", **OAUTH)),
            _hidden({"path": "/access_token", **REFUSED}),
            task("oauth refused", "webex_customer_info", {**OAUTH, "client_id": "another"}),
            _hidden(echo),
            task("service", "webex_onboarding_template", _template()),
        ],
        environment={"ANSIBLE_DEBUG": "1"},
    )
    return stage


@pytest.mark.parametrize("way", ["option", "group", "environment", "oauth"])
def test_every_way_works_and_fails_as_meant(tasks: Scene, way: str) -> None:
    (run,) = tasks.runs
    assert run.result(f"{way} nobody")["customers"] == []
    for status in STATUSES:
        message = run.failure(f"{way} {'oauth' if way == 'oauth' else 'token'}-{status}")
        assert f"answered {status}" in message
        # the masked words are those of the service, not left out
        assert "********" in message


def test_secrets_of_tasks_are_shown_nowhere(tasks: Scene) -> None:
    (run,) = tasks.runs
    assert run.result("option writes")["changed"]
    assert run.result("option plans")["changed"]
    assert run.result("oauth writes")["changed"]
    assert "could not be refreshed" in run.failure("oauth refused")
    assert "answered 403" in run.failure("service")
    assert any(name.startswith("issued") for name in tasks.secrets())
    # Ansible did tell as much as it can
    assert "RUNNING CLEANUP" in run.output
    assert "Traceback" in run.output
    assert tasks.leaks() == []
    assert tasks.left() == []


def test_the_cache_is_for_its_owner_only(tasks: Scene) -> None:
    assert tasks.cache.stat().st_mode & 0o777 == 0o700
    kept = [seen for path, seen in tasks.watch.files.items() if path.is_relative_to(tasks.cache)]
    assert any(b"access_token" in seen.content for seen in kept)
    assert {seen.mode for seen in kept} == {0o600}
    assert not [path for path in tasks.cache.iterdir() if path.name.startswith(".token-")]


def test_secrets_are_shown_nowhere_when_a_host_runs_the_modules(scene: Callable[..., Scene]) -> None:
    stage = scene()
    run = stage.play(
        [
            *_asks("option", ["token-401"], {"access_token": TOKEN}, **THERE),
            *_asks("group", ["nobody"], {}, module_defaults=GROUP, **THERE),
            *_asks("oauth", ["nobody", "oauth-400"], OAUTH, **THERE),
        ],
        extra=PYTHON,
    )
    assert run.result("group nobody")["customers"] == run.result("oauth nobody")["customers"] == []
    assert "answered 401" in run.failure("option token-401")
    assert "answered 400" in run.failure("oauth oauth-400")
    assert stage.leaks() == []
    assert stage.left() == []


def test_the_keyword_environment_is_no_argument_of_a_process(scene: Callable[..., Scene]) -> None:
    stage = scene()
    run = stage.play(_asks("environment", ["nobody"], {}, environment=KEYWORD, **THERE), extra=PYTHON)
    assert run.result("environment nobody")["customers"] == []
    assert stage.leaks() == []


def test_errors_that_nobody_expects_show_no_secrets(scene: Callable[..., Scene]) -> None:
    stage = scene()
    token = {"external_id": "explode", "access_token": TOKEN}
    run = stage.play(
        [
            task("token", "webex_customer_info", token),
            task("issued", "webex_customer_info", {**OAUTH, "external_id": "explode"}),
            task("form", "webex_customer_info", {**OAUTH, "client_id": "explode"}),
            task("service", "webex_onboarding_template", _template(name="explode")),
            task("token there", "webex_customer_info", token, **THERE),
            task("form there", "webex_customer_info", {**OAUTH, "client_id": "explode"}, **THERE),
        ],
        extra=PYTHON,
    )
    for record in run.records:
        # what went wrong is told all the same
        assert "exploded" in run.failure(record["task"])
    assert stage.leaks() == []


def test_secrets_that_come_back_cut_or_encoded_are_not_shown(scene: Callable[..., Scene]) -> None:
    stage = scene()
    run = stage.play(_asks("option", REWRITTEN, {"access_token": TOKEN}))
    for name in REWRITTEN:
        assert "answered 400" in run.failure(f"option {name}")
    assert stage.leaks() == []


@pytest.fixture(scope="module")
def onboarding(scene: Callable[..., Scene], webex: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The playbook with vaulted variables, where one customer is refused; then a plan whose answers repeat what was
    issued; then a plan with credentials of the environment and of a file of extra variables."""
    stage = scene()
    folder = tmp_path_factory.mktemp("secrets")
    hosts = {
        "good": {
            "webex_customer": customer("good", template="gold-us"),
            "webex_users": [user("ana@good.example", "101")],
            "webex_setup_assist": True,
        },
        "bad": {"webex_customer": customer("bad", template="gold-us", admin_email=TAKEN)},
    }
    inventory = write_inventory(folder / "inventory", hosts, {"webex_client_id": "sandbox-client", **QUICK})
    secret = {"webex_client_secret": SECRET, "webex_refresh_token": REFRESH, "webex_template_service_token": TOKEN}
    password = folder / "password"
    password.write_text("sesame", encoding="utf-8")
    hidden = ("--vault-password-file", str(password))
    vault = inventory / "group_vars" / "all" / "vault.yml"
    encrypt = [str(PROGRAMS / "ansible-vault"), "encrypt", *hidden, "--output", str(vault)]
    subprocess.run(encrypt, env=stage.ansible.environment, input=dump(secret), text=True, check=True)
    stage.watch.folders.append(folder)
    stage.playbook(*hidden, inventory=inventory)
    kept = json.loads(next(stage.cache.glob("token-*.json")).read_text())
    words = f"Bearer {kept['access_token']} of {kept['refresh_token']}"
    webex.fault(path="externalId=good", status=400, times=-1, body={"message": words})
    stage.playbook(*hidden, "--check", "--tags", "customer", inventory=inventory)
    webex.control("DELETE", "/faults")
    extra = folder / "extra.yml"
    extra.write_text(dump({"webex_access_token": TOKEN}), encoding="utf-8")
    stage.watch.given.append(extra)
    environment: dict[str, str | None] = {"WEBEX_REFRESH_TOKEN": REFRESH}
    given = ("--check", "--tags", "customer", "-e", f"@{extra}")
    stage.playbook(*hidden, *given, inventory=inventory, environment=environment)
    return stage


def test_secrets_of_the_onboarding_are_shown_nowhere(onboarding: Scene) -> None:
    planned = onboarding.runs[1]
    assert [run.status for run in onboarding.runs] == [2, 2, 2]
    assert "Bearer ********" in planned.output
    assert [run.recap["good"]["failures"] for run in onboarding.runs] == [0, 1, 0]
    documents = [path for path in onboarding.watch.files if "setup-assist" in path.parts]
    assert {path.suffix for path in documents} == {".md", ".html"}
    assert onboarding.leaks() == []
    assert onboarding.left() == []


def test_a_leak_is_found_wherever_it_is(scene: Callable[..., Scene]) -> None:
    stage = scene()
    kept = stage.ansible.folder / "tmp" / "kept"
    stage.play(
        [
            {"name": "shown", "debug": {"msg": "{{ token }}"}},
            {"name": "file", "copy": {"content": "{{ token | b64encode }}", "dest": str(kept), "mode": "0644"}},
            {"name": "process", "command": {"argv": [sys.executable, "-c", WAIT, "{{ token }}"]}},
            {"name": "fact", "set_fact": {"kept": "{{ token | urlencode }}", "cacheable": True}},
        ],
        connection="local",
        vars={"token": SERVICE},
        extra=PYTHON,
    )
    leaks = "\n".join(stage.leaks())
    for place in ("stdout", "results", "arguments of a process", "ansible.log", "facts/", "tmp/kept"):
        assert place in leaks
    assert stage.left() == [kept]
    assert "access token" not in leaks
