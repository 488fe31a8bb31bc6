# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of an order: each status with its words, and what is waited for."""

from __future__ import annotations

import pytest

from .customer_tasks import make, outcome
from .support import (
    TAKEN,
    Ansible,
    Run,
    control,
    operations,
    task,
    writes,
)


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
