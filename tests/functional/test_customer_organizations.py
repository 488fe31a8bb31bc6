# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers of existing organizations, and two customers with one external id."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable

from .customer_tasks import make
from .support import (
    ATTACH,
    HARBOR_ORG,
    TOKEN,
    Ansible,
    Sandbox,
    control,
    of_operation,
    task,
    writes,
)


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
