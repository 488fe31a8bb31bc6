# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests a run over many customers costs that are all as declared."""

from __future__ import annotations

from collections import Counter
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._customers.info import CustomerInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._customers.options import CUSTOMER_INFO
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.drift import DriftGroupOperation
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.options import DRIFT_GROUP
from ansible_collections.webex.wholesale.tests.unit.expected_calls import BASE, respond
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, CUSTOMER, WIRE_ADDRESS, identifier

USERS_EACH, LOCATIONS = 10, ("Head Office", "Fremont")
CARRIER = "Local Carrier"
ROLE = {"id": "F", "name": "Full administrator"}
# The template and the roles, which are asked for once.
ONCE = 2
WIRE_PLACE = {"address1": "771 Alder Drive", "city": "Milpitas", "state": "CA", "postalCode": "95035", "country": "US"}


class Customer:
    """One customer of ten users and two locations, as it is declared and as Webex tells it."""

    def __init__(self, index):
        self.key, self.id = f"key-{index}", identifier("CUSTOMER", index)
        self.org_id = identifier("ORGANIZATION", index)
        self.locations = {name: identifier("LOCATION", 10 * index + at) for at, name in enumerate(LOCATIONS)}
        first = 10 * USERS_EACH * index
        self.users = [
            {
                "email": f"u{at}@{self.key}.example",
                "first_name": "Ana",
                "last_name": "Diaz",
                "package": "webex_calling",
                "location": LOCATIONS[at % 2],
                "number": f"+1408{1000000 + first + at}",
                "extension": str(1000 + at),
            }
            for at in range(USERS_EACH)
        ]
        self.people = [identifier("PEOPLE", first + at) for at in range(USERS_EACH)]
        self.main = [f"+1408{1000000 + first + 50 + at}" for at in range(len(LOCATIONS))]

    @property
    def declaration(self):
        places = []
        for main, name in zip(self.main, LOCATIONS, strict=True):
            numbers = [main, *(user["number"] for user in self.users if user["location"] == name)]
            place = {"name": name, "pstn": {"provider": CARRIER}, "numbers": numbers, "main_number": main}
            places.append(place | {"address": ADDRESS, "timezone": "America/Los_Angeles", "language": "en_us"})
        return {
            "webex_customer": {**CUSTOMER, "external_id": self.key, "admin_email": self.users[0]["email"]},
            "webex_locations": places,
            "webex_users": self.users,
            "webex_admins": [{"email": self.users[0]["email"], "roles": [ROLE["name"]]}],
        }

    def wire(self):
        packages = CUSTOMER["packages"]
        known = {"id": self.id, "orgId": self.org_id, "externalId": self.key, "status": "provisioned"}
        return known | {"packages": packages, "address": WIRE_ADDRESS}

    def wire_subscribers(self):
        for person_id, user in zip(self.people, self.users, strict=True):
            known = {"customerId": self.id, "email": user["email"], "packages": [user["package"]]}
            yield known | {"id": f"S{person_id}", "personId": person_id, "status": "provisioned"}

    def wire_locations(self):
        for name, location_id in self.locations.items():
            known = {"id": location_id, "name": name, "timeZone": "America/Los_Angeles", "preferredLanguage": "en_us"}
            yield known | {"address": WIRE_PLACE}

    def wire_numbers(self):
        for main, (name, location_id) in zip(self.main, self.locations.items(), strict=True):
            place = {"id": location_id, "name": name}
            yield {"phoneNumber": main, "state": "ACTIVE", "mainNumber": True, "location": place}
            for person_id, user in zip(self.people, self.users, strict=True):
                if user["location"] == name:
                    owner = {"id": person_id, "type": "PEOPLE", "firstName": "Ana", "lastName": "Diaz"}
                    row = {"phoneNumber": user["number"], "extension": user["extension"], "state": "ACTIVE"}
                    yield row | {"location": place, "owner": owner}

    def wire_person(self, at, **more):
        user = self.users[at]
        names = {"firstName": user["first_name"], "lastName": user["last_name"]}
        calling = {"extension": user["extension"], "locationId": self.locations[user["location"]]}
        calling["phoneNumbers"] = [{"type": "work", "value": user["number"]}]
        return {"id": self.people[at], "orgId": self.org_id, "emails": [user["email"]], **names, **calling, **more}


class ManyCustomers:
    """A Webex that has these customers as they are declared, and counts what it is asked."""

    def __init__(self, customers):
        self.customers = customers
        self.by_org = {customer.org_id: customer for customer in customers}
        self.counts = Counter()

    def send(self, adapter, request, **_options):
        url = urlsplit(request.url)
        path, query = url.path.removeprefix(urlsplit(BASE).path), dict(parse_qsl(url.query))
        assert request.method == "GET", request.url
        kind, key, entries = self._found(path, query)
        self.counts[kind] += 1
        if key is None:
            return respond(adapter, request, 200, entries)
        start, size = int(query.get("offset") or query.get("start") or 0), int(query["max"])
        headers = {}
        if start + size < len(entries):
            filters = "&".join(f"{name}={value}" for name, value in query.items() if name != "offset")
            headers["Link"] = f'<{BASE}{path}?{filters}&offset={start + size}>; rel="next"'
        return respond(adapter, request, 200, {key: entries[start : start + size]}, headers)

    def _found(self, path, query):
        """What is asked, the name of the list in the answer, and all of it."""
        one = self.by_org.get(query.get("orgId"))
        match path.split("/")[1:]:
            case ["wholesale", "customers"]:
                return "customers", "items", [customer.wire() for customer in self.customers]
            case ["wholesale", "subscribers"]:
                mine = [c for c in self.customers if query.get("customerId") in (None, c.id)]
                kind = "users of one" if "customerId" in query else "users of all"
                return kind, "items", [row for customer in mine for row in customer.wire_subscribers()]
            case ["locations"]:
                return "locations", "items", list(one.wire_locations())
            case ["telephony", "config", "numbers"]:
                return "numbers", "phoneNumbers", list(one.wire_numbers())
            case ["telephony", "config", "locations"]:
                places = [{"id": location_id, "name": name} for name, location_id in one.locations.items()]
                return "calling locations", "locations", places
            case ["telephony", "pstn", "locations", _location, "connection"]:
                return "PSTN", None, {"id": "P", "displayName": CARRIER, "pstnConnectionType": "NON_INTEGRATED_CCP"}
            case ["people"]:
                rows = [one.wire_person(at, roles=[] if at else [ROLE["id"]]) for at in range(USERS_EACH)]
                return "people", "items", rows
            case ["people", person_id]:
                found = next(c.wire_person(0, roles=[ROLE["id"]]) for c in self.customers if c.people[0] == person_id)
                return "person", None, found
        raise AssertionError(path)


@pytest.fixture
def ask(monkeypatch):
    """Look at so many customers, and return the counts of requests."""

    def looked_at(count, *, change=lambda declaration: declaration, compared=None, limit=None):
        webex = ManyCustomers([Customer(index) for index in range(count)])
        adapters = requests.adapters.HTTPAdapter
        monkeypatch.setattr(adapters, "send", lambda *words, **options: webex.send(*words, **options))
        wanted = webex.customers[:limit]
        user_counts = {customer.key: USERS_EACH for customer in wanted}
        options = {"external_ids": list(user_counts), "user_counts": user_counts}
        listed = run_module(CustomerInfoOperation, CUSTOMER_INFO, options).objects
        for customer in wanted[:compared]:
            known = {
                "known_customer": listed["by_external_id"].get(customer.key),
                "known_users": listed["users_by_external_id"].get(customer.key, []),
                "known_roles": [ROLE],
            }
            declaration = change(customer.declaration)
            result = run_module(DriftGroupOperation, DRIFT_GROUP, {"declaration": declaration, "workers": 1, **known})
            assert not result.failed, result.message
            assert (result.objects["drift"], result.objects["reason"]) == (False, None)
        return webex.counts

    return looked_at


def test_a_hundred_customers(ask):
    counts = ask(100)
    assert counts == {
        # A full page may have another one behind it.
        "customers": 2,
        "users of all": 10,
        "locations": 100,
        "numbers": 100,
        "PSTN": 200,
        "person": 100,
    }
    assert counts.total() + ONCE <= 520


def test_five_hundred_customers(ask):
    """Each of them costs what it costs among a hundred; what they share is listed in full."""
    compared = 10
    counts = ask(500, compared=compared)
    assert (counts.pop("customers"), counts.pop("users of all")) == (5, 50)
    assert counts == {"locations": compared, "numbers": compared, "PSTN": 2 * compared, "person": compared}
    assert ONCE + 5 + 50 + 500 * counts.total() // compared <= 2600


def test_a_few_of_many_customers_are_asked_for_themselves(ask):
    counts = ask(100, limit=6)
    assert (counts["users of all"], counts["users of one"]) == (0, 6)


def test_pstn_is_asked_where_it_is_declared(ask):
    def without(declaration):
        declaration["webex_locations"][1].pop("pstn")
        return declaration

    assert ask(10, change=without)["PSTN"] == 10


def test_people_that_were_listed_tell_the_roles(ask):
    def without(declaration):
        for place in declaration["webex_locations"]:
            place.pop("numbers")
            place.pop("main_number")
        return declaration

    counts = ask(10, change=without)
    assert counts == {
        "customers": 1,
        "users of all": 2,
        "locations": 10,
        "calling locations": 10,
        "PSTN": 20,
        "people": 10,
    }
