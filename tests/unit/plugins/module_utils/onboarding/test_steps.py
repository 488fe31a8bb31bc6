# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever a variable of a host is, a step takes it or refuses it as a mistake: anything else would be a defect."""

from __future__ import annotations

import copy
import datetime

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.options import read_options
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.part import Part
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.steps import STEPS, Earlier
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, ANA, CONNECTION, CUSTOMER, LEO

OFFICE = {"name": "Head Office", "address": ADDRESS, "pstn": {"provider": "Local Carrier"}}
DECLARATION = {
    "webex_customer": {**CUSTOMER, "package_limits": {"webex_calling": 5}, "sub_partner_org_id": "S1"},
    "webex_locations": [{**OFFICE, "numbers": ["+14085550101"], "main_number": "+14085550101"}],
    "webex_users": [ANA, LEO],
    "webex_admins": [{"email": ANA["email"], "roles": ["Full Administrator"]}],
    "webex_prune": ["users", "locations", "numbers"],
    "webex_protected_users": ["boss@acme.example"],
    "webex_protected_locations": ["Oakland"],
    "webex_ignore_drift": ["address"],
    "webex_update_limits": "always",
    "webex_wait_timeout": 8,
    "webex_workers": 2,
    "webex_precheck": False,
}
GONE = object()
ODD = [GONE, None, "", "text", 5, 1.5, True, datetime.date(2026, 1, 1), [], [5], ["a"], [[]], [None], {}, {"name": []}]


def places(data, path=()):
    """The paths of everything inside the data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from places(value, (*path, key))


def put(path, value):
    """The declaration with another value at this place."""
    changed = copy.deepcopy(DECLARATION)
    target = changed
    for key in path[:-1]:
        target = target[key]
    if value is GONE:
        del target[path[-1]]
    else:
        target[path[-1]] = value
    return changed


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_declaration_of_whatever_shape_is_no_defect(step):
    refused = 0
    for path in places(DECLARATION):
        if path[0] not in step.variables:
            continue
        for value in ODD:
            try:
                inputs = step.inputs(put(path, value), Earlier())
                if inputs is not None:
                    step.operation(read_options(step.operation.OPTIONS, {**CONNECTION, **inputs}))
            except InputError:
                refused += 1
    assert refused


@pytest.mark.parametrize(
    ("take", "message"),
    [
        (lambda part: part.needed("none"), "a[2].none: it is missing. Add the key none."),
        (lambda part: part.needed("null"), "a[2].null: it is missing. Add the key null."),
        (lambda part: part.text("list"), "a[2].list: ['x', 1] is not text. Put it in quotes."),
        (lambda part: part.texts("list"), "a[2].list[1]: 1 is not text. Put it in quotes."),
        (lambda part: part.texts("text"), "a[2].text: 'abc' is not a list. Begin every entry with a dash."),
        (lambda part: part.part("text"), "a[2].text: 'abc' is not a mapping of keys to values. Correct its type."),
        (lambda part: part.parts("list"), "a[2].list[0]: 'x' is not a mapping of keys to values. Correct its type."),
    ],
)
def test_a_mistake_has_its_place(take, message):
    part = Part({"null": None, "list": ["x", 1], "text": "abc"}, ("a", 2))
    with pytest.raises(InputError) as caught:
        take(part)
    assert [str(problem) for problem in caught.value.problems] == [message]


def test_null_is_absent_but_handed_on():
    part = Part({"null": None})
    assert part.entries("null") == part.texts("null") == part.parts("null") == part.entries("none") == []
    assert part.part("null").written == {}
    assert not part.has("null")
    assert part.taken(["null", "none"]) == {"null": None}
    assert part.renamed({"option": "null", "other": "none"}) == {"option": None}
