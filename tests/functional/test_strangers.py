# SPDX-License-Identifier: GPL-3.0-or-later
"""Other hosts than the one that was meant: they get no token, and the message names them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from .stranger import Stranger
from .support import TEMPLATE, Ansible, Record, Run, Sandbox, control, order, task, user

TOKEN = "tOkEn4sTrAnGeRs-0123456789"
SECRET, REFRESH = "sEcReT4sTrAnGeRs-0123456789", "rEfReSh4sTrAnGeRs-0123456789"
PASSWORD = "pAsSwOrD4pRoXiEs-0123456789"
OAUTH = {"client_id": "sandbox-client", "client_secret": SECRET, "refresh_token": REFRESH}
CUSTOMERS = "/wholesale/customers"
# Operation and the list, by the name of the task.
LISTS: dict[str, tuple[str, Record, str]] = {
    "customers": ("webex_customer_info", {}, rf"{CUSTOMERS}\?"),
    "users": ("webex_user_info", {"customer": "known"}, r"/wholesale/subscribers\?"),
    "people": ("webex_users", {"customer": "known", "users": [user("a@known.example", "101")]}, r"/people\?"),
    "locations": ("webex_location_info", {"customer": "known"}, r"/locations\?"),
    "numbers": ("webex_phone_numbers_info", {"customer": "known"}, r"/telephony/config/numbers\?"),
    "templates": ("webex_onboarding_template", {"driver": "rest", **TEMPLATE}, r"/onboarding-templates\?"),
}
WRITES = {
    "create": ("webex_customer", order("new"), f"{CUSTOMERS}$", "POST"),
    "change": (
        "webex_customer",
        order("known", packages=["webex_calling", "webex_meetings", "webex_suite"]),
        f"{CUSTOMERS}/",
        "PUT",
    ),
    "remove": (
        "webex_customer",
        {"external_id": "known", "state": "absent", "remove_with_users": True},
        f"{CUSTOMERS}/",
        "DELETE",
    ),
}
# People are looked up by address, which is one page.
STRAYED = [
    *(f"{name} next" for name in LISTS if name != "people"),
    *(f"{name} redirected" for name in LISTS),
    *WRITES,
    "token",
]
# Not this machine, whatever they look like.
DISGUISED = [
    "http://127.0.0.1.evil.example/v1",
    "http://localhost.evil.example/v1",
    "HTTP://evil.example/v1",
    "http://localhost@evil.example/v1",
    "http://evil.example\\@localhost/v1",
    "http://@evil.example/v1",
]


@pytest.fixture(scope="module")
def stranger() -> Iterator[Stranger]:
    host = Stranger()
    yield host
    host.close()


@pytest.fixture(scope="module")
def ansible(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Ansible:
    given = ("--token", TOKEN, "--client-secret", SECRET, "--refresh-token", REFRESH)
    return make_ansible(start(*given, "--provisioning-delay", "0.1", "--update-delay", "0.1"), WEBEX_ACCESS_TOKEN=TOKEN)


def _fault(**rule: Any) -> Record:
    return control("/faults", {"times": -1, **rule})


CALM = control("/faults", method="DELETE")


@pytest.fixture(scope="module")
def led_astray(ansible: Ansible, stranger: Stranger) -> Run:
    people, options, _path = LISTS["people"]
    tasks = [task("known", "webex_customer", order("known")), task("somebody", people, options)]
    for name, (module, options, path) in LISTS.items():
        location = f"{stranger.url}/v1/list"
        following = {"Link": f'<{location}?offset=1>; rel="next"'}
        body: Record = {key: [] for key in ("items", "locations", "phoneNumbers")}
        page = {"status": 200, "headers": following, "body": body}
        if f"{name} next" in STRAYED:
            tasks += [_fault(method="GET", path=path, **page), task(f"{name} next", module, options), CALM]
        redirect = {"kind": "redirect", "status": 302, "location": location}
        tasks += [_fault(method="GET", path=path, **redirect), task(f"{name} redirected", module, options), CALM]
    for name, (module, options, path, method) in WRITES.items():
        redirect = {"kind": "redirect", "status": 307, "location": f"{stranger.url}/v1{CUSTOMERS}"}
        tasks += [_fault(method=method, path=path, **redirect), task(name, module, options), CALM]
    redirect = {"kind": "redirect", "status": 307, "location": f"{stranger.url}/v1/access_token"}
    return ansible.play(
        [
            *tasks,
            _fault(path="/access_token", **redirect),
            task("token", "webex_customer_info", OAUTH, environment={"WEBEX_ACCESS_TOKEN": ""}),
            CALM,
        ]
    )


def test_strangers_receive_nothing(led_astray: Run, stranger: Stranger) -> None:
    for name in STRAYED:
        assert led_astray.one(name)["status"] == "failed", name
    assert stranger.received == []


@pytest.mark.parametrize("name", STRAYED)
def test_the_message_says_what_to_do(led_astray: Run, name: str) -> None:
    message = led_astray.failure(name)
    option = "template_service_url" if name.startswith("templates") else "api_url"
    assert option in message
    assert "another host" in message or "redirect" in message


@pytest.mark.parametrize("name", STRAYED)
def test_the_message_names_the_stranger(led_astray: Run, stranger: Stranger, name: str) -> None:
    assert stranger.address in led_astray.failure(name)


@pytest.fixture(scope="module")
def plain(ansible: Ansible, stranger: Stranger) -> Run:
    """Every request goes by way of a proxy, which sees what is sent."""
    proxy: Any = {"http_proxy": f"http://{stranger.address}", "no_proxy": ""}
    service = {"driver": "rest", **TEMPLATE, "template_service_token": TOKEN}
    tasks = []
    for url in DISGUISED:
        tasks.append(task(f"api {url}", "webex_customer_info", {"api_url": url}, environment=proxy))
        options = {**service, "template_service_url": url}
        tasks.append(task(f"service {url}", "webex_onboarding_template", options, environment=proxy))
    return ansible.play(tasks)


@pytest.mark.parametrize("url", DISGUISED)
@pytest.mark.parametrize("what", ["api", "service"])
def test_plain_http_to_another_machine_is_refused(plain: Run, stranger: Stranger, what: str, url: str) -> None:
    message = plain.failure(f"{what} {url}")
    assert "unencrypted" in message or "user name" in message
    assert ("api_url" if what == "api" else "template_service_url") in message
    assert not [text for text in stranger.received if "evil.example" in text]


def test_plain_http_is_sent_when_it_is_allowed(ansible: Ansible, stranger: Stranger) -> None:
    proxy: Any = {"http_proxy": f"http://{stranger.address}", "no_proxy": ""}
    options = {"api_url": "http://allowed.example/v1", "allow_http": True}
    run = ansible.play([task("allowed", "webex_customer_info", options, environment=proxy)])
    assert run.result("allowed")["customers"] == []
    assert [f"Bearer {TOKEN}" in text for text in stranger.received if "allowed.example" in text] == [True]


def test_passwords_of_proxies_are_not_shown(ansible: Ansible) -> None:
    tasks = []
    for name, port in (("closed", "9"), ("malformed", "nowhere")):
        for scheme in ("http", "https"):
            environment = {f"{scheme}_proxy": f"http://me:{PASSWORD}@127.0.0.1:{port}", "no_proxy": ""}
            options = {"api_url": f"{scheme}://webex.example/v1", "allow_http": True, "retry_timeout": 0.1}
            tasks.append(task(f"{name} {scheme}", "webex_customer_info", options, environment=environment))
            oauth = {**options, **OAUTH, "access_token": ""}
            tasks.append(task(f"{name} {scheme} token", "webex_customer_info", oauth, environment=environment))
    run = ansible.play(tasks, "-vvvv", environment={"WEBEX_ACCESS_TOKEN": None})
    shown = json.dumps(run.records)
    for name in ("closed", "malformed"):
        for scheme in ("http", "https"):
            assert run.failure(f"{name} {scheme} token")
    assert PASSWORD not in shown
    assert PASSWORD not in run.output


@pytest.fixture(scope="module")
def logins(ansible: Ansible) -> Iterator[Run]:
    """Somebody's .netrc knows a login for every host."""
    netrc = ansible.home / ".netrc"
    netrc.write_text(f"default login somebody password {PASSWORD}\n", encoding="utf-8")
    netrc.chmod(0o600)
    oauth = {**OAUTH, "token_cache": str(ansible.folder / "netrc" / "token.json")}
    tasks = [task("token", "webex_customer_info", {"access_token": TOKEN}), task("oauth", "webex_customer_info", oauth)]
    yield ansible.play(tasks, environment={"WEBEX_ACCESS_TOKEN": None})
    netrc.unlink()


@pytest.mark.parametrize("name", ["token", "oauth"])
def test_netrc_replaces_no_credentials(logins: Run, name: str) -> None:
    assert logins.result(name)["customers"] is not None
