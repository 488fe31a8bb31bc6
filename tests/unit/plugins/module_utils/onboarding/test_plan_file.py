# SPDX-License-Identifier: GPL-3.0-or-later
"""Saved plans as data: addresses, both sides of an action, digests, and what two plans differ in."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Change, created, deleted, updated
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.plan_file import (
    PlanFileError,
    SavedAction,
    SavedCustomer,
    Verdict,
    check_same,
    customer_address,
    differences,
    done_already,
    forecast_of,
    totals,
)

ACME = customer_address("acme-0001")
ACCEPTED = Verdict("accepted")
ANA = SavedAction.of(ACME, created("user", "ana@acme.example", {"package": "webex_calling"}), ACCEPTED)
LEO = SavedAction.of(ACME, updated("user", "leo@acme.example", {"title": Change(None, "Buyer")}), ACCEPTED)
FREMONT = SavedAction.of(ACME, deleted("location", "Fremont", {"timezone": "UTC"}), Verdict("refused", "it is in use"))
PLAN = SavedCustomer(ACME, "webexapis.com", "partner", ("customer", "users"), "declared", (ANA, LEO, FREMONT))


def test_addresses_are_names():
    assert ANA.address == "customer:acme-0001/user:ana@acme.example"
    customer = SavedAction.of(ACME, created("customer", "acme-0001", {"packages": ["webex_calling"]}), ACCEPTED)
    assert customer.address == "customer:acme-0001"
    assert customer_address("acme-0001", "S1") == "sub_partner:S1/customer:acme-0001"


def test_both_sides_of_an_action():
    assert (ANA.before, ANA.after, ANA.unknown_until_apply) == (None, {"package": "webex_calling"}, ("id", "person_id"))
    assert (LEO.before, LEO.after, LEO.unknown_until_apply) == ({"title": None}, {"title": "Buyer"}, ())
    assert (FREMONT.before, FREMONT.after) == ({"timezone": "UTC"}, None)
    assert FREMONT.to_dict()["verdict"] == {"status": "refused", "reason": "it is in use"}


def test_a_plan_comes_back_as_it_was():
    assert SavedCustomer.from_dict(PLAN.to_dict()) == PLAN


def test_a_plan_with_another_digest_is_refused():
    data = copy.deepcopy(PLAN.to_dict())
    data["actions"][0]["after"]["package"] = "webex_meetings"
    with pytest.raises(PlanFileError, match="customer:acme-0001: it was changed after it was written"):
        SavedCustomer.from_dict(data)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(PLAN.to_dict())), PLAIN)
def test_no_other_value_passes(name, value):
    data = {**PLAN.to_dict(), name: value}
    if data != PLAN.to_dict():
        with pytest.raises(PlanFileError):
            SavedCustomer.from_dict(data)


@given(st.dictionaries(st.text(max_size=8), PLAIN, max_size=3))
def test_what_is_no_plan_is_refused(data):
    with pytest.raises(PlanFileError):
        SavedCustomer.from_dict(data)


# The inventory was edited.
EDITED = "edited"


def found(now):
    return [(each.difference, each.address) for each in differences(PLAN, now)]


def test_differences():
    other = replace(LEO, after={"title": "Chef"})
    more = SavedAction.of(ACME, created("number", "+14085550101", {"location": "Head Office"}), ACCEPTED)
    now = replace(PLAN, declared=EDITED, actions=(more, other, FREMONT))
    assert found(now) == [("missing", ANA.address), ("changed", LEO.address), ("added", more.address)]
    assert [str(each) for each in differences(PLAN, now)] == [
        'missing: create customer:acme-0001/user:ana@acme.example (package: "webex_calling") is in the saved plan and '
        "not to be done any more",
        'changed: the saved plan has update customer:acme-0001/user:leo@acme.example (title: null -> "Buyer"), now it '
        'is update customer:acme-0001/user:leo@acme.example (title: null -> "Chef")',
        'added: create customer:acme-0001/number:+14085550101 (location: "Head Office") is not in the saved plan',
    ]


def test_order_verdict_and_forecast_make_no_difference():
    actions = (replace(FREMONT, verdict=ACCEPTED), LEO, ANA)
    now = replace(PLAN, actions=actions, forecast={"read": 7})
    assert found(now) == []
    assert check_same(PLAN, now) is True


def test_two_actions_of_one_object_are_compared_together():
    main = SavedAction.of(ACME, updated("location", "Fremont", {"main_number": Change(None, "+14085550101")}), ACCEPTED)
    saved = replace(PLAN, actions=(FREMONT, main))
    assert differences(saved, replace(PLAN, actions=(main, FREMONT))) == []
    (one,) = differences(saved, replace(PLAN, declared=EDITED, actions=(main,)))
    assert (one.difference, len(one.saved), len(one.now)) == ("changed", 2, 1)


def test_nothing_is_left_when_all_is_done():
    assert check_same(PLAN, replace(PLAN, actions=())) is False
    assert check_same(replace(PLAN, actions=()), replace(PLAN, actions=())) is False


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (replace(PLAN, service="other.example"), "made for the service webexapis.com, and this is other.example"),
        (replace(PLAN, partner="another"), "made for the partner partner, and this is another"),
        (replace(PLAN, steps=("users",)), "has the steps customer, users, and this run has users"),
        (replace(PLAN, failures={"pstn": "Webex answered 500"}), "cannot be known. Nothing was changed.\n- pstn:"),
        (replace(PLAN, actions=(), failures={"pstn": "Webex answered 500"}), "cannot be known"),
        (replace(PLAN, declared=EDITED, actions=(ANA,)), "is not the saved plan. Nothing was changed"),
    ],
)
def test_a_plan_that_does_not_hold_is_refused(now, words):
    with pytest.raises(PlanFileError) as caught:
        check_same(PLAN, now)
    assert words in str(caught.value)


SITE = SavedAction.of(ACME, created("location", "Pier", {"timezone": "UTC", "outside_dial_digit": "9"}), ACCEPTED)
MOVED = SavedAction.of(
    ACME, updated("user", "eva@acme.example", {"title": Change("A", "B"), "location": Change("X", "Y")}), ACCEPTED
)
KILLED = replace(PLAN, actions=(SITE, MOVED, ANA, LEO))


def rest(kind, name, **fields):
    return SavedAction.of(ACME, updated(kind, name, {key: Change(*values) for key, values in fields.items()}), ACCEPTED)


@pytest.mark.parametrize(
    ("left", "done"),
    [
        ((MOVED, ANA, LEO), [SITE]),
        ((LEO,), [SITE, MOVED, ANA]),
        ((rest("location", "Pier", calling=(False, True), outside_dial_digit=(None, "9")), ANA, MOVED, LEO), [SITE]),
        ((SITE, ANA, LEO, rest("user", "eva@acme.example", title=("A", "B"))), [MOVED]),
    ],
    ids=["one", "several", "half a location", "half an update"],
)
def test_what_a_killed_run_has_done_is_no_difference(left, done):
    now = replace(KILLED, actions=left)
    assert differences(KILLED, now) == []
    assert done_already(KILLED, now) == [action.address for action in done]
    assert check_same(KILLED, now) is True
    # What is gone from an inventory that was edited since may just not be wanted any more.
    edited = replace(now, declared=EDITED)
    assert [each.address for each in differences(KILLED, edited)] == [action.address for action in done]
    assert done_already(KILLED, edited) == []


@pytest.mark.parametrize(
    "other",
    [
        rest("user", "eva@acme.example", title=("Z", "B")),
        rest("user", "eva@acme.example", title=("A", "C")),
        rest("user", "eva@acme.example", extension=("1", "2")),
        rest("user", "ana@acme.example", package=("webex_meetings", "webex_calling")),
        rest("location", "Pier", timezone=(None, "Europe/Berlin")),
        SavedAction.of(ACME, deleted("user", "leo@acme.example", {}), ACCEPTED),
    ],
    ids=["from another value", "to another value", "another field", "made otherwise", "made to another", "removed"],
)
def test_what_somebody_else_did_is_a_difference(other):
    kept = [action for action in KILLED.actions if action.address != other.address]
    (one,) = differences(KILLED, replace(KILLED, actions=(*kept, other)))
    assert (one.difference, one.address) == ("changed", other.address)


def test_long_lists_of_differences_are_cut():
    actions = tuple(replace(ANA, address=f"{ACME}/user:{number}@acme.example") for number in range(25))
    with pytest.raises(PlanFileError, match="- and 5 more, see differences"):
        check_same(PLAN, replace(PLAN, actions=actions))


def test_requests_are_forecast():
    numbers = tuple(
        SavedAction.of(ACME, created("number", f"+1408555010{last}", {"location": where}), ACCEPTED)
        for last, where in enumerate(["Fremont", "Fremont", "Oakland"])
    )
    assert forecast_of((*numbers, ANA, LEO), reads=4) == {"read": 8, "write": 4}


def test_totals():
    customers = [replace(PLAN, forecast={"read": 4, "write": 3}), replace(PLAN, address="customer:globex", actions=())]
    assert totals(customers) == {
        "customers": 2,
        "create": 1,
        "update": 1,
        "delete": 1,
        "refused": 1,
        "requests": 7,
    }
