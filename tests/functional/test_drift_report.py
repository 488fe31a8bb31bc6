# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook for drift: every difference of every customer, field by field, and not one write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from .support import (
    CARRIER,
    ONBOARD,
    QUICK,
    Ansible,
    Run,
    Sandbox,
    address,
    customer,
    location,
    of_operation,
    query,
    user,
    write_inventory,
    writes,
)

DRIFT = "webex.wholesale.drift"
AUDIT = "List Admin Audit Events"
COMPARE, TELL = "Compare the customer with its declaration", "Tell what differs"
WITH_DRIFT = ("acme", "globex")
PACKAGES, FULL = ["webex_calling", "webex_meetings"], "Full Administrator"
ROLES = ["Device Administrator", FULL, "User Administrator"]
REASON = "Agreed in ticket 4711"
HOSTS = (*WITH_DRIFT, "quiet", "failing", "wrong")


def _host(key: str, index: int) -> dict[str, Any]:
    number = f"+1408556{index}"
    return {
        "webex_customer": customer(key, template="gold-us"),
        "webex_locations": [
            {
                "name": "Head Office",
                "pstn": CARRIER,
                "numbers": [f"{number}000", f"{number}001"],
                "main_number": f"{number}000",
            },
            location("Fremont"),
        ],
        "webex_users": [
            user(f"it@{key}.example", "101", location="Head Office", title="Cook"),
            user(f"bo@{key}.example"),
        ],
        "webex_admins": [{"email": f"it@{key}.example", "roles": ["User administrator"]}],
        # Prepared with every run of onboarding, and no state that could differ.
        "webex_setup_assist": key == "quiet",
    }


# What somebody does in Control Hub and Partner Hub after the customers were set up.
BY_HAND: dict[str, list[dict[str, Any]]] = {
    "acme": [
        {"webex.wholesale.webex_customer": {**customer("acme", packages=[*PACKAGES, "webex_voice"])}},
        {
            "webex.wholesale.webex_location": {
                "customer": "acme",
                **location("Fremont", address=address(line1="9 Other Street"), timezone="America/Denver"),
            }
        },
        {
            "webex.wholesale.webex_user": {
                "customer": "acme",
                **user("it@acme.example", "105", location="Head Office", title="Chef", last_name="Dias"),
            }
        },
        {"webex.wholesale.webex_user": {"customer": "acme", "email": "bo@acme.example", "state": "absent"}},
        {
            "webex.wholesale.webex_phone_numbers": {
                "customer": "acme",
                "locations": [{"location": "Head Office", "numbers": ["+14085560000"]}],
                "prune": True,
                "prune_max_percent": 100,
            }
        },
        {
            "webex.wholesale.webex_admin_roles": {
                "customer": "acme",
                "admins": [{"email": "it@acme.example", "roles": ["Device administrator", FULL]}],
                "exclusive": True,
            }
        },
    ],
    "quiet": [
        {"webex.wholesale.webex_user": {"customer": "quiet", **user("it@quiet.example", "101", title="Chef")}},
    ],
    "globex": [
        {"webex.wholesale.webex_user": {"customer": "globex", **user("it@globex.example", "101", title="Boss")}},
    ],
}
# By host: kind, identity, field, as Webex has it, as it is declared; None for an object that is missing.
ROWS: dict[str, list[tuple[Any, ...]]] = {
    "globex": [("user", "it@globex.example", "title", "Boss", "Cook")],
    "acme": [
        ("customer", "acme", "packages", [*PACKAGES, "webex_voice"], PACKAGES),
        ("location", "Fremont", "address.line1", "9 Other Street", "1 Fremont Street"),
        ("location", "Fremont", "timezone", "America/Denver", "America/Los_Angeles"),
        ("number", "+14085560001", None, None, None),
        ("user", "it@acme.example", "display_name", "Ana Dias", "Ana Diaz"),
        ("user", "it@acme.example", "extension", "105", "101"),
        ("user", "it@acme.example", "last_name", "Dias", "Diaz"),
        ("user", "it@acme.example", "title", "Chef", "Cook"),
        ("user", "bo@acme.example", None, None, None),
        ("administrator", "it@acme.example", "roles", ROLES[:2], ROLES),
    ],
}


@dataclass(repr=False)
class Story:
    """Two looks at the same drift."""

    told: Run
    failed: Run
    state: dict[str, Any]
    sandbox: Sandbox
    report: dict[str, Any]


@pytest.fixture(scope="module")
def story(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Story:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    ansible = make_ansible(sandbox)
    hosts = {key: _host(key, index) for index, key in enumerate(HOSTS)}
    folder = tmp_path_factory.mktemp("drift")
    before = write_inventory(folder / "before", hosts)
    ansible.playbook(ONBOARD, "--skip-tags", "setup_assist", inventory=before, extra=QUICK).succeeded()
    ansible.play(
        [
            {"name": f"{host} {index}", **task, "when": f"inventory_hostname == '{host}'"}
            for host, tasks in BY_HAND.items()
            for index, task in enumerate(tasks)
        ],
        inventory="acme,globex,quiet",
    ).succeeded()
    hosts["wrong"]["webex_users"][0]["email"] = "it"
    hosts["quiet"]["webex_tolerated"] = [
        {"object": "user", "name": "it@quiet.example", "fields": ["title"], "reason": REASON, "until": "2999-12-31"}
    ]
    inventory = write_inventory(folder / "after", hosts)
    state = sandbox.state()
    wanted = next(row["id"] for row in state["customers"] if row["external_id"] == "failing")
    sandbox.fault(method="GET", path=rf"/wholesale/(subscribers|customers)[/?].*{wanted}", status=503, times=-1)
    extra = {**QUICK, "webex_retry_timeout": 0.5}
    told = ansible.playbook(DRIFT, inventory=inventory, extra=extra)
    theirs = next(row["org_id"] for row in state["customers"] if row["external_id"] == "globex")
    sandbox.fault(method="GET", path=rf"/adminAudit/events\?.*{theirs}", status=403, times=-1)
    extra |= {"webex_fail_on_drift": True, "webex_drift_audit": True}
    failed = ansible.playbook(DRIFT, inventory=inventory, extra=extra)
    return Story(told, failed, state, sandbox, ansible.report("drift"))


def _rows(result: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in ("kind", "identity", "field", "from", "to")) for row in result["all_differences"]]


def test_nothing_is_written(story: Story) -> None:
    for run in (story.told, story.failed):
        assert writes(run.journal) == []
        assert run.changed == 0
    assert story.sandbox.state()["customers"] == story.state["customers"]


@pytest.mark.parametrize("host", WITH_DRIFT)
def test_every_difference_is_a_row(story: Story, host: str) -> None:
    found = story.told.result(COMPARE, host)
    assert _rows(found) == ROWS[host]
    assert found["drift"] is True
    assert story.told.result(TELL, host)["msg"] == found["difference_lines"]


def test_no_drift_is_one_line(story: Story) -> None:
    for run in (story.told, story.failed):
        assert run.result(COMPARE, "quiet")["all_differences"] == []
        assert run.result(TELL, "quiet")["msg"] == "no drift"


def test_what_is_tolerated_is_no_drift_and_is_listed_with_its_reason(story: Story) -> None:
    fields = {"title": {"from": "Chef", "to": "Cook"}}
    row = {"kind": "user", "identity": "it@quiet.example", "action": "update", "fields": fields}
    row |= {"reason": REASON, "until": "2999-12-31"}
    for run in (story.told, story.failed):
        assert run.result(COMPARE, "quiet")["tolerated"] == [row]
    assert story.report["quiet"]["tolerated"] == [row]


def test_who_has_changed_it_is_told_where_it_is_known(story: Story) -> None:
    assert not of_operation(story.told.journal, AUDIT)
    asked = of_operation(story.failed.journal, AUDIT)
    orgs = {row["org_id"]: row["external_id"] for row in story.state["customers"]}
    assert {orgs[query(record)["orgId"]] for record in asked} == {*WITH_DRIFT}
    events = story.report["acme"]["events"]
    assert {(event["kind"], event["identity"]) for event in events} >= {
        ("location", "Fremont"),
        ("number", "+14085560001"),
        ("user", "it@acme.example"),
        ("user", "bo@acme.example"),
    }
    assert {event["who"] for event in events} == {"Robin Keller <onboarding@provider.example>"}
    assert any(event["what"].endswith("removed user bo@acme.example") for event in events)
    assert all(event["at"].endswith("Z") for event in events)
    assert "names nobody who has changed customer acme." in str(story.report["acme"]["warnings"])


def test_a_missing_scope_is_named_and_the_comparison_goes_on(story: Story) -> None:
    (warning,) = story.report["globex"]["warnings"]
    assert warning.endswith("It needs the scope audit:events_read.")
    assert story.report["globex"]["events"] == []
    assert story.failed.one(COMPARE, "globex")["result"]["drift"] is True


def test_drift_is_no_failure_unless_it_is_wanted(story: Story) -> None:
    assert {host for host, counts in story.told.recap.items() if counts["failures"]} == {"failing", "wrong"}
    assert {host for host, counts in story.failed.recap.items() if counts["failures"]} == {*HOSTS} - {"quiet"}
    assert story.told.status == story.failed.status == 2


def test_a_failed_comparison_is_told_from_drift(story: Story) -> None:
    drift = {host: story.failed.one(COMPARE, host)["result"]["drift"] for host in (*WITH_DRIFT, "failing")}
    assert drift == {"acme": True, "globex": True, "failing": False}
    assert story.failed.failure(COMPARE, "globex") == (
        "1 difference from the declaration:\n- user it@globex.example: title is Boss, declared is Cook"
    )
    assert "answered 503" in story.failed.failure(COMPARE, "failing")
    assert story.failed.tasks(task=COMPARE, host="wrong") == []


@pytest.mark.parametrize("host", WITH_DRIFT)
def test_the_report_has_every_difference_and_no_failure(story: Story, host: str) -> None:
    part = story.report[host]
    found = [
        (action["kind"], action["identity"], field, change["from"], change["to"])
        for action in part["actions"]
        for field, change in (action["fields"] or {None: {"from": None, "to": None}}).items()
    ]
    assert sorted(found, key=str) == sorted(ROWS[host], key=str)
    assert (part["status"], part["failures"]) == ("changed", [])


def test_the_report_tells_failures_from_drift(story: Story) -> None:
    assert story.report["quiet"]["status"] == "unchanged"
    for host, reason in (("failing", "answered 503"), ("wrong", "'it' is not an e-mail address")):
        (failure,) = story.report[host]["failures"]
        assert reason in failure["error"]
