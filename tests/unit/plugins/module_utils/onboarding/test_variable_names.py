# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables with the prefix of the collection that it does not know."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.variable_names import (
    KNOWN,
    OTHERS,
    is_unknown,
    unknown_variables,
)


def found(**variables):
    return [str(problem) for problem in unknown_variables(variables)]


def test_what_is_known_is_no_mistake():
    assert found(**dict.fromkeys(KNOWN)) == []
    assert OTHERS in KNOWN


@pytest.mark.parametrize(
    "name", ["webex", "my_webex_users", "ansible_host", "customer_ready", "inventory_checked", 5, None]
)
def test_other_names_are_no_business_of_ours(name):
    assert not is_unknown(name)
    assert list(unknown_variables({name: "x"})) == []


@pytest.mark.parametrize("name", KNOWN)
def test_one_letter_less_is_found_with_the_name_that_is_meant(name):
    for written in (name[:-1], name.upper(), name.replace("_", "-"), f"{name}s"):
        # Two names of ours may differ in one letter: webex_setup_assist, for one, is no misspelt name.
        if written in KNOWN:
            continue
        (problem,) = found(**{written: None})
        assert problem.startswith(f"{written}: there is no such variable. Did you mean webex_")
        if len(name) > len("webex_prune"):
            assert f"Did you mean {name}? " in problem


def test_the_prefix_alone_is_no_likeness():
    assert found(webex_qqqq=1) == [
        "webex_qqqq: there is no such variable. Correct or remove it. Name a variable of your own in "
        "webex_other_variables."
    ]


def test_variables_of_others_are_named():
    assert found(webex_floor_plan="north", webex_user=[], **{OTHERS: ["webex_floor_plan"]}) == found(webex_user=[])
    assert len(found(webex_floor_plan="north", **{OTHERS: None})) == 1
    assert len(found(webex_floor_plan="north", **{OTHERS: []})) == 1


def test_a_text_in_place_of_the_list_is_the_only_mistake():
    assert found(webex_floor_plan="north", **{OTHERS: "webex_floor_plan"}) == []
