# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a customer: made, changed, made again after a removal, removed."""

from __future__ import annotations

from typing import Any

import pytest

from .customer_tasks import MODULE, make
from .support import (
    COASTLINE_ORG,
    Ansible,
    Run,
    Sandbox,
    address,
    of_operation,
    operations,
    query,
    task,
    writes,
)

CALLING = ["webex_calling"]
LIMITS = {"webex_calling": 50}


@pytest.fixture(scope="module")
def changes(ansible: Ansible) -> Run:
    return ansible.play(
        [
            make("create in the plan", "life", package_limits=LIMITS, check=True),
            make("create", "life", package_limits=LIMITS, register="life"),
            make("create again", "life", package_limits=LIMITS),
            make("other limits only", "life", package_limits={"webex_calling": 60}),
            make("limits always", "life", package_limits={"webex_calling": 60}, update_limits="always"),
            make(
                "change in the plan",
                "life",
                packages=["webex_calling", "webex_meetings", "webex_suite"],
                address=address(line1="1 New Road", line2="Floor 2"),
                package_limits={"webex_calling": 70},
                check=True,
            ),
            make(
                "change",
                "life",
                packages=["webex_calling", "webex_meetings", "webex_suite"],
                address=address(line1="1 New Road", line2="Floor 2"),
                package_limits={"webex_calling": 70},
            ),
            make(
                "line2 kept",
                "life",
                packages=["webex_calling", "webex_meetings", "webex_suite"],
                address=address(line1="1 New Road"),
            ),
            make(
                "line2 cleared",
                "life",
                packages=["webex_calling", "webex_meetings", "webex_suite"],
                address=address(line1="1 New Road", line2=None),
            ),
            make("drift accepted", "life", ignore_drift=["packages", "address"]),
            make("removal refused", "life", packages=CALLING, address=address(line1="1 New Road")),
            make(
                "removal refused in the plan", "life", packages=CALLING, address=address(line1="1 New Road"), check=True
            ),
            make(
                "removal allowed",
                "life",
                packages=CALLING,
                address=address(line1="1 New Road"),
                allow_package_removal=True,
            ),
            make(
                "new external id",
                "renamed",
                customer_id="{{ life.customer.id }}",
                packages=CALLING,
                address=address(line1="1 New Road"),
            ),
            make("found by new external id", "renamed", packages=CALLING, address=address(line1="1 New Road")),
            task("old external id", "webex_customer_info", {"external_id": "life"}),
            make("no such id", "renamed", customer_id="bm90LXRoZXJl"),
            make("percent", "percent", name="Fifty % Off"),
            make("no provisioning id", "unready", provisioning_id=None),
            make("unknown provisioning id", "unready", provisioning_id="bm90LXRoZXJl"),
            task(
                "protected",
                MODULE,
                {"external_id": "renamed", "state": "absent", "protected": True, "poll_interval": 0.1},
            ),
            task(
                "absent in the plan",
                MODULE,
                {"external_id": "renamed", "state": "absent", "poll_interval": 0.1},
                check=True,
            ),
            task("absent", MODULE, {"external_id": "renamed", "state": "absent", "poll_interval": 0.1}),
            task("absent again", MODULE, {"external_id": "renamed", "state": "absent", "poll_interval": 0.1}),
            make("short life", "phoenix"),
            task("removal begun", MODULE, {"external_id": "phoenix", "state": "absent", "wait": False}),
            make("back again in the plan", "phoenix", admin_email="new@phoenix.example", check=True),
            make("back again", "phoenix", admin_email="new@phoenix.example"),
            make(
                "sub-partner",
                "subbed",
                sub_partner_org_id=COASTLINE_ORG,
                sub_partner_admin_email="wholesale@coastline.example",
            ),
            make("sub-partner again", "subbed", sub_partner_org_id=COASTLINE_ORG),
            task("not the partner's own", "webex_customer_info", {"external_id": "subbed"}),
        ]
    )


def test_creation(changes: Run) -> None:
    planned, made = changes.result("create in the plan"), changes.result("create")
    assert planned["actions"] == made["actions"]
    assert planned["changed"]
    assert made["changed"]
    assert planned["customer"]["id"] is None
    assert planned["customer"]["status"] == "planned"
    assert made["customer"]["id"]
    assert made["customer"]["org_id"]
    assert made["customer"]["status"] == "provisioned"
    assert operations(changes.requests("create in the plan")) == {
        "listWholesaleCustomers": 1,
        "precheckWholesaleCustomer": 1,
    }
    assert operations(changes.requests("create again")) == {"listWholesaleCustomers": 1}
    assert not changes.result("create again")["changed"]


def test_limits_are_sent_at_creation_and_with_a_change_only(changes: Run) -> None:
    def limits(name: str) -> list[Any]:
        bodies = [row["body"] for row in changes.requests(name) if row["method"] in ("POST", "PUT")]
        return [body.get("provisioningParameters", {}).get("packages", {}).get("limits") for body in bodies]

    assert limits("create") == [LIMITS, LIMITS]  # precheck and creation
    assert limits("other limits only") == []
    assert not changes.result("other limits only")["changed"]
    assert limits("limits always") == [{"webex_calling": 60}]
    assert changes.result("limits always")["changed"]
    assert limits("change") == [{"webex_calling": 70}]


def test_change(changes: Run) -> None:
    planned, done = changes.result("change in the plan"), changes.result("change")
    assert planned["actions"] == done["actions"]
    fields = done["actions"][0]["fields"]
    assert fields["packages"] == {
        "from": ["webex_calling", "webex_meetings"],
        "to": ["webex_calling", "webex_meetings", "webex_suite"],
    }
    assert fields["address.line1"] == {"from": "771 Alder Drive", "to": "1 New Road"}
    assert writes(changes.requests("change in the plan")) == []
    assert operations(changes.requests("change"))["updateWholesaleCustomer"] == 1
    assert done["customer"]["packages"] == ["webex_calling", "webex_meetings", "webex_suite"]


def test_null_clears_and_absence_keeps(changes: Run) -> None:
    assert not changes.result("line2 kept")["changed"]
    result = changes.result("line2 cleared")
    assert result["actions"][0]["fields"] == {"address.line2": {"from": "Floor 2", "to": None}}
    assert not changes.result("drift accepted")["changed"]


def test_package_removal(changes: Run) -> None:
    for name in ("removal refused", "removal refused in the plan"):
        message = changes.failure(name)
        assert "webex_meetings and webex_suite would be taken away" in message
        assert "allow_package_removal" in message
        assert writes(changes.requests(name)) == []
    assert changes.result("removal allowed")["customer"]["packages"] == CALLING


def test_external_id_changes_by_id(changes: Run) -> None:
    result = changes.result("new external id")
    assert result["actions"][0]["fields"] == {"external_id": {"from": "life", "to": "renamed"}}
    assert result["customer"]["external_id"] == "renamed"
    assert result["customer"]["id"] == changes.result("create")["customer"]["id"]
    assert not changes.result("found by new external id")["changed"]
    assert changes.result("old external id")["customers"] == []
    assert "There is no customer with the id" in changes.failure("no such id")


def test_refused_before_anything_is_asked(changes: Run) -> None:
    assert "a percent sign is not allowed" in changes.failure("percent")
    assert changes.requests("percent") == []
    assert "needs a provisioning ID" in changes.failure("no provisioning id")
    assert "The provisioningId is unknown" in changes.failure("unknown provisioning id")
    for name in ("no provisioning id", "unknown provisioning id"):
        assert writes(changes.requests(name)) == []


def test_absent(changes: Run, sandbox: Sandbox) -> None:
    assert "protected and was not removed" in changes.failure("protected")
    planned, done = changes.result("absent in the plan"), changes.result("absent")
    assert planned["actions"] == done["actions"]
    assert planned["actions"][0]["action"] == "delete"
    assert done["customer"] is None
    assert any("remain in Webex" in text for text in done["warnings"])
    for name in ("protected", "absent in the plan", "absent again"):
        assert writes(changes.requests(name)) == []
    assert not changes.result("absent again")["changed"]
    org_id = changes.result("create")["customer"]["org_id"]
    assert org_id in {row["org_id"] for row in sandbox.state()["organizations"]}


def test_a_customer_that_is_being_removed_is_made_again(changes: Run) -> None:
    assert changes.result("removal begun")["customer"]["status"] == "deleting"
    planned, done = changes.result("back again in the plan"), changes.result("back again")
    assert planned["actions"] == done["actions"]
    assert done["actions"][0]["action"] == "create"
    assert done["customer"]["status"] == "provisioned"
    assert done["customer"]["id"] != changes.result("short life")["customer"]["id"]


def test_sub_partner(changes: Run) -> None:
    assert changes.result("sub-partner")["customer"]["status"] == "provisioned"
    requests = changes.requests("sub-partner")
    wholesale = [row for row in requests if "/wholesale/" in row["path"]]
    assert wholesale
    assert all(query(row)["onBehalfOfSubPartnerOrgId"] == COASTLINE_ORG for row in wholesale)
    body = of_operation(requests, "provisionWholesaleCustomer")[0]["body"]
    assert body["subPartnerAdminEmail"] == "wholesale@coastline.example"
    assert not changes.result("sub-partner again")["changed"]
    assert changes.result("not the partner's own")["customers"] == []
