# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_onboarding_template with driver rest: the calls it makes, and no other ones."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.template_calls import run, verb

SERVICE = "https://templates.example/api"
REST = {
    **samples.TEMPLATE,
    "driver": "rest",
    "template_service_url": SERVICE,
    "template_service_token": "token-of-the-service",
}
PATH = "/onboarding-templates"
BODY = {
    "type": "WEBEX_FOR_WHOLESALE",
    "name": "gold-us",
    "serviceProviderAdmin": "onboarding@provider.example",
    "country": "US",
    "emailLanguage": "en_US",
    "wholesaleSubscription": "Sub100448",
    "cloudConnectedPstnProvider": None,
    "brandName": None,
    "allowAdminInviteEmails": False,
    "allowWebexCalls": False,
    "authentication": {"method": "webex", "idpEntityId": None},
}


def served(**changes):
    return {"id": "T1", "provisioningId": "PROV-1", **BODY, **changes}


@pytest.fixture
def service(webex):
    webex.base = SERVICE
    return webex


def expect_find(service, *items):
    service.expect("GET", PATH, query={"name": "gold-us", "max": "100"}, answer={"items": list(items)})


@pytest.mark.parametrize("check_mode", [True, False])
def test_rest_nothing_to_do(service, check_mode):
    expect_find(service, served(brandName="kept, because nobody wrote it"))
    result = run(REST, check_mode)
    assert (result.changed, verb(result)) == (False, "none")
    assert (result.objects["template"]["id"], result.objects["template"]["provisioning_id"]) == ("T1", "PROV-1")
    assert service.requests[0].headers["Authorization"] == "Bearer token-of-the-service"


@pytest.mark.parametrize("check_mode", [True, False])
def test_rest_create(service, check_mode):
    expect_find(service)
    if not check_mode:
        service.expect("POST", PATH, body=BODY, status=201, answer=served())
    result = run(REST, check_mode)
    assert (result.changed, verb(result)) == (True, "create")
    assert result.objects["template"]["provisioning_id"] == (None if check_mode else "PROV-1")


@pytest.mark.parametrize("check_mode", [True, False])
def test_rest_update_keeps_what_nobody_wrote(service, check_mode):
    expect_find(service, served(brandName="Provider Voice"))
    if not check_mode:
        body = {**BODY, "brandName": "Provider Voice", "allowWebexCalls": True}
        service.expect("PUT", f"{PATH}/T1", body=body, answer=served(**body))
    result = run({**REST, "allow_webex_calls": True}, check_mode)
    assert result.actions[0]["fields"] == {"allow_webex_calls": {"from": False, "to": True}}


@pytest.mark.parametrize("check_mode", [True, False])
def test_rest_absent(service, check_mode):
    expect_find(service, served())
    if not check_mode:
        service.expect("DELETE", f"{PATH}/T1", status=204)
    options = {key: REST[key] for key in ("driver", "name", "template_service_url", "template_service_token")}
    result = run({**options, "state": "absent"}, check_mode)
    assert (result.changed, verb(result)) == (True, "delete")


def test_rest_a_template_that_is_gone_when_it_is_removed_is_removed(service, clock):
    expect_find(service, served())
    service.expect("DELETE", f"{PATH}/T1", failure=requests.exceptions.ReadTimeout())
    service.expect("DELETE", f"{PATH}/T1", status=404)
    options = {key: REST[key] for key in ("driver", "name", "template_service_url", "template_service_token")}
    assert run({**options, "state": "absent"}).failed is False


def test_rest_lost_answer_is_adopted(service, clock):
    expect_find(service)
    service.expect("POST", PATH, body=BODY, failure=requests.exceptions.ReadTimeout())
    expect_find(service, served())
    assert run(REST).objects["template"]["id"] == "T1"


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("options", "items", "message"),
    [
        (
            REST,
            [served(), served(id="T2")],
            "2 templates of the service are named gold-us; which one is meant cannot be known.",
        ),
        (
            {**REST, "provisioning_id": "PROV-9"},
            [served()],
            (
                "template gold-us: the declared provisioning ID PROV-9 is not that of the "
                "service's template, which has PROV-1."
            ),
        ),
        (
            {**REST, "provisioning_id": "PROV-9"},
            [],
            "which does not exist there. With driver rest the service gives the ID",
        ),
    ],
)
def test_rest_refused(service, options, items, message, check_mode):
    expect_find(service, *items)
    result = run(options, check_mode)
    assert message in result.message
    assert service.writes == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"template_service_url": None}, "template_service_url: driver rest needs it."),
        (
            {"template_service_url": "http://templates.example"},
            "template_service_url 'http://templates.example' would send",
        ),
        (
            {"template_service_token": None},
            "The template service is on another host than the API, and the Webex token is not sent",
        ),
    ],
)
def test_rest_settings(changes, message):
    assert message in run({**REST, **changes}).message


def test_rest_on_the_same_origin_takes_the_webex_token(service):
    service.base = "https://webexapis.com/service"
    expect_find(service, served())
    run({**REST, "template_service_url": service.base, "template_service_token": None})
    assert service.requests[0].headers["Authorization"] == f"Bearer {samples.TOKEN}"


def test_rest_token_of_the_service_is_never_shown(service):
    service.expect("GET", PATH, query={"name": "gold-us", "max": "100"}, status=400, answer="no, token-of-the-service")
    assert "token-of-the-service" not in str(run(REST).to_dict())
