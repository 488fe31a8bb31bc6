# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile values in a declaration: accepted as they will be sent, or refused in plain words; nothing else."""

from __future__ import annotations

import datetime
import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._admins.model import Admin
from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read, read_list
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._locations.model import Location
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.declaration import VARIABLES, read_inventory
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.setup_assist import SetupAssistContact
from ansible_collections.webex.wholesale.plugins.module_utils._templates.model import Template
from ansible_collections.webex.wholesale.plugins.module_utils._users.model import User
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, ANA, CUSTOMER, LEO, TEMPLATE

OFFICE = {
    **CUSTOMER["headquarters"],
    "address": ADDRESS,
    "pstn": {"route": {"type": "TRUNK", "id": "T1"}},
    "numbers": ["+14085550101"],
    "main_number": "+14085550101",
    "routing_prefix": "8",
}
MODELS = {
    "customer": (Customer, CUSTOMER),
    "user": (User, {**ANA, "number": "+14085550101", "title": "Chief", "location": "Head Office"}),
    "location": (Location, OFFICE),
    "template": (Template, {**TEMPLATE, "authentication": {"method": "saml", "idp_entity_id": "x"}}),
    "admin": (Admin, {"email": "ana@acme.example", "roles": ["Full administrator"]}),
    "contact": (SetupAssistContact, {"name": "Ana", "email": "ana@acme.example", "phone": "+14085550101"}),
}
# What disturbs a terminal, a table or a comparison, and what only looks like something else.
TROUBLE = st.sampled_from(
    (
        ("\x00", "\x1b[31m", "\n", "\r", "\t", "\u2028", "\u0085", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff"),
        ("\u00ad", "\ud800", "\u0430", "\uff41", "e\u0301", "\u3164", "\u00a0", "{{ 7*7 }}", "{% raw %}", "<b>", "|"),
        ("=", "+", "@", "'", '"', ",", ";", "%", "ß", "İ", "李", "\U0001f600", "1.4085E+10", "0101", "NaN", "null"),
    )
).flatmap(st.sampled_from)
HOSTILE_TEXT = st.text(max_size=6) | st.lists(TROUBLE | st.text("ana@.example +1408", max_size=4), max_size=4).map(
    "".join
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | HOSTILE_TEXT | st.dates() | st.binary(max_size=3)
KEY = st.sampled_from(["email", "name", "line1", "webex_calling", "x", "a.b", "nobody's", ""]) | st.integers(-1, 2)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=2),
    max_leaves=4,
)


def places(data, path=()):
    """The paths of everything inside the data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in inner:
        yield (*path, step)
        yield from places(value, (*path, step))


PLACES = [(name, path) for name, (_model, data) in MODELS.items() for path in places(data)]


def put(data, path, value):
    copy = json.loads(json.dumps(data))
    target = copy
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return copy


def check_text(text, at_most=1200):
    """One line per problem, short, and nothing in it that a terminal would carry out or hide."""
    assert len(text) <= at_most
    assert text.isprintable()


def checked(model, data):
    """What was read, or None when it was refused in plain words."""
    try:
        return read(model, data)
    except InputError as error:
        refused = error
    assert refused.problems
    for problem in refused.problems:
        check_text(str(problem))
        assert problem.message.endswith(".")
        assert problem.remedy
    assert len(str(refused).splitlines()) <= len(refused.problems) + 1
    return None


@given(place=st.sampled_from(PLACES), value=VALUES)
@example(place=("user", ("first_name",)), value="Ana\u202e")
@example(place=("user", ("email",)), value="ANA@xn--bcher-kva.example")
@example(place=("user", ("number",)), value="+1 (408) 555-0101")
@example(place=("customer", ("address",)), value=[None])
@example(place=("location", ("numbers", 0)), value="+١٤٠٨٥٥٥٠١٠١")
def test_any_value_is_read_or_refused(place, value):
    name, path = place
    model, data = MODELS[name]
    found = checked(model, put_value(data, path, value))
    if found is not None:
        sent = found.model_dump(exclude_unset=True)
        # What was read is what is read again: a second run compares with the same.
        assert read(model, sent).model_dump(exclude_unset=True) == sent
        assert all(text == text.strip() and visible(text) for text in texts(sent))


def visible(text):
    return all(char.isprintable() or unicodedata.category(char) == "Zs" for char in text)


def put_value(data, path, value):
    """As put, for a value that JSON does not know."""
    copy = put(data, path, None)
    target = copy
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return copy


def texts(data):
    if isinstance(data, str):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from texts(inner)


@given(st.dictionaries(st.sampled_from([*VARIABLES, "webex_users_file"]), VALUES | st.lists(VALUES, max_size=2)))
def test_any_declaration_of_a_host_is_read_or_refused(variables):
    for problem in read_inventory({"acme": variables}).problems:
        check_text(str(problem))
        assert problem.customer == "acme"


def nested(depth, wrap):
    value = "x"
    for _level in range(depth):
        value = wrap(value)
    return value


def own_member():
    value = []
    value.append(value)
    return value


BROKEN = "the value itself is written into the message: repr() raises"
HUGE = {
    "many letters": "x" * 200_000,
    "many control characters": "\x07" * 200_000,
    "a list of itself": own_member(),
    "a thousand entries": [0] * 1000,
    "a set": {1, 2},
    "a date": datetime.date(2026, 1, 2),
    "an object": object(),
    "a type": int,
}
TOO_HUGE = {
    "a number of 6,000 digits": 16**5000,
    "a list 3,000 deep": nested(3000, lambda inner: [inner]),
    "a mapping 3,000 deep": nested(3000, lambda inner: {"a": inner}),
}
FIELDS = [
    ("user", ("email",)),
    ("user", ("package",)),
    ("user", ("number",)),
    ("customer", ("packages", 0)),
    ("customer", ("address",)),
    ("customer", ("headquarters", "timezone")),
    ("location", ("numbers",)),
    ("admin", ("roles", 0)),
]


@pytest.mark.parametrize("value", HUGE)
@pytest.mark.parametrize(("name", "path"), FIELDS, ids=str)
def test_huge_values_are_not_repeated_in_the_message(name, path, value):
    model, data = MODELS[name]
    checked(model, put_value(data, path, HUGE[value]))


@pytest.mark.parametrize("value", TOO_HUGE)
def test_values_that_cannot_be_written_down(value):
    model, data = MODELS["customer"]
    checked(model, put_value(data, ("protected",), TOO_HUGE[value]))


@pytest.mark.parametrize("value", TOO_HUGE)
def test_declarations_that_cannot_be_written_down(value):
    for problem in read_inventory({"acme": dict.fromkeys(VARIABLES, TOO_HUGE[value])}).problems:
        check_text(str(problem))


KEYS = {"line break": "na\nme", "bidi": "name\u202e", "escape": "\x1b[31m", "long": "x" * 100_000}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("path", [(), ("address",), ("package_limits",)], ids=str)
def test_hostile_keys(key, path):
    data = {**CUSTOMER, "package_limits": {}}
    assert checked(Customer, put_value(data, (*path, KEYS[key]), 1)) is None


def test_the_message_stays_short_when_everything_is_wrong():
    with pytest.raises(InputError) as caught:
        read_list(User, [{**LEO, "email": "nobody"}] * 5_000, ("users",), "email")
    assert len(caught.value.problems) == 5_000
    assert len(str(caught.value)) < 50_000
    assert str(caught.value).startswith("5000 mistakes in the data:")
