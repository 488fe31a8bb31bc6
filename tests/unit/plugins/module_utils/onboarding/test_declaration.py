# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of a whole inventory."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.declaration import read_inventory
from ansible_collections.webex.wholesale.plugins.module_utils._users.csv_file import parse
from ansible_collections.webex.wholesale.tests.unit import samples

TEMPLATE = samples.TEMPLATE
FREMONT = {
    "name": "Fremont",
    "address": {**samples.ADDRESS, "line1": "1 Mowry Avenue", "city": "Fremont"},
    "timezone": "America/Los_Angeles",
    "language": "en_us",
}
HOST = {
    "webex_onboarding_templates": [TEMPLATE],
    "webex_customer": {**samples.CUSTOMER, "template": "gold-us"},
    "webex_locations": [
        {"name": "Head Office", "numbers": ["+14085550100", "+14085550101"]},
        FREMONT,
    ],
    "webex_users": [{**samples.ANA, "number": "+14085550101"}, samples.LEO],
    "webex_admins": [{"email": "it@acme.example", "roles": ["Full Administrator"]}],
}


def customer(**changes):
    return {**HOST, "webex_customer": {**HOST["webex_customer"], **changes}}


def users(*rows):
    return {**HOST, "webex_users": list(rows)}


def tolerated(*entries):
    return {**HOST, "webex_tolerated": [{"reason": "agreed", **entry} for entry in entries]}


def found(*hosts, files=None):
    names = ("acme", "harbor", "thistle")
    inventory = read_inventory(dict(zip(names, hosts, strict=False)), files)
    return [str(problem) for problem in inventory.problems]


def other(**variables):
    """A second customer that shares nothing with the first."""
    return {
        **HOST,
        "webex_customer": {**HOST["webex_customer"], "external_id": "harbor-0002"},
        "webex_locations": [FREMONT],
        "webex_users": [],
        **variables,
    }


def test_a_good_inventory_is_read():
    inventory = read_inventory({"acme": HOST, "harbor": other()})
    assert inventory.problems == ()
    acme = inventory.customers[0]
    assert acme.customer.external_id == "acme-0001"
    assert [index for index, _user in acme.users] == [0, 1]
    assert [location.name for location in acme.locations] == ["Head Office", "Fremont"]


ANA, LEO = samples.ANA, samples.LEO
BRANCH = {key: value for key, value in {**FREMONT, "name": "Branch"}.items() if key not in ("numbers", "main_number")}
ONE_HOST = [
    ({}, ["acme: webex_customer: the host declares no customer. Add webex_customer to its host_vars"]),
    (
        customer(template=None),
        ["acme: webex_customer.template: it is missing. Add the name of an onboarding template."],
    ),
    (
        customer(template="gold-uk"),
        ["acme: webex_customer.template: there is no template 'gold-uk'. Did you mean gold-us?"],
    ),
    (
        {**HOST, "webex_onboarding_templates": None},
        ["there is no template 'gold-us'. Declare it in webex_onboarding_templates."],
    ),
    (
        customer(org_id=samples.ORG),
        ["acme: webex_customer.org_id: template gold-us does not allow administrator invitation e-mails"],
    ),
    (
        {**HOST, "webex_onboarding_templates": [TEMPLATE, TEMPLATE]},
        ["webex_onboarding_templates[1].name: 'gold-us' is used twice."],
    ),
    (
        {**HOST, "webex_locations": [*HOST["webex_locations"], FREMONT]},
        ["webex_locations[2].name: 'Fremont' is used twice."],
    ),
    (
        {**HOST, "webex_locations": [*HOST["webex_locations"], {**FREMONT, "name": "FREMONT"}]},
        ["webex_locations[2].name: 'FREMONT' is used twice, first as 'Fremont': case does not count."],
    ),
    (
        {**HOST, "webex_locations": [{**HOST["webex_locations"][0], "name": "HEAD office"}]},
        [
            "webex_locations[0].name: the headquarters are 'Head Office' in webex_customer and 'HEAD office' here. "
            "Write their name alike in both."
        ],
    ),
    (
        {**HOST, "webex_locations": [*HOST["webex_locations"], {**BRANCH, "main_number": "+14085550100"}]},
        ["webex_locations[2].main_number: +14085550100 is among the numbers of location Head Office."],
    ),
    (
        users({**ANA, "location": "HEAD OFFICE", "number": "+14085550199"}),
        ["webex_users[0].number: +14085550199 is not among the numbers of location HEAD OFFICE."],
    ),
    (
        users({**ANA, "location": "Fremont"}, {**ANA, "location": "FREMONT", "email": "x@acme.example"}),
        ["webex_users[1].extension: '101' is taken already by webex_users[0]."],
    ),
    (
        {**HOST, "webex_admins": [{"email": "it@acme.example", "roles": ["Full admin"]}]},
        [
            "webex_admins[0].roles: 'Full admin' is not a known role. Did you mean Full administrator",
        ],
    ),
    (
        {**HOST, "webex_admins": [*HOST["webex_admins"], {"email": "IT@acme.example", "roles": []}]},
        ["webex_admins[1].email: 'IT@acme.example' is used twice, first as 'it@acme.example': case does not count."],
    ),
    (
        {**HOST, "webex_users": {"ana": ANA}},
        [
            "acme: webex_users: {'ana': ",
        ],
    ),
    (
        users({**ANA, "package": "webex_suite"}),
        ["webex_users[0].package: the customer does not have the package webex_suite. Choose one of"],
    ),
    (
        users({**ANA, "location": "Freemont"}),
        ["webex_users[0].location: there is no location 'Freemont'. Did you mean Fremont?"],
    ),
    (
        users({**ANA, "number": "+14085550199"}),
        ["webex_users[0].number: +14085550199 is not among the numbers of location Head Office."],
    ),
    (
        users(ANA, {**LEO, "email": "ANA@acme.example"}),
        ["webex_users[1].email: 'ANA@acme.example' is taken already by webex_users[0]."],
    ),
    (
        users(ANA, {**ANA, "email": "x@acme.example"}),
        ["webex_users[1].extension: '101' is taken already by webex_users[0]."],
    ),
    (
        users(
            {**ANA, "number": "+14085550101"},
            {**ANA, "email": "x@acme.example", "number": "+14085550101", "extension": "102"},
        ),
        ["webex_users[1].number: '+14085550101' is taken already by webex_users[0]."],
    ),
    (
        {**HOST, "webex_locations": [{**FREMONT, "previous_name": "HEAD OFFICE"}]},
        [
            "webex_locations[0].previous_name: HEAD OFFICE is declared as a location of its own. Remove previous_name "
            "if Fremont has been renamed already, or the location of that name."
        ],
    ),
    (
        {**HOST, "webex_locations": [{**FREMONT, "previous_name": "Old"}, {**BRANCH, "previous_name": "OLD"}]},
        ["webex_locations[1].previous_name: OLD is the previous name of another location as well. Leave it at one"],
    ),
    (
        {**customer(headquarters={**samples.CUSTOMER["headquarters"], "previous_name": "Fremont"})},
        ["webex_customer.headquarters.previous_name: Fremont is declared as a location of its own."],
    ),
    (
        {
            **customer(headquarters={**samples.CUSTOMER["headquarters"], "previous_name": "Main"}),
            "webex_locations": None,
        },
        [
            "webex_customer.headquarters.previous_name: it is passed over, since webex_locations are not declared. "
            "Declare webex_locations, with an entry of the name 'Head Office' at least."
        ],
    ),
    (
        {**HOST, "webex_locations": [*HOST["webex_locations"], {**FREMONT, "name": "X", "numbers": ["+14085550100"]}]},
        ["webex_locations[2].numbers: +14085550100 belongs to location Head Office as well. Leave it in one of them."],
    ),
    (
        {
            **customer(packages=["webex_meetings"]),
            "webex_locations": [{**FREMONT, "pstn": {"provider": "Local Carrier"}}],
            "webex_users": [LEO],
        },
        ["webex_locations[0].pstn: the customer has no calling package. Remove pstn, or order a calling package."],
    ),
    (
        tolerated({"object": "user", "name": "ann@acme.example", "fields": ["title"]}),
        [
            "webex_tolerated[0].name: there is no user 'ann@acme.example' in the declaration, so no field of it "
            "differs. Did you mean ana@acme.example or leo@acme.example?"
        ],
    ),
    (
        tolerated({"object": "location", "name": "fremont", "fields": ["time_zone", "address.town"]}),
        [
            "webex_tolerated[0].fields[0]: 'time_zone' is no field of a location. Did you mean timezone?",
            "webex_tolerated[0].fields[1]: 'address.town' is no field of a location.",
        ],
    ),
    (
        {**HOST, "webex_tolerated": {"object": "user"}},
        ["webex_tolerated: {'object': 'user'} is not a list. Begin every entry with a dash."],
    ),
    # A mistake in one row does not shift the places of the others.
    (
        users({**ANA, "pakage": "x"}, {**LEO, "package": "webex_suite", "extension": "7"}),
        [
            "acme: webex_users[0].pakage: there is no such key.",
            "acme: webex_users[1].package: the customer does not have the package webex_suite.",
        ],
    ),
]


@pytest.mark.parametrize(("host", "expected"), ONE_HOST)
def test_mistakes_of_one_customer(host, expected):
    problems = found(host)
    assert len(problems) == len(expected), problems
    for problem, part in zip(problems, expected, strict=True):
        assert part in problem


@pytest.mark.parametrize(
    "host",
    [
        users({**ANA, "location": "Fremont"}, {**ANA, "email": "x@acme.example"}),
        users({**ANA, "location": "FREMONT"}, {**ANA, "location": "head  office", "email": "x@acme.example"}),
        {**HOST, "webex_locations": None, "webex_users": [{**ANA, "number": "+14085550199"}]},
        {**HOST, "webex_locations": [{"name": "Fremont", "numbers": ["+14085550199"]}], "webex_users": []},
        {
            **customer(headquarters={**samples.CUSTOMER["headquarters"], "previous_name": "Main"}),
            "webex_locations": [{"name": "Head Office", "previous_name": "Main"}],
            "webex_users": [],
        },
        tolerated(
            {"object": "user", "name": "ANA@acme.example", "fields": ["title"], "until": "2027-01-31"},
            {"object": "user", "name": "nobody@acme.example"},
            {"object": "location", "name": "fremont", "fields": ["address.city", "main_number"]},
            {"object": "pstn", "name": "Fremont"},
            {"object": "number", "name": "+14085550155"},
            {"object": "administrator", "name": "it@acme.example", "fields": ["roles"]},
            {"object": "customer", "fields": ["packages", "address"]},
        ),
        {
            **customer(org_id=samples.ORG),
            "webex_onboarding_templates": [{**TEMPLATE, "allow_admin_invite_emails": True}],
        },
    ],
    ids=[
        "same extension in another location",
        "any spelling",
        "numbers not declared",
        "a location that is there is told by its name",
        "the headquarters in both places",
        "differences of everything may be tolerated",
        "attach where the template allows it",
    ],
)
def test_no_mistakes(host):
    assert found(host) == []


NUMBERED = {**FREMONT, "numbers": ["+14085550100"]}
ATTACHING = {**TEMPLATE, "allow_admin_invite_emails": True}
SEVERAL_HOSTS = [
    (
        (HOST, other(webex_customer=HOST["webex_customer"])),
        "harbor: webex_customer.external_id: 'acme-0001' is the external id of acme as well.",
    ),
    (
        (HOST, other(webex_users=[{**LEO, "email": "LEO@acme.example"}])),
        (
            "harbor: webex_users[0].email: LEO@acme.example is a user of acme as well; an "
            "address lives in one organization."
        ),
    ),
    (
        (HOST, other(webex_locations=[NUMBERED])),
        "harbor: webex_locations: +14085550100 is a number of acme as well. Remove one of them.",
    ),
    (
        (HOST, other(webex_onboarding_templates=[{**TEMPLATE, "country": "CA"}])),
        "harbor: webex_onboarding_templates: template gold-us is declared differently for acme.",
    ),
    (
        (
            HOST,
            other(
                webex_customer={
                    **HOST["webex_customer"],
                    "external_id": "harbor-0002",
                    "name": "Harbor",
                    "admin_email": "it@harbor.example",
                    "template": "Gold-US",
                },
                webex_onboarding_templates=[{**TEMPLATE, "name": "Gold-US"}],
            ),
        ),
        "harbor: webex_onboarding_templates: template Gold-US is declared differently for acme.",
    ),
    (
        (
            {**customer(org_id=samples.ORG), "webex_onboarding_templates": [ATTACHING]},
            other(
                webex_onboarding_templates=[ATTACHING],
                webex_customer={**other()["webex_customer"], "org_id": samples.ORG},
            ),
        ),
        "harbor: webex_customer.org_id: this organization is attached by acme as well.",
    ),
]


@pytest.mark.parametrize(("hosts", "expected"), SEVERAL_HOSTS)
def test_mistakes_across_customers(hosts, expected):
    (problem,) = found(*hosts)
    assert problem.startswith(expected)


def test_one_external_id_for_two_sub_partners_is_no_mistake():
    second = {**HOST["webex_customer"], "sub_partner_org_id": samples.PARTNER_ORG}
    assert found(HOST, other(webex_customer=second)) == []


def test_every_mistake_of_every_customer_is_found_at_once():
    assert len(found(users({**ANA, "pakage": "x"}), customer(template="x", external_id="harbor-0002"), {})) == 5


def test_users_file_counts_instead_of_users():
    file = parse("email,first_name,last_name,package\nleo@acme.example,Leo,Fox,webex_suite\n", "users.csv")
    host = {key: value for key, value in HOST.items() if key != "webex_users"}
    problems = found(host, files={"acme": file})
    assert problems[0].startswith(
        "acme: webex_users_file[0].extension (users.csv, line 2): package webex_suite makes calls"
    )
    assert found(HOST, files={"acme": file}) == [
        "acme: webex_users: both webex_users and webex_users_file are given. Keep the users in one of them."
    ]
