# SPDX-License-Identifier: GPL-3.0-or-later
"""The models: rules between fields, rules of inner models, misspelt keys."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._admins.model import Admin
from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._declare import packages
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import given, read
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._locations.model import Location
from ansible_collections.webex.wholesale.plugins.module_utils._templates.model import Template
from ansible_collections.webex.wholesale.plugins.module_utils._users.model import User
from ansible_collections.webex.wholesale.tests.unit import samples


def problems(model, data):
    with pytest.raises(InputError) as caught:
        read(model, data)
    return [str(problem) for problem in caught.value.problems]


def without(data, *keys):
    return {key: value for key, value in data.items() if key not in keys}


LOCATION = {"name": "Fremont"}
BAD = [
    (
        Customer,
        {**samples.CUSTOMER, "name": "100 % Pizza"},
        ["name: a percent sign is not allowed in a customer's name. Remove the percent sign."],
    ),
    (
        Customer,
        without(samples.CUSTOMER, "name", "admin_email"),
        [
            "name: it is missing. Add the key name, or org_id when an existing organization is to be attached.",
            (
                "admin_email: it is missing. Add the key admin_email, or org_id when an existing "
                "organization is to be attached."
            ),
        ],
    ),
    (
        Customer,
        without(samples.CUSTOMER, "headquarters"),
        [
            "headquarters: it is missing: with a calling package Webex makes the first location of the customer. "
            "Add headquarters with name, timezone and language.",
        ],
    ),
    (Customer, without(samples.CUSTOMER, "external_id"), ["external_id: it is missing. Add the key external_id."]),
    (Customer, {**samples.CUSTOMER, "packages": []}, ["packages: it is empty. Name at least one."]),
    (
        Customer,
        {**samples.CUSTOMER, "packages": ["webex_calling", "webex_meetings", "webex_calling"]},
        [
            "packages: webex_calling is listed more than once. Name every package once.",
        ],
    ),
    (
        Customer,
        {**samples.CUSTOMER, "packages": ["webex_meetings", "attendant_console"]},
        [
            "packages: attendant_console cannot stand alone. Add at least one of "
            "webex_calling, webex_suite, cx_essentials, "
            "webex_voice, or remove attendant_console.",
        ],
    ),
    (
        Customer,
        {**samples.CUSTOMER, "packages": ["webex_caling"]},
        ["packages[0]: 'webex_caling' is not known. Did you mean webex_calling"],
    ),
    (
        Customer,
        {**samples.CUSTOMER, "package_limits": {"webex_suite": 1, "webex_calling": -1}},
        [
            (
                "package_limits.webex_suite: the customer does not have this package. Add "
                "webex_suite to packages, or remove the limit."
            ),
            "package_limits.webex_calling: -1 is less than 0. Use 0 or more.",
        ],
    ),
    (
        Customer,
        {**samples.CUSTOMER, "address": {**samples.ADDRESS, "country": "USA"}},
        [
            "address.country: 'USA' is not a two-letter country code. Write US.",
        ],
    ),
    (
        Customer,
        {**samples.CUSTOMER, "headquarters": {**samples.CUSTOMER["headquarters"], "language": "en_US"}},
        [
            "headquarters.language: 'en_US' is not an announcement language.",
        ],
    ),
    (
        User,
        without(samples.ANA, "extension"),
        [
            (
                "extension: package webex_calling makes calls, but neither number nor extension "
                "is given. Add extension, number or both."
            ),
        ],
    ),
    (
        User,
        {**samples.LEO, "location": "Head Office", "number": "+14085550101", "extension": "101"},
        [
            (
                "location: package webex_meetings makes no calls, but location is given. Remove "
                "location, or choose a calling package."
            ),
            "number: package webex_meetings makes no calls, but number is given.",
            "extension: package webex_meetings makes no calls, but extension is given.",
        ],
    ),
    (
        User,
        {**samples.ANA, "package": "common_area_calling"},
        ["package: 'common_area_calling' is not known. Use one of: webex_calling, "],
    ),
    (
        User,
        {**samples.ANA, "first_name": None},
        ["first_name: it has no value. Give it one, or remove it where it is not needed."],
    ),
    (
        Template,
        {**samples.TEMPLATE, "authentication": {"method": "saml"}},
        [
            "authentication.idp_entity_id: method saml needs the identity provider's entity ID. "
            "Add idp_entity_id as it stands in the provider's metadata.",
        ],
    ),
    (
        Template,
        {**samples.TEMPLATE, "authentication": {"idp_entity_id": "x"}},
        [
            (
                "authentication.idp_entity_id: method webex has no identity provider. Remove "
                "idp_entity_id, or choose method saml or oidc."
            ),
        ],
    ),
    (
        Template,
        {**samples.TEMPLATE, "authentication": []},
        ["authentication: [] is not a mapping of keys to values. Correct its type."],
    ),
    (
        Template,
        {**samples.TEMPLATE, "allow_webex_calls": "perhaps"},
        ["allow_webex_calls: 'perhaps' is not true or false."],
    ),
    (
        Location,
        {**LOCATION, "pstn": {}},
        ["pstn: exactly one way to the PSTN is needed. Give either provider or route."],
    ),
    (
        Location,
        {**LOCATION, "pstn": {"provider": "A", "route": {"type": "TRUNK", "id": "B"}}},
        ["pstn: exactly one way to the PSTN"],
    ),
    (
        Location,
        {**LOCATION, "numbers": ["+14085550100", "+1 408 555 0100"]},
        ["numbers: +14085550100 is listed more than once."],
    ),
    (
        Location,
        {**LOCATION, "numbers": ["+14085550100"], "main_number": "+14085550101"},
        [
            "main_number: +14085550101 is not among the numbers of the location. Add it to numbers.",
        ],
    ),
    (
        Location,
        {**LOCATION, "pstn": {"route": {"type": "GATEWAY", "id": "B"}}},
        ["pstn.route.type: 'GATEWAY' is not known. Use one of: TRUNK, ROUTE_GROUP."],
    ),
    (Location, {**LOCATION, "routing_prefix": "8-1"}, ["routing_prefix: '8-1' does not consist of digits."]),
    (Location, {**LOCATION, "outside_dial_digit": 9}, ["outside_dial_digit: 9 is a number in YAML, not text."]),
    (Admin, {"email": "it@acme.example"}, ["roles: it is missing. Add the key roles."]),
    (Admin, {"email": "it@acme.example", "roles": None}, ["roles: it has no value. Give it one"]),
    (
        Customer,
        {**samples.CUSTOMER, "address": "771 Alder Drive"},
        ["address: '771 Alder Drive' is not a mapping of keys to values."],
    ),
]


@pytest.mark.parametrize(("model", "data", "expected"), BAD)
def test_refused(model, data, expected):
    found = problems(model, data)
    assert len(found) == len(expected)
    for problem, start in zip(found, expected, strict=True):
        assert problem.startswith(start)


@pytest.mark.parametrize(
    ("model", "data", "expected"),
    [
        (
            Customer,
            {**without(samples.CUSTOMER, "external_id"), "externalid": "acme-0001"},
            "externalid: there is no such key. Did you mean external_id?",
        ),
        (
            Customer,
            {**samples.CUSTOMER, "address": {**without(samples.ADDRESS, "line1"), "lin1": "771 Alder Drive"}},
            "address.lin1: there is no such key. Did you mean line1",
        ),
        (
            Customer,
            {**samples.CUSTOMER, "headquarters": {**samples.CUSTOMER["headquarters"], "time_zone": "x"}},
            "headquarters.time_zone: there is no such key. Did you mean timezone?",
        ),
        (
            Template,
            {**samples.TEMPLATE, "authentication": {"methud": "saml"}},
            "authentication.methud: there is no such key. Did you mean method?",
        ),
        (
            User,
            {**without(samples.LEO, "package"), "pakage": "webex_meetings"},
            "pakage: there is no such key. Did you mean package?",
        ),
        (User, {**samples.LEO, "shoe_size": 43}, "shoe_size: there is no such key. Use one of: email, first_name"),
    ],
)
def test_a_misspelt_key_is_one_problem_with_the_right_name(model, data, expected):
    (problem,) = problems(model, data)
    assert problem.startswith(expected)


def test_a_misspelt_key_does_not_hide_other_missing_ones():
    assert len(problems(User, {"emial": "ana@acme.example", "first_name": "Ana", "package": "webex_meetings"})) == 2


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (Customer, samples.CUSTOMER),
        (Customer, {**without(samples.CUSTOMER, "name", "admin_email"), "org_id": samples.ORG}),
        (Customer, {**without(samples.CUSTOMER, "headquarters"), "packages": ["webex_meetings"]}),
        (Template, {**samples.TEMPLATE, "authentication": {"method": "oidc", "idp_entity_id": "acme-oidc"}}),
        (User, samples.ANA),
        (User, {**samples.LEO, "title": None}),
        (Location, {**LOCATION, "main_number": "+14085550101", "pstn": {"route": {"type": "TRUNK", "id": "B"}}}),
    ],
)
def test_accepted(model, data):
    assert read(model, data).model_fields_set == set(data)


def test_absent_is_not_null():
    assert not read(User, samples.LEO).is_set("title")
    assert read(User, {**samples.LEO, "title": None}).is_set("title")


def test_given_keeps_a_null_only_where_it_clears_something():
    inputs = {**samples.LEO, "title": None, "first_name": None, "state": "present"}
    assert given(User, inputs) == {**without(samples.LEO, "first_name"), "title": None}
    assert "package_limits" not in given(Customer, {"package_limits": None})


def test_catalogue_is_consistent():
    assert len(packages.CATALOGUE) == 14
    for name, package in packages.CATALOGUE.items():
        assert name == package.name
        assert set(package.depends_on) <= set(packages.CATALOGUE) - {name}
    assert packages.is_calling("webex_calling")
    assert not packages.is_calling("webex_meetings")
    assert not packages.is_calling("nonsense")
    assert packages.unmet_dependency("nonsense", []) == ()


def test_a_calling_plan_needs_one_of_the_packages_that_cisco_names():
    named = {
        "common_area_calling",
        "webex_calling",
        "webex_suite",
        "webex_voice",
        "cx_essentials",
        "webex_calling_standard",
    }
    assert set(packages.unmet_dependency("cisco_calling_plan", ["cisco_calling_plan"])) == named
    for name in named:
        assert packages.unmet_dependency("cisco_calling_plan", [name]) == ()
