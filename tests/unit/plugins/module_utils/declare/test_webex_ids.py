# SPDX-License-Identifier: GPL-3.0-or-later
"""IDs of Webex in all their spellings."""

from __future__ import annotations

import base64

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.webex_ids import ById, key_of, same_id, uuid_of

UUID, OTHER = "f5b36187-c8dd-4727-8b2f-9c447f29046a", "f5b36187-c8dd-4727-8b2f-9c447f29046b"


def encoded(text, padding=False):
    found = base64.b64encode(text.encode()).decode()
    return found if padding else found.rstrip("=")


@pytest.mark.parametrize(
    "spelling",
    [
        UUID,
        UUID.upper(),
        encoded(f"ciscospark://us/PEOPLE/{UUID}"),
        encoded(f"ciscospark://us/PEOPLE/{UUID}", padding=True),
        encoded(f"ciscospark://urn:TEAM:eu-central-1_k/SUBSCRIBER/{UUID}"),
    ],
)
def test_spellings_of_one_id(spelling):
    assert same_id(spelling, UUID)
    assert uuid_of(spelling) == UUID
    people = ById({spelling: "Ana", OTHER: "Leo"})
    assert (people[UUID], people.get(OTHER), people.get("x"), UUID in people, "x" in people) == (
        "Ana",
        "Leo",
        None,
        True,
        False,
    )
    assert (list(people), len(people)) == ([spelling, OTHER], 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (UUID, OTHER),
        (encoded(f"ciscospark://us/PEOPLE/{UUID}:{UUID}"), encoded(f"ciscospark://us/PEOPLE/{UUID}:{OTHER}")),
        (encoded("ciscospark://us/LOCATION/63715"), encoded("ciscospark://us/LOCATION/63716")),
        ("+14085550100", "+14085550101"),
        ("", UUID),
    ],
)
def test_ids_of_two_objects(one, other):
    assert not same_id(one, other)


def test_an_id_without_uuid_is_itself_with_or_without_padding():
    text = "ciscospark://us/LOCATION/63715"
    assert key_of(encoded(text, padding=True)) == key_of(encoded(text)) == encoded(text)
