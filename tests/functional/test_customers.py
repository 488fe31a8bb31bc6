# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a customer: made, waited for, changed, attached, removed; each verdict with its words."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from .support import (
    ATTACH,
    COASTLINE_ORG,
    HARBOR_ORG,
    QUICK,
    TAKEN,
    TOKEN,
    Ansible,
    Run,
    Sandbox,
    address,
    control,
    customer,
    moment,
    of_operation,
    operations,
    order,
    query,
    task,
    user,
    write_inventory,
    writes,
)

MODULE = "webex_customer"


def make(title: str, key: str, /, **changes: Any) -> dict[str, Any]:
    """A task that makes a customer."""
    keywords = {word: changes.pop(word) for word in ("check", "vars", "register") if word in changes}
    return task(title, MODULE, order(key, **changes), **keywords)


def outcome(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return control("/outcomes", {"external_id": key, "outcome": kind, **more})


# ---- verdicts ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def verdicts(ansible: Ansible) -> Run:
    return ansible.play(
        [
            outcome("broken", "error", code=2010, description="The postal code is unknown."),
            make("error", "broken"),
            make("error again", "broken"),
            make("error in the plan", "broken", check=True),
            outcome("partly", "provisioned_with_errors", code=2011, description="Numbers could not be set up."),
            make("with errors", "partly"),
            make("with errors accepted", "partly", accept_errors=True),
            outcome("reviewed", "review"),
            make("in review", "reviewed", review_timeout=0.3),
            make("still in review", "reviewed", wait=False),
            control("/approve", {"external_id": "reviewed"}),
            make("review ended", "reviewed"),
            outcome("maintained", "maintenance"),
            make("maintenance", "maintained", accept_errors=True),
            outcome("slow", "delay", delay=2.0),
            make("too slow", "slow", wait_timeout=0.4),
            make("slow not waited for", "slow", wait=False),
            task(
                "slow found by info", "webex_customer_info", {"external_id": "slow", "wait": True, "poll_interval": 0.2}
            ),
            make("slow in the end", "slow"),
            make("not waited for", "hasty", wait=False),
            task(
                "waited for by info",
                "webex_customer_info",
                {"external_id": "hasty", "wait": True, "poll_interval": 0.1},
            ),
            task("nothing to wait for", "webex_customer_info", {"external_id": "nobody", "wait": True}),
            make("taken address", "taken", admin_email=TAKEN),
            make("taken address without precheck", "taken", admin_email=TAKEN, precheck=False),
        ]
    )


def test_error_says_why_and_what_to_do(verdicts: Run) -> None:
    message = verdicts.failure("error")
    assert "customer broken could not be provisioned: The postal code is unknown. (errorCode 2010)" in message
    assert "state: absent" in message
    assert verdicts.one("error")["result"]["customer"]["status"] == "error"
    assert verdicts.one("error")["result"]["customer"]["errors"][0]["code"] == "2010"


def test_failed_customer_is_not_made_twice(verdicts: Run) -> None:
    for name in ("error again", "error in the plan"):
        assert "could not be provisioned" in verdicts.failure(name)
        assert writes(verdicts.requests(name)) == []


def test_provisioned_with_errors(verdicts: Run) -> None:
    message = verdicts.failure("with errors")
    assert "customer partly was provisioned with errors: Numbers could not be set up. (errorCode 2011)" in message
    assert "accept_errors" in message
    result = verdicts.result("with errors accepted")
    assert not result["changed"]
    assert any("Numbers could not be set up" in text for text in result["warnings"])


def test_review(verdicts: Run) -> None:
    message = verdicts.failure("in review")
    assert "still pending_rpl_review (denied-party screening" in message
    assert "review_timeout" in message
    assert verdicts.result("still in review")["customer"]["status"] == "pending_rpl_review"
    assert verdicts.result("review ended")["customer"]["status"] == "provisioned"


def test_maintenance_is_a_warning(verdicts: Run) -> None:
    warnings = " ".join(verdicts.result("maintenance")["warnings"])
    assert "errorCode 2560" in warnings
    assert "Calling services are in maintenance; run again later" in warnings


def test_wait_timeout(verdicts: Run) -> None:
    message = verdicts.failure("too slow")
    assert "customer slow is still provisioning" in message
    assert "Nothing is lost: run again" in message
    assert "wait_timeout" in message
    assert verdicts.result("slow not waited for")["changed"] is False
    assert verdicts.result("slow found by info")["customers"][0]["status"] == "provisioned"
    result = verdicts.result("slow in the end")
    assert result["changed"] is False
    assert result["customer"]["status"] == "provisioned"


def test_no_wait(verdicts: Run) -> None:
    result = verdicts.result("not waited for")
    assert result["changed"]
    assert result["customer"]["status"] == "provisioning"
    assert result["customer"]["id"]
    assert operations(verdicts.requests("not waited for"))["getWholesaleCustomer"] == 0
    assert verdicts.result("waited for by info")["customers"][0]["status"] == "provisioned"
    assert "There is no customer nobody to wait for" in verdicts.failure("nothing to wait for")


def test_precheck_stops_a_creation(verdicts: Run) -> None:
    message = verdicts.failure("taken address")
    assert "customer taken: Webex's precheck refuses it" in message
    assert "Nothing was created" in message
    assert writes(verdicts.requests("taken address")) == []
    assert "could not be provisioned" in verdicts.failure("taken address without precheck")


# ---- changes -------------------------------------------------------------------------------------


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
        assert "the packages webex_meetings, webex_suite would be taken away" in message
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


# ---- attaching -----------------------------------------------------------------------------------


def test_attach(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> None:
    sandbox = start("--provisioning-delay", "0.2")
    big = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi82ZTdmODA5MS1hMmIzLTRjNGQtOGU1Zi02YTdiOGM5ZDBlMWY"
    sandbox.control("POST", "/seed", {"organizations": [{"org_id": big, "name": "Big Hospital", "user_count": 400}]})
    partner = sandbox.state()["partner"]["org_id"]
    existing = {"name": None, "admin_email": None, "provisioning_id": ATTACH}
    run = make_ansible(sandbox).play(
        [
            make("attach in the plan", "harbor", org_id=HARBOR_ORG, **existing, check=True),
            make("attach", "harbor", org_id=HARBOR_ORG, **existing),
            make("attach again", "harbor", org_id=HARBOR_ORG, **existing),
            make("template forbids it", "big", org_id=big, name=None, admin_email=None),
            make("needs approval", "big", org_id=big, **existing, wait_timeout=0.4),
            control("/approve", {"orgId": big}),
            make("approved", "big", org_id=big, **existing),
            make("partner's own", "own", org_id=partner, **existing),
        ]
    )
    assert run.result("attach in the plan")["actions"] == run.result("attach")["actions"]
    assert run.result("attach")["customer"]["org_id"] == HARBOR_ORG
    assert "customerInfo" not in of_operation(run.requests("attach"), "provisionWholesaleCustomer")[0]["body"]
    assert not run.result("attach again")["changed"]
    assert "administrator invitation e-mails" in run.failure("template forbids it")
    assert "is still provisioning" in run.failure("needs approval")
    assert run.result("approved")["customer"]["status"] == "provisioned"
    assert "partner's own organization" in run.failure("partner's own")
    assert writes(run.requests("partner's own")) == []


def test_plan_refuses_what_the_run_refuses(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> None:
    sandbox = start("--provisioning-delay", "0.2")
    partner = sandbox.state()["partner"]["org_id"]
    existing = {"name": None, "admin_email": None, "provisioning_id": ATTACH}
    run = make_ansible(sandbox).play([make("plan", "own", org_id=partner, **existing, precheck=False, check=True)])
    assert "partner's own organization" in run.failure("plan")


def _rename(sandbox: Sandbox, customer_id: str, external_id: str) -> None:
    """Give a customer an external id behind the back of the collection, which would refuse one that is taken."""
    body = {"externalId": external_id, "packages": ["webex_calling", "webex_meetings"]}
    request = urllib.request.Request(
        f"{sandbox.url}/wholesale/customers/{customer_id}",
        method="PUT",
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 202


def test_two_customers_with_one_external_id(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]
) -> None:
    sandbox = start("--provisioning-delay", "0.1", "--update-delay", "0.1")
    ansible = make_ansible(sandbox)
    ansible.play([make("one", "twin-a"), make("two", "twin-b")]).succeeded()
    ids = {key: row["id"] for key, row in sandbox.customers().items()}
    _rename(sandbox, ids["twin-b"], "twin-a")
    run = ansible.play(
        [
            make("refused", "twin-a"),
            make("refused in the plan", "twin-a", check=True),
            task("users refused", "webex_users", {"customer": "twin-a", "users": []}),
            make("named by id", "twin-b", customer_id=ids["twin-b"]),
            make("works again", "twin-a"),
        ]
    )
    for name in ("refused", "refused in the plan", "users refused"):
        message = run.failure(name)
        assert "2 customers have the external id twin-a" in message
        assert "name the right one with customer_id" in message
        for customer_id in ids.values():
            assert customer_id in message
        assert writes(run.requests(name)) == []
    assert run.result("named by id")["changed"]
    assert not run.result("works again")["changed"]


# ---- many customers at once ----------------------------------------------------------------------


def test_provisioning_overlaps(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Any
) -> None:
    sandbox = start("--provisioning-delay", "3")
    hosts = {
        f"host_{index}": {
            "webex_customer": customer(f"over-{index}", template="gold-us"),
            "webex_users": [user(f"ana@over-{index}.example", "101")],
        }
        for index in range(12)
    }
    run = make_ansible(sandbox).playbook(inventory=write_inventory(tmp_path / "inventory", hosts), extra=QUICK)
    run.succeeded()
    creations = of_operation(run.journal, "provisionWholesaleCustomer")
    assert len(creations) == 12
    # the organization is looked at when a wait has ended
    first_end = min(moment(row) for row in of_operation(run.journal, "getOrganization"))
    assert max(moment(row) for row in creations) < first_end
    users = [moment(row) for row in of_operation(run.journal, "provisionWholesaleSubscriber")]
    assert len(users) == 12
    assert max(users) - min(moment(row) for row in creations) < 30


def test_one_failure_does_not_stop_the_others(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Any
) -> None:
    sandbox = start("--provisioning-delay", "0.2")
    hosts = {
        name: {
            "webex_customer": customer(f"some-{name}", template="gold-us"),
            "webex_users": [user(f"ana@some-{name}.example", "101")],
        }
        for name in ("first", "bad", "taken", "last")
    }
    hosts["taken"]["webex_customer"]["admin_email"] = TAKEN
    sandbox.outcome("some-bad", "error", description="Nothing to be done.")
    ansible = make_ansible(sandbox)
    inventory = write_inventory(tmp_path / "inventory", hosts)
    run = ansible.playbook(inventory=inventory, extra=QUICK)
    assert run.status == 2
    assert {host for host, counts in run.recap.items() if counts["failures"]} == {"bad", "taken"}
    there = sandbox.customers()
    assert {key for key, row in there.items() if row["status"] == "provisioned"} == {"some-first", "some-last"}
    assert all(there[key]["subscriber_count"] == 1 for key in ("some-first", "some-last"))
    assert "Nothing to be done." in run.failure("Wait until the customer is built", "bad")
    assert "precheck refuses it" in run.failure("Find the customer, or begin to build it", "taken")
    # what was done stays done
    again = ansible.playbook(
        "webex.wholesale.onboard", "-l", "first,last", inventory=inventory, extra=QUICK
    ).succeeded()
    assert again.changed == 0
