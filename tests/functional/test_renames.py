# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations that have another name now: in the inventory, or in Webex. Every host is one case.

The plan says what the run does, the run does nothing else, the next run has nothing to do, and nothing is lost.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from .support import (
    CARRIER,
    ONBOARD,
    QUICK,
    TOKEN,
    Ansible,
    Record,
    Run,
    Sandbox,
    actions,
    address,
    by,
    customer,
    location,
    query,
    user,
    write_inventory,
    writes,
)

OFFICE, SITE, NEW = "Head Office", "Fremont", "Warm Springs"
PRUNE = {
    "webex_prune": ["locations", "numbers", "users"],
    "webex_prune_locations_max_count": 5,
    "webex_prune_locations_max_percent": 100,
    "webex_prune_max_percent": 100,
    "webex_prune_numbers_max_percent": 100,
}
# Of the site: its name, address, and so on, as it was first declared.
AT_SITE = {"address": address(line1="1 Mowry Avenue", city="Fremont", postal_code="94536")}
ELSEWHERE = {"address": address(line1="9 Virginia Street", city="Reno", state="NV", postal_code="89501")}


def _numbers(host: str) -> list[str]:
    return [f"+1510555{HOSTS.index(host):02}{index:02}" for index in range(5)]


def _host(host: str, *places: Record, headquarters: Record | None = None, **more: Any) -> dict[str, Any]:
    """The variables of a host; the users are where the second location is."""
    office = {"name": OFFICE, "timezone": "America/Los_Angeles", "language": "en_us", **(headquarters or {})}
    site = places[0]["name"] if places else office["name"]
    numbers = _numbers(host)
    return {
        "webex_customer": customer(host, template="gold-us", headquarters=office),
        "webex_locations": [{"name": office["name"]}, *places],
        "webex_users": [
            user(f"it@{host}.example", "100"),
            user(f"ana@{host}.example", "101", location=site, number=numbers[1]),
        ],
        **more,
    }


def _site(host: str, name: str = SITE, count: int = 3, **changes: Any) -> Record:
    """The site with so many numbers; None takes a key away."""
    numbers = _numbers(host)[:count]
    return location(name, **{**AT_SITE, "pstn": CARRIER, "numbers": numbers, "main_number": numbers[0], **changes})


def _short(host: str, name: str = SITE, **changes: Any) -> Record:
    """A location that is there, told by its name and numbers."""
    return _site(host, name, **{"address": None, "timezone": None, "language": None, "pstn": None, **changes})


def _bo(host: str, **changes: Any) -> Record:
    return user(f"bo@{host}.example", "102", number=_numbers(host)[3], **changes)


def _and_bo(host: str, *places: Record, **changes: Any) -> dict[str, Any]:
    """One more user with a new number at the first of these locations."""
    variables = _host(host, *places, **changes)
    return {**variables, "webex_users": [*variables["webex_users"], _bo(host, location=places[0]["name"])]}


HOSTS = [
    "site",
    "office",
    "byhand",
    "byname",
    "beside",
    "calling",
    "strayed",
    "moved",
    "numbers",
    "both",
    "missing",
]
FIRST = {host: _host(host, _site(host)) for host in HOSTS}
# Two that were one: the new one was made before somebody thought of previous_name.
FIRST["both"]["webex_locations"].append(location(NEW, **ELSEWHERE))
FIRST["calling"] = {**_host("calling"), "webex_users": [user("it@calling.example", "100")]}
THEN: dict[str, dict[str, Any]] = {
    # every step names the new name
    "site": _and_bo("site", _site("site", NEW, 4, previous_name=SITE), **PRUNE),
    "office": {
        **_host("office", _site("office"), headquarters={"name": "Main Building", "previous_name": OFFICE}, **PRUNE),
        "webex_users": [
            user("it@office.example", "100"),
            user("ana@office.example", "101", location=SITE, number=_numbers("office")[1]),
            user("bo@office.example", "102"),
        ],
    },
    "byhand": _host("byhand", _site("byhand"), **PRUNE),
    "byname": _and_bo("byname", _short("byname", count=4), **PRUNE),
    "beside": _host("beside", _short("beside"), location(NEW, **AT_SITE), **PRUNE),
    "calling": _and_bo("calling", _site("calling", "Kiosk", 4)),
    # refused
    "strayed": _host("strayed", _site("strayed"), **PRUNE),
    "moved": _host("moved", _site("moved", NEW), **PRUNE),
    "numbers": _host("numbers", _site("numbers", NEW, **ELSEWHERE), **PRUNE),
    "both": _host("both", _site("both", NEW, previous_name=SITE, **ELSEWHERE), **PRUNE),
    "missing": _host("missing", _site("missing"), _short("missing", "Freemont", numbers=[], main_number=None)),
}
THEN["calling"]["webex_users"].pop(1)
REFUSED = {
    "strayed": (SITE, "Fremont (old), which is not declared, is at its address", "previous_name: Fremont (old)"),
    "moved": (NEW, "location Fremont, which is not declared, is at its address and has its numbers", "declare Fremont"),
    "numbers": (NEW, "location Fremont, which is not declared, has its numbers", "previous_name: Fremont"),
    "both": (NEW, "it is there, and so is Fremont, its previous name", "declare Fremont as well"),
    "missing": ("Freemont", "cannot be made without address, timezone, language", "Webex has Fremont, Head Office"),
}
CARRIED_OUT = [host for host in HOSTS if host not in REFUSED]


@dataclass
class Story:
    """The customers before, the plan, the run, the next run, and the customers then."""

    before: dict[str, Record]
    plan: Run
    run: Run
    again: Run
    after: dict[str, Record]

    @property
    def runs(self) -> tuple[Run, Run]:
        """The plan and what was done."""
        return self.plan, self.run

    def changes(self, host: str) -> list[Record]:
        """What was done to a customer, its users left out."""
        found = [rows for (name, _module), rows in actions(self.run).items() if name == host]
        return [row for rows in found for row in rows if row["kind"] != "user"]

    def writes(self, host: str) -> list[str]:
        """What was sent to the organization of a customer in the run."""
        org_id = self.before[host]["org_id"]
        return writes(record for record in self.run.journal if query(record).get("orgId") == org_id)

    def places(self, host: str) -> dict[str, Record]:
        """The locations of a customer after the run."""
        return by(self.after[host]["locations"])

    def id_of(self, host: str, name: str) -> str:
        """The ID that a location had before."""
        return str(by(self.before[host]["locations"])[name]["id"])


def _rename_by_hand(sandbox: Sandbox, host: str, old: str, new: str) -> None:
    found = sandbox.customers()[host]
    place = by(found["locations"])[old]
    request = urllib.request.Request(
        f"{sandbox.url}/locations/{place['id']}?orgId={found['org_id']}",
        method="PUT",
        data=json.dumps({"name": new, "preferredLanguage": "en_us"}).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"},
    )
    urllib.request.urlopen(request, timeout=20).close()


def _plant(sandbox: Sandbox, host: str, name: str) -> None:
    """A location without calling, as other services of Webex make them."""
    where = {"address1": "1 Mowry Avenue", "city": "Fremont", "state": "CA", "postalCode": "94536", "country": "US"}
    body = {"external_id": host, "name": name, "address": where, "time_zone": "America/Los_Angeles"}
    sandbox.control("POST", "/locations", {**body, "language": "en_us"})


@pytest.fixture(scope="module")
def story(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Story:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    ansible, folder = make_ansible(sandbox), tmp_path_factory.mktemp("renames")
    first, then = write_inventory(folder / "first", FIRST), write_inventory(folder / "then", THEN)
    ansible.playbook(inventory=first, extra=QUICK).succeeded()
    _rename_by_hand(sandbox, "byhand", OFFICE, "HQ West")
    _rename_by_hand(sandbox, "strayed", SITE, "Fremont (old)")
    _plant(sandbox, "calling", "Kiosk")
    before = sandbox.customers()
    runs = [ansible.playbook(ONBOARD, *more, inventory=then, extra=QUICK) for more in (("--check",), (), ())]
    return Story(before, *runs, sandbox.customers())


@pytest.mark.parametrize("host", HOSTS)
def test_the_plan_is_what_is_done(story: Story, host: str) -> None:
    planned, done = ({key: rows for key, rows in actions(run).items() if key[0] == host} for run in story.runs)
    assert planned == done
    assert story.plan.recap[host]["failures"] == story.run.recap[host]["failures"] == int(host in REFUSED)
    assert writes(story.plan.journal) == []


def test_the_playbook_ends_alike(story: Story) -> None:
    assert story.plan.status == story.run.status != 0


@pytest.mark.parametrize("host", CARRIED_OUT)
def test_the_next_run_has_nothing_to_do(story: Story, host: str) -> None:
    assert (story.again.recap[host]["changed"], story.again.recap[host]["failures"]) == (0, 0)
    org_id = story.before[host]["org_id"]
    assert writes(record for record in story.again.journal if query(record).get("orgId") == org_id) == []


@pytest.mark.parametrize("host", HOSTS)
def test_nothing_is_lost(story: Story, host: str) -> None:
    then = {place["id"]: place for place in story.after[host]["locations"]}
    for place in story.before[host]["locations"]:
        kept = then[place["id"]]
        for key in ("address", "time_zone", "language", "announcement_language", "main_number", "pstn"):
            assert kept[key] == place[key] or (host, place["name"]) == ("calling", "Kiosk")
        assert {row["number"] for row in place["numbers"]} <= {row["number"] for row in kept["numbers"]}
    people = {row["email"]: row for row in story.after[host]["subscribers"]}
    for row in story.before[host]["subscribers"]:
        assert people[row["email"]]["number"] == row["number"]
        assert people[row["email"]]["extension"] == row["extension"]


def test_a_site_is_renamed_and_all_steps_know_its_new_name(story: Story) -> None:
    number = _numbers("site")[3]
    assert [(row["identity"], row["action"], row["fields"]) for row in story.changes("site")] == [
        (NEW, "update", {"name": {"from": SITE, "to": NEW}}),
        (number, "create", {"location": {"from": None, "to": NEW}, "state": {"from": None, "to": "ACTIVE"}}),
    ]
    site = story.id_of("site", SITE)
    assert story.writes("site") == [
        f"PUT /v1/locations/{site}",
        f"POST /v1/telephony/config/locations/{site}/numbers",
    ]
    place = story.places("site")[NEW]
    assert (place["id"], {row["number"] for row in place["numbers"]}) == (site, set(_numbers("site")[:4]))
    people = {row["email"]: row["location"] for row in story.after["site"]["subscribers"]}
    assert people["bo@site.example"] == people["ana@site.example"] == NEW


@pytest.mark.parametrize(("host", "old", "new"), [("office", OFFICE, "Main Building"), ("byhand", "HQ West", OFFICE)])
def test_the_headquarters_get_their_name(story: Story, host: str, old: str, new: str) -> None:
    assert [(row["identity"], row["fields"]) for row in story.changes(host)] == [
        (new, {"name": {"from": old, "to": new}})
    ]
    assert story.writes(host) == [f"PUT /v1/locations/{story.id_of(host, old)}"]
    assert sorted(story.places(host)) == sorted([SITE, new])
    people = {row["email"]: row["location"] for row in story.after[host]["subscribers"]}
    assert set(people.values()) == {SITE, new}


def test_a_location_that_is_there_needs_its_name_only(story: Story) -> None:
    assert [(row["kind"], row["identity"]) for row in story.changes("byname")] == [("number", _numbers("byname")[3])]
    assert [(row["identity"], row["action"]) for row in story.changes("beside")] == [(NEW, "create")]
    assert sorted(story.places("beside")) == [SITE, OFFICE, NEW]


def test_a_location_without_calling_gets_all_in_one_run(story: Story) -> None:
    site, numbers = story.id_of("calling", "Kiosk"), _numbers("calling")
    assert sorted((row["kind"], row["identity"]) for row in story.changes("calling")) == [
        # made fit for calling, and its main number
        ("location", "Kiosk"),
        ("location", "Kiosk"),
        *(("number", number) for number in sorted(numbers[:4])),
        ("pstn", "Kiosk"),
    ]
    assert story.writes("calling") == [
        "POST /v1/telephony/config/locations",
        f"PUT /v1/telephony/pstn/locations/{site}/connection",
        f"POST /v1/telephony/config/locations/{site}/numbers",
        f"PUT /v1/telephony/config/locations/{site}",
    ]
    assert story.places("calling")["Kiosk"]["calling"]


@pytest.mark.parametrize("host", REFUSED)
def test_what_looks_renamed_is_refused_with_both_ways_out(story: Story, host: str) -> None:
    name, *words = REFUSED[host]
    for run in (story.plan, story.run, story.again):
        message = run.failure("Set up the customer", host)
        assert f"- {name}: " in message
        for word in words:
            assert word in message
    assert story.writes(host) == []
    assert story.after[host]["locations"] == story.before[host]["locations"]
