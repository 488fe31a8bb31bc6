# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_onboarding_template with driver manual: the record, the precheck, and no other calls."""

from __future__ import annotations

import json

import pytest

from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.template_calls import FIELDS, run, verb

VALIDATE = "/wholesale/customers/validate"
SUCCESS = {"message": "success", "info": []}


@pytest.fixture
def options(tmp_path):
    return {
        **samples.TEMPLATE,
        "record_dir": str(tmp_path),
        "provisioning_id": "PROV-1",
        "precheck_customers": [{**samples.CUSTOMER, "template": "gold-us"}],
    }


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "gold-us.json"

    def write(provisioning_id="PROV-1", **changes):
        path.write_text(json.dumps({"provisioning_id": provisioning_id, "template": {**FIELDS, **changes}}))

    return path, write


HARBOR = {**samples.CUSTOMER, "external_id": "harbor-0004", "sub_partner_org_id": "SUB-1"}
GIVEN = {
    "precheck_email": "nobody@acme.example",
    "precheck_address": {"line1": "1 Pier Road", "city": "Portland", "country": "US"},
}
UNKNOWN = {"message": "failed", "info": [{"errorCode": 1, "description": "unknown provisioning ID"}]}
TAKEN = {"message": "failed", "info": [{"errorCode": 10022, "description": "The e-mail address is taken."}]}


def wire(external_id="acme-0001", **changes):
    """What the precheck of that customer sends."""
    location = {
        "name": "Head Office",
        "address": samples.WIRE_ADDRESS,
        "timezone": "America/Los_Angeles",
        "language": "en_us",
    }
    return {
        "provisioningId": "PROV-1",
        "externalId": external_id,
        "packages": ["webex_calling", "webex_meetings"],
        "address": samples.WIRE_ADDRESS,
        "customerInfo": {"name": "Acme Pizza", "primaryEmail": "it@acme.example"},
        "provisioningParameters": {"calling": {"location": location}},
        **changes,
    }


def expect_precheck(webex, answer=None, *, body=None, **keywords):
    webex.expect("POST", VALIDATE, body=body or wire(), answer=answer or SUCCESS, **keywords)


@pytest.mark.parametrize("check_mode", [True, False])
def test_new_provisioning_id_is_checked_and_recorded(webex, options, record, check_mode):
    expect_precheck(webex)
    result = run(options, check_mode)
    assert (result.changed, verb(result)) == (True, "create")
    assert record[0].exists() is not check_mode
    if not check_mode:
        assert json.loads(record[0].read_text()) == {"provisioning_id": "PROV-1", "template": FIELDS}
        assert result.objects["template"]["provisioning_id"] == "PROV-1"
    assert result.objects["precheck"] == {"verdict": "usable", "detail": "asked for customer acme-0001"}
    assert result.warnings == []


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("declared", [{}, {"provisioning_id": None}, {"allow_webex_calls": False}])
def test_nothing_to_do(options, record, declared, check_mode):
    record[1]()
    before = record[0].read_text()
    result = run({**options, **declared}, check_mode)
    assert (result.changed, verb(result), result.warnings) == (False, "none", [])
    assert result.objects["template"]["provisioning_id"] == "PROV-1"
    assert result.objects["manual_steps"] == []
    assert record[0].read_text() == before


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_template_without_id_has_to_be_made_by_a_person(options, record, check_mode):
    options.pop("provisioning_id")
    result = run(options, check_mode)
    assert result.failed is not check_mode
    assert result.objects["manual_steps"][-1].startswith("Put it into the inventory as provisioning_id")
    if check_mode:
        assert result.warnings == ["template gold-us has to be made in Partner Hub before customers can use it."]
    else:
        assert result.message.startswith(
            "template gold-us has no provisioning ID: it has to be made in Partner Hub first"
        )
        assert "\n1. Sign in to Partner Hub" in result.message
    assert not record[0].exists()


@pytest.mark.parametrize("check_mode", [True, False])
def test_drift_is_shown_and_changes_nothing(options, record, check_mode):
    record[1](country="CA")
    result = run(options, check_mode)
    assert (result.changed, verb(result)) == (False, "none")
    assert result.warnings == [
        "template gold-us is declared differently from what was confirmed: country. Change it in Partner Hub (see "
        "manual_steps), then run with confirmed: true."
    ]
    assert result.objects["manual_steps"][1] == "Set Country or region to US (was CA)."
    assert result.objects["drift"] == {"country": {"from": "CA", "to": "US"}}


@pytest.mark.parametrize("check_mode", [True, False])
def test_drift_fails_when_that_is_asked_for(options, record, check_mode):
    record[1](country="CA")
    result = run({**options, "fail_on_drift": True}, check_mode)
    assert result.failed is True
    assert "declared differently" in result.message


@pytest.mark.parametrize("check_mode", [True, False])
def test_confirmed_drift_is_recorded(options, record, check_mode):
    record[1](country="CA", brand_name="Provider Voice")
    result = run({**options, "confirmed": True}, check_mode)
    assert (result.changed, verb(result)) == (True, "update")
    fields = json.loads(record[0].read_text())["template"]
    assert fields == {**FIELDS, "brand_name": "Provider Voice", "country": "CA" if check_mode else "US"}


def test_another_provisioning_id_is_checked_and_recorded(webex, options, record):
    record[1]("PROV-0")
    expect_precheck(webex)
    result = run(options)
    assert result.actions[0]["fields"] == {"provisioning_id": {"from": "PROV-0", "to": "PROV-1"}}
    assert json.loads(record[0].read_text())["provisioning_id"] == "PROV-1"


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_refused_provisioning_id_is_not_recorded(webex, options, record, check_mode):
    expect_precheck(webex, UNKNOWN)
    result = run(options, check_mode)
    assert result.message.startswith(
        "template gold-us: Webex's precheck refuses the provisioning ID for customer acme-0001: unknown "
        "provisioning ID (errorCode 1). Copy the ID"
    )
    assert result.objects["precheck"]["verdict"] == "refused"
    assert not record[0].exists()


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("status", "answer", "words"),
    [
        (200, TAKEN, "The e-mail address is taken. (errorCode 10022)"),
        (400, {"message": "stateOrProvince is mandatory in US"}, "stateOrProvince is mandatory in US"),
        (200, {"message": "failed"}, "failed"),
        (403, {"message": "No rights."}, "answered 403: No rights."),
        (404, {"message": "not there"}, "answered 404: not there."),
    ],
)
def test_an_objection_to_something_else_is_a_warning(webex, options, record, check_mode, status, answer, words):
    expect_precheck(webex, answer, status=status)
    result = run(options, check_mode)
    assert (result.failed, verb(result)) == (False, "create")
    assert result.objects["precheck"]["verdict"] == "unclear"
    (warning,) = result.warnings
    assert warning.startswith(
        "template gold-us: whether its provisioning ID is usable is not known, since Webex's precheck objects to "
        "something else, for customer acme-0001: "
    )
    assert words in warning
    assert record[0].exists() is not check_mode


def test_a_fault_of_webex_is_no_verdict(webex, options, record):
    expect_precheck(webex, {"message": "no token"}, status=401)
    result = run(options)
    assert "answered 401" in result.message
    assert not record[0].exists()


@pytest.mark.parametrize("check_mode", [True, False])
def test_an_unknown_id_may_be_told_with_404(webex, options, check_mode):
    expect_precheck(webex, {"message": "The provisioningId was not found."}, status=404)
    assert "refuses the provisioning ID" in run(options, check_mode).message


@pytest.mark.parametrize("check_mode", [True, False])
def test_nothing_is_asked_without_a_customer(options, record, check_mode):
    result = run({**options, "precheck_customers": []}, check_mode)
    assert (result.failed, verb(result), result.warnings, result.api_calls) == (False, "create", [], {})
    assert result.objects["precheck"] == {
        "verdict": "not_asked",
        "detail": "no declared customer uses the template",
    }
    assert record[0].exists() is not check_mode


@pytest.mark.parametrize("half", sorted(GIVEN))
def test_half_of_the_given_data_is_not_made_whole(options, half):
    assert run({**options, "precheck_customers": [], half: GIVEN[half]}).api_calls == {}


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"precheck": False}, "precheck is false"),
        ({"provisioning_id": None}, "no new provisioning ID is declared"),
    ],
)
def test_why_nothing_was_asked(options, changes, detail):
    result = run({**options, **changes}, check_mode=True)
    assert result.objects["precheck"] == {"verdict": "not_asked", "detail": detail}


def test_the_given_data_stand_alone(webex, options):
    body = {
        "provisioningId": "PROV-1",
        "customerInfo": {"primaryEmail": "nobody@acme.example"},
        "address": {"addressLine1": "1 Pier Road", "city": "Portland", "country": "US"},
    }
    expect_precheck(webex, body=body)
    assert run({**options, **GIVEN, "precheck_customers": []}, True).objects["precheck"]["verdict"] == "usable"
    expect_precheck(webex, UNKNOWN, body=body)
    expect_precheck(webex, UNKNOWN, body=body, query={"onBehalfOfSubPartnerOrgId": "SUB-1"})
    both = {**options, **GIVEN, "precheck_customers": [samples.CUSTOMER, samples.CUSTOMER, HARBOR]}
    assert "the given address and e-mail, on behalf of sub-partner SUB-1: unknown" in run(both, True).message


@pytest.mark.parametrize(
    ("half", "changes"),
    [
        ("precheck_email", {"customerInfo": {"name": "Acme Pizza", "primaryEmail": "nobody@acme.example"}}),
        ("precheck_address", {"address": {"addressLine1": "1 Pier Road", "city": "Portland", "country": "US"}}),
    ],
)
def test_given_data_take_the_place_of_the_customers(webex, options, half, changes):
    expect_precheck(webex, body=wire(**changes))
    assert run({**options, half: GIVEN[half]}, True).objects["precheck"]["verdict"] == "usable"


def test_a_given_address_asks_for_a_new_organization(webex, options):
    attached = {**samples.CUSTOMER, "org_id": samples.ORG}
    info = {"name": "Acme Pizza", "primaryEmail": "nobody@acme.example"}
    expect_precheck(webex, body=wire(customerInfo=info))
    run({**options, "precheck_customers": [attached], "precheck_email": "nobody@acme.example"}, True)
    body = {**wire(orgId=samples.ORG)}
    del body["customerInfo"]
    expect_precheck(webex, body=body)
    run({**options, "precheck_customers": [attached]}, True)


# Of several partners


@pytest.fixture
def shared(options):
    return {**options, "precheck_customers": [samples.CUSTOMER, HARBOR]}


def expect_both(webex, first, second):
    expect_precheck(webex, first)
    expect_precheck(webex, second, body=wire("harbor-0004"), query={"onBehalfOfSubPartnerOrgId": "SUB-1"})


@pytest.mark.parametrize("check_mode", [True, False])
def test_one_that_may_use_the_id_is_enough(webex, shared, check_mode):
    expect_precheck(webex)
    assert run(shared, check_mode).objects["precheck"]["detail"] == "asked for customer acme-0001"


@pytest.mark.parametrize("check_mode", [True, False])
def test_one_that_may_not_is_named(webex, shared, check_mode):
    expect_both(webex, UNKNOWN, SUCCESS)
    result = run(shared, check_mode)
    assert result.objects["precheck"] == {
        "verdict": "usable",
        "detail": "asked for customer harbor-0004, on behalf of sub-partner SUB-1",
    }
    assert result.warnings == [
        "template gold-us: Webex's precheck refuses its provisioning ID for customer acme-0001: unknown provisioning "
        "ID (errorCode 1). Customers of that partner need a template of its own."
    ]


@pytest.mark.parametrize("check_mode", [True, False])
def test_refused_is_what_everybody_refuses(webex, shared, check_mode):
    expect_both(webex, UNKNOWN, UNKNOWN)
    message = run(shared, check_mode).message
    assert "acme-0001: unknown" in message
    assert "harbor-0004, on behalf of sub-partner SUB-1: unknown" in message


@pytest.mark.parametrize("answers", [(UNKNOWN, TAKEN), (TAKEN, UNKNOWN)])
def test_a_refusal_beside_another_objection_is_unclear(webex, shared, answers):
    expect_both(webex, *answers)
    result = run(shared, True)
    assert (result.failed, result.objects["precheck"]["verdict"]) == (False, "unclear")
    assert "acme-0001" in result.warnings[0]
    assert "harbor-0004" in result.warnings[0]


@pytest.mark.parametrize("check_mode", [True, False])
def test_absent_removes_the_record_and_tells_the_steps(tmp_path, record, check_mode):
    record[1]()
    result = run({"name": "gold-us", "state": "absent", "record_dir": str(tmp_path)}, check_mode)
    assert (result.changed, verb(result)) == (True, "delete")
    assert result.objects["manual_steps"][0].endswith("and delete gold-us there.")
    assert record[0].exists() is check_mode


def test_absent_and_gone(tmp_path):
    result = run({"name": "gold-us", "state": "absent", "record_dir": str(tmp_path)})
    assert (result.changed, result.objects["manual_steps"]) == (False, [])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"record_dir": None}, "record_dir: driver manual needs it."),
        ({"country": "USA"}, "country: 'USA' is not a two-letter country code. Write US."),
        (
            {"precheck_address": {"line1": "x", "city": "x", "country": "us"}},
            "precheck_address.country: 'us' is not written in capitals. Write US.",
        ),
        (
            {"precheck_customers": [samples.CUSTOMER, {**samples.CUSTOMER, "admin_email": "it"}]},
            "precheck_customers[1].admin_email: 'it' is not an e-mail address",
        ),
        ({"authentication": {"method": "saml"}}, "authentication.idp_entity_id: method saml needs"),
    ],
)
def test_mistakes_in_the_data(options, changes, message):
    assert message in run({**options, **changes}).message
