# SPDX-License-Identifier: GPL-3.0-or-later
"""Countries and territories, and the time zones that are proposed for them."""

from __future__ import annotations

import zoneinfo

import pycountry
import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._declare import countries
from ansible_collections.webex.wholesale.plugins.module_utils._declare.address import Address
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._locations.model import Location
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.declaration import read_inventory
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, CUSTOMER

TERRITORIES = ["PR", "GU", "VI", "AS", "MP", "HK", "MO", "TW", "AX", "GP", "RE", "GF", "JE", "IM", "GI", "XK"]


@pytest.mark.parametrize("code", TERRITORIES)
def test_territories_are_known(code):
    assert read(Address, {**ADDRESS, "country": code}).country == code


def test_every_country_is_known():
    codes = [country.alpha_2 for country in pycountry.countries]
    assert len(codes) >= 249
    assert all(countries.is_country(code) for code in codes)


@pytest.mark.parametrize("code", ["XX", "ZZ", "UK", "EU", "us", "U", "USA", "", "\uff35\uff33", "1A"])
def test_what_is_no_country(code):
    assert not countries.is_country(code)


@pytest.mark.parametrize(
    ("value", "remedy"),
    [
        ("us", "Write US."),
        ("xk", "Write XK."),
        ("USA", "Write US."),
        ("Germany", "Write DE."),
        ("UK", "Write GB."),
        ("Kosovo", "Write XK."),
        ("Russia", "Did you mean RU (Russian Federation)?"),
        ("XX", "Use the ISO 3166-1 code, for example US, GB or DE."),
        ("Nowhere at all", "Use the ISO 3166-1 code, for example US, GB or DE."),
        ("x" * 5000, "Use the ISO 3166-1 code, for example US, GB or DE."),
    ],
)
def test_remedies_for_countries(value, remedy):
    assert countries.country_remedy(value) == remedy


@pytest.mark.parametrize(
    ("value", "country", "remedy"),
    [
        ("Berlin", "DE", "Did you mean Europe/Berlin?"),
        ("Europe/Munich", "AT", "Write Europe/Vienna, the zone of AT."),
        ("America/Los Angeles", "US", "Did you mean America/Los_Angeles?"),
        ("Pacific Standard Time", "US", "Did you mean America/Los_Angeles?"),
        ("Eastern Time", "US", "Did you mean America/New_York?"),
        ("Sidney", "AU", "Did you mean Australia/Sydney?"),
        ("GMT+1", "PR", "Write America/Puerto_Rico, the zone of PR."),
    ],
)
def test_time_zones_of_the_country_are_proposed(value, country, remedy):
    assert countries.timezone_remedy(value, country) == remedy


def test_of_many_zones_one_of_each_region_is_shown():
    remedy = countries.timezone_remedy("x", "US")
    assert remedy.startswith("Use one of US: America/New_York, America/Chicago, America/Denver, ")
    assert "America/Los_Angeles" in remedy
    assert "Kentucky" not in remedy


def test_without_a_country_the_nearest_of_all_is_proposed():
    assert countries.timezone_remedy("America/LosAngeles").startswith("Did you mean America/Los_Angeles")
    assert countries.timezone_remedy("Europe/Berln", "nowhere").startswith("Did you mean Europe/Berlin")


def test_without_a_table_of_the_system_that_of_the_library_is_read(monkeypatch):
    countries._table.cache_clear()
    monkeypatch.setattr(zoneinfo, "TZPATH", ())
    try:
        assert "Europe/Berlin" in countries._table()
    finally:
        countries._table.cache_clear()


def remedies(model, data, **more):
    with pytest.raises(InputError) as caught:
        read(model, data, **more)
    return {problem.path_text: problem.remedy for problem in caught.value.problems}


def test_the_country_is_that_of_the_nearest_address():
    office = {**CUSTOMER["headquarters"], "timezone": "Standard", "address": {**ADDRESS, "country": "JP"}}
    data = {
        **CUSTOMER,
        "address": {**ADDRESS, "country": "AT"},
        "headquarters": office,
        "meetings_timezone": "Standard",
    }
    assert remedies(Customer, data) == {
        "headquarters.timezone": "Write Asia/Tokyo, the zone of JP.",
        "meetings_timezone": "Write Europe/Vienna, the zone of AT.",
    }


def test_a_location_without_address_is_in_the_country_of_the_customer():
    location = {"name": "Head Office", "timezone": "Standard"}
    assert remedies(Location, location, country="AT") == {"timezone": "Write Europe/Vienna, the zone of AT."}
    customer = {**CUSTOMER, "address": {**ADDRESS, "country": "AT"}}
    problems = read_inventory({"acme": {"webex_customer": customer, "webex_locations": [location]}}).problems
    (remedy,) = [problem.remedy for problem in problems if problem.path[-1] == "timezone"]
    assert remedy == "Write Europe/Vienna, the zone of AT."


@pytest.mark.parametrize("address", [None, [], "DE", {"country": 7}, {"country": ["DE"]}])
def test_an_address_that_cannot_be_read_names_no_country(address):
    found = remedies(Location, {"name": "x", "timezone": "America/LosAngeles", "address": address})
    assert found["timezone"].startswith("Did you mean America/Los_Angeles or ")
