# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer refuses: nothing is written, and the message says what to do."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.customer_calls import (
    CREATED,
    CREATION,
    FEWER,
    LIST,
    ONE,
    OPTIONS,
    OTHER_ID,
    actions,
    expect_list,
    expect_organization,
    expect_precheck,
    expect_users,
    run,
)
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CUSTOMER_ID,
    PARTNER_ORG,
    TOKEN,
    wire_customer,
)


def no_calls(webex):
    return None


REFUSALS = [
    pytest.param(
        {**OPTIONS, "name": "100 % Pizza"},
        no_calls,
        "1 mistake in the data:\n- name: a percent sign is not allowed in a customer's name. Remove the percent sign.",
        id="percent sign",
    ),
    pytest.param(
        OPTIONS,
        lambda webex: expect_list(webex, wire_customer(), wire_customer(id=OTHER_ID, status="updating")),
        f"2 customers have the external id acme-0001: {CUSTOMER_ID} (provisioned), "
        f"{OTHER_ID} (updating). Nothing was changed. "
        "Give one of them another external id, or name the right one with customer_id.",
        id="two customers",
    ),
    pytest.param(
        FEWER,
        lambda webex: expect_list(webex, wire_customer()),
        "customer acme-0001: webex_calling would be taken away.",
        id="package removed",
    ),
    pytest.param(
        {"state": "absent", "external_id": "acme-0001", "protected": True},
        lambda webex: expect_list(webex, wire_customer()),
        "customer acme-0001 is protected and was not removed. Set protected: false first.",
        id="protected",
    ),
    pytest.param(
        {**OPTIONS, "customer_id": OTHER_ID},
        lambda webex: webex.expect("GET", f"{LIST}/{OTHER_ID}", status=404),
        f"There is no customer with the id {OTHER_ID}. Leave customer_id out to make a new one.",
        id="unknown id",
    ),
    pytest.param(
        OPTIONS,
        lambda webex: (
            expect_list(webex),
            expect_precheck(
                webex, {"message": "failed", "info": [{"errorCode": 10022, "description": "e-mail is taken"}]}
            ),
        ),
        "customer acme-0001: Webex's precheck refuses it: e-mail is taken (errorCode 10022). Nothing was created.",
        id="precheck, in the answer",
    ),
    pytest.param(
        OPTIONS,
        lambda webex: (
            expect_list(webex),
            expect_precheck(webex, {"errors": [{"errorCode": 10022, "description": "e-mail is taken"}]}, 400),
        ),
        "customer acme-0001: Webex's precheck refuses it: e-mail is taken (errorCode 10022). Nothing was created.",
        id="precheck, by status",
    ),
    pytest.param(
        OPTIONS,
        lambda webex: expect_list(webex, wire_customer(status="provisioned_with_errors")),
        "customer acme-0001 was provisioned with errors: Webex gives no reason.",
        id="with errors",
    ),
    pytest.param(
        {**OPTIONS, "access_token": "", "client_id": "C1"},
        no_calls,
        "OAuth needs client_id, client_secret and refresh_token; add client_secret and refresh_token.",
        id="half of the credentials",
    ),
]


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(("options", "calls", "message"), REFUSALS)
def test_refused(webex, options, calls, message, check_mode):
    calls(webex)
    if "precheck" in message and not check_mode:
        # Another run may have ordered it meanwhile.
        expect_list(webex)
    result = run(options, check_mode)
    assert result.failed is True
    assert result.message.startswith(message)
    assert webex.writes == []
    assert TOKEN not in str(result.to_dict())


def test_a_similar_external_id_is_another_customer(webex):
    expect_list(webex, wire_customer(externalId="acme-00011"))
    expect_precheck(webex)
    assert actions(run(OPTIONS, check_mode=True))[0][0] == "create"


def test_a_creation_without_provisioning_id_is_refused(webex):
    expect_list(webex)
    result = run(samples.CUSTOMER)
    assert "customer acme-0001 is new and needs a provisioning ID." in result.message
    assert webex.writes == []


def test_the_partners_own_organization_is_not_attached(webex):
    expect_list(webex)
    expect_organization(webex, org_id=PARTNER_ORG)
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    result = run({**OPTIONS, "org_id": PARTNER_ORG})
    assert result.message.endswith("is the partner's own organization; nothing was attached.")
    assert webex.writes == []


def test_a_failed_customer_is_told_with_what_to_do(webex, clock):
    expect_list(webex)
    expect_precheck(webex)
    webex.expect("POST", LIST, body=CREATION, **CREATED)
    errors = [{"errorCode": 10022, "description": "e-mail is taken"}]
    webex.expect("GET", ONE, answer=wire_customer(status="error", errors=errors, orgId=None))
    expect_users(webex)
    webex.expect("GET", ONE, query={"includePackageLicenseInfo": "true"}, answer=wire_customer(status="error"))
    result = run(OPTIONS)
    assert result.message.startswith("customer acme-0001 could not be provisioned: e-mail is taken (errorCode 10022).")
    assert result.objects["customer"]["status"] == "error"
    assert result.actions[0]["action"] == "create"
