# SPDX-License-Identifier: GPL-3.0-or-later
"""Lost answers, busy services, dying tokens and redirects: no duplicate, no wrong verdict, no token to strangers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .support import Ansible, Run, Sandbox, control, moment, operations, order, task, user, writes

CUSTOMERS, SUBSCRIBERS = "/v1/wholesale/customers$", "/v1/wholesale/subscribers$"


def fault(**rule: Any) -> dict[str, Any]:
    return control("/faults", rule)


def lost(path: str, **more: Any) -> dict[str, Any]:
    """The operation is carried out, its answer is lost."""
    return fault(method="POST", path=path, execute="after", **{"kind": "status", "status": 502, **more})


def users(title: str, key: str, *names: str) -> dict[str, Any]:
    rows = [user(f"{name}@{key}.example", str(101 + index)) for index, name in enumerate(names)]
    return task(title, "webex_users", {"customer": key, "users": rows})


@pytest.fixture(scope="module")
def lost_answers(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    sandbox = start("--provisioning-delay", "0.2")
    return make_ansible(sandbox).play(
        [
            lost(CUSTOMERS),
            task("customer, gateway error", "webex_customer", order("gateway")),
            task("customer, gateway error, again", "webex_customer", order("gateway")),
            lost(CUSTOMERS, kind="drop"),
            task("customer, dropped", "webex_customer", order("dropped")),
            lost(CUSTOMERS, kind="html", status=504),
            task("customer, page", "webex_customer", order("page")),
            fault(method="POST", path=CUSTOMERS, status=429, retry_after=1),
            task("customer, busy", "webex_customer", order("busy")),
            lost(SUBSCRIBERS),
            users("user, gateway error", "gateway", "ana"),
            lost(SUBSCRIBERS, kind="drop"),
            users("user, dropped", "gateway", "ana", "bo"),
            lost(SUBSCRIBERS, times=2),
            users("two users", "gateway", "ana", "bo", "cy", "dee"),
            users("users again", "gateway", "ana", "bo", "cy", "dee"),
            fault(method="POST", path=SUBSCRIBERS, status=500, execute="after"),
            users("user, fault", "gateway", "ana", "bo", "cy", "dee", "eve"),
            lost("/template-service/", kind="drop"),
            task(
                "template",
                "webex_onboarding_template",
                {
                    "driver": "rest",
                    "name": "made-once",
                    "service_provider_admin": "onboarding@provider.example",
                    "country": "US",
                    "email_language": "en_US",
                    "wholesale_subscription": "Sub100448",
                },
            ),
            {"name": "state", "sandbox_control": {"method": "GET", "path": "/state"}},
        ]
    )


@pytest.mark.parametrize("key", ["gateway", "dropped", "page"])
def test_lost_answer_of_a_customer_makes_no_duplicate(lost_answers: Run, key: str) -> None:
    title = {"gateway": "customer, gateway error"}.get(key, f"customer, {key}")
    result = lost_answers.result(title)
    assert result["changed"]
    assert result["customer"]["adopted"]
    assert result["customer"]["status"] == "provisioned"
    assert operations(lost_answers.requests(title))["provisionWholesaleCustomer"] == 1
    there = [row for row in lost_answers.result("state")["answer"]["customers"] if row["external_id"] == key]
    assert len(there) == 1


def test_adopted_customer_converges(lost_answers: Run) -> None:
    assert not lost_answers.result("customer, gateway error, again")["changed"]


def test_busy_is_repeated_after_the_time_told(lost_answers: Run) -> None:
    result = lost_answers.result("customer, busy")
    assert not result["customer"]["adopted"]
    posts = [
        row
        for row in lost_answers.requests("customer, busy")
        if row["path"].endswith("/customers") and row["method"] == "POST"
    ]
    assert [row["status"] for row in posts] == [429, 202]
    assert 1.0 <= moment(posts[1]) - moment(posts[0]) < 30


@pytest.mark.parametrize(
    ("title", "posts"), [("user, gateway error", 1), ("user, dropped", 1), ("two users", 2), ("user, fault", 1)]
)
def test_lost_answer_of_a_user_makes_no_duplicate(lost_answers: Run, title: str, posts: int) -> None:
    result = lost_answers.result(title)
    assert result["changed"]
    assert result["failed_users"] == []
    assert all(row["id"] for row in result["users"])
    sent = [
        row for row in lost_answers.requests(title) if row["method"] == "POST" and row["path"].endswith("/subscribers")
    ]
    assert len(sent) == posts
    there = lost_answers.result("state")["answer"]["customers"]
    emails = [row["email"] for customer in there for row in customer["subscribers"]]
    assert len(emails) == len(set(emails)) == 5


def test_users_converge(lost_answers: Run) -> None:
    assert not lost_answers.result("users again")["changed"]


def test_lost_answer_of_a_template_makes_no_duplicate(lost_answers: Run) -> None:
    result = lost_answers.result("template")
    assert result["template"]["provisioning_id"]
    made = [row for row in lost_answers.result("state")["answer"]["templates"] if row["name"] == "made-once"]
    assert len(made) == 1


@pytest.fixture(scope="module")
def disturbed(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    sandbox = start("--provisioning-delay", "0.2")
    forget = control("/faults", method="DELETE")
    return make_ansible(sandbox).play(
        [
            fault(method="GET", path="/wholesale/", status=503, times=2),
            fault(method="GET", path="/organizations/", status=500),
            task("reads", "webex_customer", order("reads")),
            users("users", "reads", "ana"),
            fault(method="GET", path="/people", kind="drop"),
            users("people", "reads", "ana"),
            fault(method="GET", path="/wholesale/", kind="redirect", status=302, times=-1),
            task("redirect", "webex_customer", order("redirect")),
            forget,
            fault(method="POST", path=CUSTOMERS, kind="redirect", status=307, times=-1),
            task("redirected write", "webex_customer", order("redirect")),
            forget,
            fault(method="GET", path="/wholesale/", status=503, times=-1),
            task("long fault", "webex_customer", order("reads", retry_timeout=1)),
            forget,
            fault(method="GET", path="/wholesale/", status=403, times=-1),
            task("forbidden", "webex_customer", order("reads")),
            forget,
            fault(method="GET", path="/wholesale/", kind="html", status=404, times=-1),
            task("page", "webex_customer", order("reads")),
            forget,
            # The last one: it keeps all others from sending for a minute.
            fault(method="GET", path="/wholesale/", status=429, retry_after=3600, times=-1),
            task("told to wait too long", "webex_customer", order("reads", retry_timeout=2)),
            forget,
            {"name": "state", "sandbox_control": {"method": "GET", "path": "/state"}},
        ]
    )


def test_reads_are_repeated(disturbed: Run) -> None:
    assert disturbed.result("reads")["customer"]["status"] == "provisioned"
    assert [row["status"] for row in disturbed.requests("reads")].count(503) == 2
    assert not disturbed.result("people")["changed"]


@pytest.mark.parametrize("title", ["redirect", "redirected write"])
def test_redirects_are_not_followed(disturbed: Run, title: str) -> None:
    message = disturbed.failure(title)
    assert "was redirected" in message
    assert "not followed" in message
    assert "api_url" in message
    keys = [row["external_id"] for row in disturbed.result("state")["answer"]["customers"]]
    assert keys == ["reads"]


def test_failures_say_what_to_do(disturbed: Run) -> None:
    message = disturbed.failure("long fault")
    assert "answered 503" in message
    assert "trackingId SANDBOX_" in message
    assert "status.webex.com" in message
    message = disturbed.failure("told to wait too long")
    assert "answered 429" in message
    assert "retry_timeout" in message
    record = disturbed.one("told to wait too long")
    assert record["ended"] - record["began"] < 60
    message = disturbed.failure("forbidden")
    assert "answered 403" in message
    assert "partner full administrator" in message
    assert "answered 404" in disturbed.failure("page")
    for title in ("long fault", "told to wait too long", "forbidden", "page"):
        assert writes(disturbed.requests(title)) == []


def test_organization_is_touched_once_before_it_is_used(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]
) -> None:
    sandbox = start("--provisioning-delay", "0.2")
    sandbox.control("POST", "/settings", {"touch_required": True})
    run = make_ansible(sandbox).play(
        [
            task("customer", "webex_customer", order("touch", wait=False)),
            task("wait", "webex_customer_info", {"external_id": "touch", "wait": True, "poll_interval": 0.2}),
            users("users", "touch", "ana"),
            task("another", "webex_customer", order("untouched", wait=False)),
            {"name": "later", "ansible.builtin.pause": {"seconds": 1}},
            users("users of another", "untouched", "ana"),
        ]
    )
    assert run.result("users")["changed"]
    assert run.result("users of another")["changed"]
    assert operations(run.requests("users of another"))["getOrganization"] == 1
    assert not [row for row in run.requests("users") if row["status"] == 403]


def test_rate_limit_slows_down_and_ends_well(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]
) -> None:
    sandbox = start("--provisioning-delay", "0.1")
    ansible = make_ansible(sandbox)
    names = [f"u{index}" for index in range(30)]
    run = ansible.play(
        [
            task("customer", "webex_customer", order("limited")),
            control("/settings", {"rate_limit": 10}),
            users("users", "limited", *names),
            control("/settings", {"rate_limit": None}),
        ]
    )
    assert run.result("users")["summary"]["create"] == 30
    assert 429 in [row["status"] for row in run.journal]
    assert sandbox.customers()["limited"]["subscriber_count"] == 30
