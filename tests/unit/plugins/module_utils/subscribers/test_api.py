# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on subscribers: what is sent, what is read from the answer, and what is raised."""

from __future__ import annotations

import dataclasses

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import (
    AccessDenied,
    ApiError,
    NotFound,
    OutcomeUnknown,
    ServiceError,
    Unintelligible,
)
from ansible_collections.webex.wholesale.plugins.module_utils._subscribers.api import (
    PAGES,
    SubscriberRequest,
    SubscribersApi,
)
from ansible_collections.webex.wholesale.plugins.module_utils._subscribers.present import Subscriber
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.expected_calls import BASE
from ansible_collections.webex.wholesale.tests.unit.samples import ANA, CUSTOMER_ID, LEO, identifier, wire_subscriber

PATH = "/wholesale/subscribers"
QUERY = {"customerId": CUSTOMER_ID, "max": str(PAGES.size)}
# Of base64 an id may have characters that a path has to escape.
SUBSCRIBER_ID = "c3Vic2NyaWJlcg/1"
ONE = f"{PATH}/c3Vic2NyaWJlcg%2F1"
LEO_SUBSCRIBER = Subscriber(id=SUBSCRIBER_ID, email="leo@acme.example", status="provisioned", package="webex_meetings")
TO_CALLING = SubscriberRequest("webex_calling", extension="102", location_id="LOC")
NEW = SubscriberRequest(
    "webex_calling", email="ana@acme.example", first_name="Ana", last_name="Diaz", number="+14085550101"
)
NEW_PARAMETERS = {"firstName": "Ana", "lastName": "Diaz", "primaryPhoneNumber": "+14085550101"}


@pytest.fixture
def api():
    return SubscribersApi(Client(settings_of(access_token="t")))


def full_page(first):
    rows = [wire_subscriber({**LEO, "email": f"u{n}@acme.example"}, n) for n in range(first, first + PAGES.size)]
    return {"items": rows}


# list


def test_the_list_selects_by_customer(api, webex):
    webex.expect("GET", PATH, query=QUERY, answer={"items": [wire_subscriber(ANA, 1), wire_subscriber(LEO, 2)]})
    assert [subscriber.email for subscriber in api.list(CUSTOMER_ID)] == ["ana@acme.example", "leo@acme.example"]


def test_the_list_selects_by_address_and_status(api, webex):
    query = {**QUERY, "email": "ana@acme.example", "status": "pending_user_migration"}
    webex.expect("GET", PATH, query=query, answer={"items": []})
    assert list(api.list(CUSTOMER_ID, email="ana@acme.example", status="pending_user_migration")) == []


def test_every_operation_names_the_sub_partner(webex):
    api = SubscribersApi(Client(settings_of(access_token="t")), "SUB-1")
    scope = {"onBehalfOfSubPartnerOrgId": "SUB-1"}
    answer = wire_subscriber(LEO, 2)
    webex.expect("GET", PATH, query={**QUERY, **scope}, answer={"items": []})
    body = {"customerId": CUSTOMER_ID, "email": "leo@acme.example", "packages": ["webex_meetings"]}
    webex.expect("POST", PATH, query=scope, body={**body, "provisioningParameters": {}}, answer=answer)
    webex.expect("PUT", ONE, query=scope, body={"packages": ["webex_suite"]}, answer=answer)
    webex.expect("DELETE", ONE, query=scope, status=204)
    webex.expect("POST", "/subscribers/c3Vic2NyaWJlcg%2F1/emails/consentMove", query=scope, status=204)
    webex.expect(
        "POST",
        f"{PATH}/validate",
        query=scope,
        body={**body, "provisioningParameters": {}},
        answer={"message": "success"},
    )
    request = SubscriberRequest("webex_meetings", email="leo@acme.example")
    assert list(api.list(CUSTOMER_ID)) == []
    api.create(CUSTOMER_ID, request)
    api.change_package(LEO_SUBSCRIBER, SubscriberRequest("webex_suite"))
    api.delete(SUBSCRIBER_ID)
    api.send_consent_email(SUBSCRIBER_ID)
    assert api.precheck(request, customer_id=CUSTOMER_ID).ok


def test_pages_follow_the_link(api, webex):
    link = {"Link": f'<{BASE}{PATH}?customerId={CUSTOMER_ID}&max=100&cursor=x>; rel="next"'}
    webex.expect("GET", PATH, query=QUERY, answer={"items": [wire_subscriber(ANA, 1)]}, headers=link)
    webex.expect("GET", PATH, query={**QUERY, "cursor": "x"}, answer={"items": [wire_subscriber(LEO, 2)]})
    assert [subscriber.email for subscriber in api.list(CUSTOMER_ID)] == ["ana@acme.example", "leo@acme.example"]


def test_full_pages_without_a_link_are_counted_by_offset(api, webex):
    webex.expect("GET", PATH, query=QUERY, answer=full_page(0))
    webex.expect("GET", PATH, query={**QUERY, "offset": "100"}, answer={"items": [wire_subscriber(ANA, 100)]})
    assert len(list(api.list(CUSTOMER_ID))) == 101


def test_a_list_is_read_page_by_page(api, webex):
    """Who needs the first entry only does not pay for the other pages."""
    webex.expect("GET", PATH, query=QUERY, answer=full_page(0))
    assert next(api.list(CUSTOMER_ID)).email == "u0@acme.example"


@pytest.mark.parametrize("member", ["id", "email", "status"])
def test_a_subscriber_without_what_identifies_it_ends_the_list(api, webex, member):
    row = {**wire_subscriber(LEO, 2), member: None}
    webex.expect("GET", PATH, query=QUERY, answer={"items": [wire_subscriber(ANA, 1), row]})
    with pytest.raises(Unintelligible, match=f"GET {PATH}: the answer has no {member}."):
        list(api.list(CUSTOMER_ID))


def test_an_answer_that_is_no_list_is_not_an_empty_list(api, webex):
    webex.expect("GET", PATH, query=QUERY, answer={"subscribers": []})
    with pytest.raises(Unintelligible, match="no list named items"):
        list(api.list(CUSTOMER_ID))


def test_a_refused_list_is_raised(api, webex):
    webex.expect("GET", PATH, query=QUERY, status=403, answer={"message": "not yours"})
    with pytest.raises(AccessDenied):
        list(api.list(CUSTOMER_ID))


# What is read of a subscriber


def read(api, webex, **changes):
    webex.expect("GET", PATH, query=QUERY, answer={"items": [wire_subscriber(ANA, 1, **changes)]})
    (subscriber,) = api.list(CUSTOMER_ID)
    return subscriber


def test_a_subscriber_is_read(api, webex):
    assert read(api, webex) == Subscriber(
        id=identifier("SUBSCRIBER", 1),
        email="ana@acme.example",
        status="provisioned",
        customer_id=CUSTOMER_ID,
        person_id=identifier("PEOPLE", 1),
        package="webex_calling",
    )


def test_a_pending_user_has_no_person_yet(api, webex):
    assert read(api, webex, status="pending_user_migration", personId=None).person_id == ""


@pytest.mark.parametrize(
    ("members", "package", "add_ons"),
    [
        ({"packages": ["webex_calling", "cx_essentials"]}, "webex_calling", ("cx_essentials",)),
        ({"packages": ["webex_suite"], "package": "webex_calling"}, "webex_suite", ()),
        ({"packages": None, "package": "webex_calling"}, "webex_calling", ()),
        ({"packages": [], "package": None}, "", ()),
    ],
)
def test_the_first_package_is_that_of_the_user(api, webex, members, package, add_ons):
    subscriber = read(api, webex, **members)
    assert (subscriber.package, subscriber.add_ons) == (package, add_ons)
    assert subscriber.packages == tuple(name for name in (package, *add_ons) if name)


def test_errors_are_read(api, webex):
    errors = [{"errorCode": 10022, "description": "The address\nis taken."}, "something else"]
    assert read(api, webex, errors=errors).errors == (ServiceError("10022", "The address is taken."),)


def test_the_key_of_an_address_has_no_case():
    assert dataclasses.replace(LEO_SUBSCRIBER, email="Leo@ACME.example").key == LEO_SUBSCRIBER.key


# create, change_package, delete


def expect_creation(webex, **keywords):
    body = {
        "customerId": CUSTOMER_ID,
        "email": "ana@acme.example",
        "packages": ["webex_calling"],
        "provisioningParameters": NEW_PARAMETERS,
    }
    webex.expect("POST", PATH, body=body, **keywords)


@pytest.mark.parametrize(("status", "state"), [(200, "provisioned"), (202, "pending_user_migration")])
def test_a_creation_returns_the_subscriber(api, webex, status, state):
    expect_creation(webex, status=status, answer=wire_subscriber(ANA, 1, status=state))
    subscriber = api.create(CUSTOMER_ID, NEW)
    assert (subscriber.id, subscriber.status) == (identifier("SUBSCRIBER", 1), state)


@pytest.mark.parametrize("answer", [None, {}, {"id": "S1"}, []])
def test_a_creation_without_a_subscriber_in_its_answer_is_unknown(api, webex, answer):
    expect_creation(webex, answer=answer)
    with pytest.raises(OutcomeUnknown, match="Webex accepted the user, but: "):
        api.create(CUSTOMER_ID, NEW)


def test_a_creation_whose_answer_is_lost_is_unknown_and_not_repeated(api, webex):
    expect_creation(webex, failure=requests.exceptions.ReadTimeout())
    with pytest.raises(OutcomeUnknown):
        api.create(CUSTOMER_ID, NEW)


def test_a_refused_creation_says_why(api, webex):
    expect_creation(webex, status=400, answer={"errors": [{"errorCode": 10022, "description": "taken"}]})
    with pytest.raises(ApiError) as caught:
        api.create(CUSTOMER_ID, NEW)
    assert caught.value.errors == (ServiceError("10022", "taken"),)


def test_a_package_change_sends_calling_data_and_no_names(api, webex):
    body = {"packages": ["webex_calling"], "provisioningParameters": {"extension": "102", "locationId": "LOC"}}
    webex.expect("PUT", ONE, body=body, answer=wire_subscriber({**LEO, "package": "webex_calling"}, 2))
    request = dataclasses.replace(TO_CALLING, first_name="Leo", last_name="Fox")
    assert api.change_package(LEO_SUBSCRIBER, request).package == "webex_calling"


def test_a_package_change_without_calling_data_sends_the_package_only(api, webex):
    webex.expect("PUT", ONE, body={"packages": ["webex_suite"]}, answer=wire_subscriber(LEO, 2))
    api.change_package(LEO_SUBSCRIBER, SubscriberRequest("webex_suite"))


def test_a_package_change_whose_answer_is_empty_is_done(api, webex):
    webex.expect("PUT", ONE, body={"packages": ["webex_suite"]}, answer={})
    changed = api.change_package(LEO_SUBSCRIBER, SubscriberRequest("webex_suite"))
    assert changed == dataclasses.replace(LEO_SUBSCRIBER, package="webex_suite")


def test_the_removal_of_a_subscriber_that_is_not_there_is_raised(api, webex):
    webex.expect("DELETE", ONE, status=404)
    with pytest.raises(NotFound):
        api.delete(SUBSCRIBER_ID)


# precheck


def expect_precheck(webex, whose, **keywords):
    body = {
        **whose,
        "email": "ana@acme.example",
        "packages": ["webex_calling"],
        "provisioningParameters": NEW_PARAMETERS,
    }
    webex.expect("POST", f"{PATH}/validate", body=body, **keywords)


def test_a_precheck_names_the_customer_that_is_there(api, webex):
    expect_precheck(webex, {"customerId": CUSTOMER_ID}, answer={"message": "success"})
    verdict = api.precheck(NEW, customer_id=CUSTOMER_ID, provisioning_id="PROV-1", admin_email="it@acme.example")
    assert verdict.ok
    assert webex.writes == []


def test_a_precheck_names_the_template_of_a_planned_customer(api, webex):
    whose = {"provisioningId": "PROV-1", "customerInfo": {"primaryEmail": "it@acme.example"}}
    expect_precheck(webex, whose, answer={"message": "success"})
    assert api.precheck(NEW, provisioning_id="PROV-1", admin_email="it@acme.example").ok


@pytest.mark.parametrize(("status", "member"), [(200, "info"), (200, "errors"), (400, "errors")])
def test_a_precheck_that_objects_says_why(api, webex, status, member):
    answer = {"message": "failed", member: [{"errorCode": 10022, "description": "taken"}]}
    expect_precheck(webex, {"customerId": CUSTOMER_ID}, status=status, answer=answer)
    verdict = api.precheck(NEW, customer_id=CUSTOMER_ID)
    assert (verdict.ok, verdict.reason) == (False, "taken (errorCode 10022)")


def test_a_precheck_that_was_not_answered_is_no_verdict(api, webex):
    expect_precheck(webex, {"customerId": CUSTOMER_ID}, status=403, answer={})
    with pytest.raises(AccessDenied):
        api.precheck(NEW, customer_id=CUSTOMER_ID)
