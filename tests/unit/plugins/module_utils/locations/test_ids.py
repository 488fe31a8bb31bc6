# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations by name, in whatever spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._customers.context import CustomerContext
from ansible_collections.webex.wholesale.plugins.module_utils._declare.unicode_forms import name_key
from ansible_collections.webex.wholesale.plugins.module_utils._engine.bulk import RowError
from ansible_collections.webex.wholesale.plugins.module_utils._locations.ids import LocationIds


def handed(**ids):
    return LocationIds.find(None, CustomerContext("C", "O"), ids)


def test_a_planned_customer_has_none():
    assert LocationIds.find(None, CustomerContext(), None).known() == "none"


def test_an_empty_id_is_of_a_location_to_come():
    assert handed(Fremont="").is_planned("Fremont")


@pytest.mark.parametrize("name", ["Fremont", "FREMONT", "fremont", " Fremont  "])
def test_any_spelling_is_found(name):
    assert handed(Fremont="1", Reno="2").of(name) == "1"
    assert handed(FREMONT=None).is_planned(name)
    with pytest.raises(RowError, match="not made yet"):
        handed(FREMONT=None).of(name)


def test_two_that_differ_in_case_are_none():
    ids = handed(Fremont="1", FREMONT="2", Reno="3")
    with pytest.raises(RowError, match="exists more than once"):
        ids.of("Fremont")
    assert [ids.name_of(location_id) for location_id in "1234"] == ["Fremont", "FREMONT", "Reno", ""]
    assert ids.of("RENO") == "3"


def test_an_unknown_name_lists_the_others():
    with pytest.raises(RowError, match=r"Nowhere does not exist; known are: Fremont, Reno\."):
        handed(Fremont="1", Reno="2").of("Nowhere")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Caf\u00c9", "cafe\u0301"),
        ("Stra\u00dfe", "STRASSE"),
        ("\u03a3\u03af\u03c3", "\u03c3\u0399\u0301\u03c2"),
        ("a\u00a0b", "A  b"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert name_key(one) == name_key(other)


@given(st.text())
def test_a_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)
