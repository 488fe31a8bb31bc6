# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of locations are compared without case, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .support import (
    CARRIER,
    ONBOARD,
    QUICK,
    Ansible,
    Record,
    Run,
    Sandbox,
    actions,
    address,
    by,
    control,
    customer,
    location,
    operations,
    order,
    seen,
    snapshot,
    task,
    user,
    write_inventory,
    writes,
)

ONE, TWO, THREE = "+15105550700", "+15105550701", "+15105550702"
PRUNE = {"webex_prune": ["locations", "numbers", "users"], "webex_prune_locations_max_percent": 100}


# ---- the whole way -------------------------------------------------------------------------------


def _host(spelling: str, **changes: Any) -> dict[str, Any]:
    """A customer whose second location is spelled in one way."""
    return {
        "webex_customer": customer("names", template="gold-us"),
        "webex_locations": [
            {"name": "Head Office", "pstn": CARRIER},
            location(spelling, address=address(line1="1 Mowry"), pstn=CARRIER, numbers=[ONE, TWO], main_number=ONE),
        ],
        "webex_users": [
            user("it@names.example", "100"),
            user("ana@names.example", "101", location=spelling, number=TWO),
        ],
        **changes,
    }


@pytest.fixture(scope="module")
def spelled(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: Any) -> list[Any]:
    """The customer as it was made, the plan of another spelling, the run, the next run, and the customer then."""
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    ansible, folder = make_ansible(sandbox), tmp_path_factory.mktemp("names")
    old = write_inventory(folder / "old", {"names": _host("FREMONT")})
    new = write_inventory(folder / "new", {"names": _host("Fremont", **PRUNE)})
    ansible.playbook(inventory=old, extra=QUICK).succeeded()
    before = sandbox.customers()["names"]
    runs = [ansible.playbook(ONBOARD, *more, inventory=new, extra=QUICK) for more in (("--check",), (), ())]
    return [before, *runs, sandbox.customers()["names"]]


def test_another_spelling_is_a_new_name_and_not_a_new_location(spelled: list[Any]) -> None:
    before, plan, run, again, after = spelled
    assert actions(plan.succeeded()) == actions(run.succeeded())
    renamed = {
        "kind": "location",
        "identity": "Fremont",
        "action": "update",
        "fields": {"name": {"from": "FREMONT", "to": "Fremont"}},
    }
    assert list(actions(run).values()) == [[renamed]]
    old, new = by(before["locations"])["FREMONT"], by(after["locations"])["Fremont"]
    assert writes(plan.journal) == []
    assert writes(run.journal) == [f"PUT /v1/locations/{old['id']}"]
    assert again.succeeded().changed == 0
    assert writes(again.journal) == []
    assert new == {**old, "name": "Fremont"}
    assert [row["number"] for row in new["numbers"]] == [ONE, TWO]


# ---- the modules ---------------------------------------------------------------------------------

OF = {"customer": "case"}
OFFICE = location("Head Office", address=address())
BO = user("bo@case.example", "102")
PRUNED = {"prune": True, "prune_max_count": 9, "prune_max_percent": 100}


def _pair(title: str, module: str, options: Record) -> list[Record]:
    return [task(f"{title}: plan", module, {**OF, **options}, check=True), task(title, module, {**OF, **options})]


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    fremont = {**location("FREMONT"), "name": "Fremont"}
    return make_ansible(sandbox).play(
        [
            task("customer", "webex_customer", order("case")),
            task("made", "webex_location", {**OF, **location("FREMONT")}),
            # in whatever spelling
            *_pair("pstn", "webex_pstn", {"connections": [{"location": "fremont", **CARRIER}]}),
            *_pair("numbers", "webex_phone_numbers", {"locations": [{"location": "fremont", "numbers": [ONE, TWO]}]}),
            task(
                "numbers pruned",
                "webex_phone_numbers",
                {**OF, "locations": [{"location": "freMont", "numbers": [ONE]}], **PRUNED},
            ),
            *_pair("user", "webex_user", {**user("ana@case.example", "101", location="fremont", number=ONE)}),
            task("users", "webex_users", {**OF, "users": [BO], "default_location": "fremont"}),
            task("user stays", "webex_users", {**OF, "users": [user("ana@case.example", "101", location="FReMONT")]}),
            task("location info", "webex_location_info", {**OF, "name": "fremont"}),
            task("numbers info", "webex_phone_numbers_info", {**OF, "location": "fremont"}),
            # what is protected, and what is meant
            *_pair(
                "protected", "webex_locations", {"locations": [OFFICE], "protected_locations": ["fremont"], **PRUNED}
            ),
            *_pair("office", "webex_locations", {"locations": [], "headquarters": {"name": "HEAD OFFICE"}}),
            *_pair("one", "webex_location", fremont),
            task("one again", "webex_location", {**OF, **fremont}),
            snapshot("renamed"),
            # Webex has both
            control("/settings", {"location_name_case": True}),
            control(
                "/locations",
                {
                    "external_id": "case",
                    "name": "FREMONT",
                    "address": {"address1": "2 Road", "city": "Milpitas", "country": "US"},
                    "time_zone": "America/Los_Angeles",
                    "language": "en_us",
                },
            ),
            *_pair("twins", "webex_locations", {"locations": [{"name": "HEAD OFFICE"}, fremont], **PRUNED}),
            *_pair("twin", "webex_location", {"name": "fremont", "state": "absent"}),
            *_pair("twin numbers", "webex_phone_numbers", {"locations": [{"location": "Fremont", "numbers": [THREE]}]}),
            *_pair("twin main", "webex_phone_numbers", {"locations": [{"location": "Fremont", "main_number": ONE}]}),
            *_pair("twin pstn", "webex_pstn", {"connections": [{"location": "Fremont", "provider": "Other"}]}),
            *_pair("twin user", "webex_user", {**user("cy@case.example", "103", location="Fremont")}),
            snapshot("end"),
        ]
    )


@pytest.mark.parametrize("title", ["pstn", "numbers", "user", "office", "one"])
def test_plan_and_run_agree(story: Run, title: str) -> None:
    plan, done = story.result(f"{title}: plan"), story.result(title)
    assert plan["actions"] == done["actions"]
    assert plan["changed"] is done["changed"] is True
    assert writes(story.requests(f"{title}: plan")) == []


def test_no_location_is_made_or_removed(story: Run) -> None:
    made = [row for row in story.journal if row["operation"] == "createLocation"]
    assert len(made) == 1
    assert operations(story.journal)["deleteLocation"] == operations(story.journal)["disableCallingLocation"] == 0
    names = [row["name"] for row in seen(story, "renamed", "case")["locations"]]
    assert names == ["HEAD OFFICE", "Fremont"]
    assert not story.result("one again")["changed"]


def test_numbers_are_those_of_the_location(story: Run) -> None:
    removed = [row["identity"] for row in story.result("numbers pruned")["actions"]]
    assert removed == [TWO]
    assert [row["number"] for row in story.result("numbers info")["numbers"] if row["number"]] == [ONE]


def test_people_come_to_the_location(story: Run) -> None:
    assert [row["name"] for row in story.result("location info")["locations"]] == ["FREMONT"]
    assert not story.result("user stays")["changed"]
    # the second one by default_location
    owned = story.result("numbers info")["numbers"]
    assert sorted(row["extension"] for row in owned) == ["101", "102"]


def test_what_is_protected_stays_in_any_spelling(story: Run) -> None:
    for title in ("protected: plan", "protected"):
        assert not story.result(title)["changed"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("twins", "there are several locations of this name (FREMONT, Fremont; case does not count)"),
        ("twin", "several locations named fremont (FREMONT, Fremont; case does not count)"),
        ("twin numbers", "exists more than once (case does not count)"),
        ("twin main", "exists more than once (case does not count)"),
        ("twin pstn", "exists more than once (case does not count)"),
        ("twin user", "exists more than once (case does not count)"),
    ],
)
def test_two_that_differ_in_case_are_refused(story: Run, title: str, words: str) -> None:
    for name in (f"{title}: plan", title):
        message = story.failure(name)
        assert words in message
        assert "Control Hub" in message
        assert writes(story.requests(name)) == []
    assert len(seen(story, "end", "case")["locations"]) == 3
