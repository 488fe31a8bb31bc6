# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that look like others or like nothing, and numbers that spreadsheets and YAML have changed."""

from __future__ import annotations

import datetime

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._admins.model import Admin
from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read, read_list
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._locations.model import Location
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.declaration import read_inventory
from ansible_collections.webex.wholesale.plugins.module_utils._users.model import User
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, ANA, CUSTOMER

OFFICE = {**CUSTOMER["headquarters"], "address": ADDRESS}
MODELS = {
    "user": (User, ANA),
    "customer": (Customer, CUSTOMER),
    "location": (Location, OFFICE),
    "admin": (Admin, {"email": "ana@acme.example", "roles": ["Full administrator"]}),
}
INVISIBLE = [
    "\u202a",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200e",
    "\u200f",
    "\u061c",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\u00ad",
]
LINES = ["\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"]
CONTROL = ["\x00", "\x07", "\x1b", "\x7f", "\t", "\ud800", "\ufff0", "\U000e0041", "\ue000"]
BLANK = ["\u3164", "\uffa0", "\u115f", "\u1160", "\u2800", "\u034f", "\ufe0f", "\U000e0100"]


def refusal(model, data):
    with pytest.raises(InputError) as caught:
        read(model, data)
    (problem,) = caught.value.problems
    assert str(problem).isprintable()
    return problem


@pytest.mark.parametrize("char", [*INVISIBLE, *LINES, *CONTROL], ids=ascii)
@pytest.mark.parametrize(
    ("name", "key"), [("user", "first_name"), ("customer", "name"), ("location", "name"), ("admin", "email")]
)
def test_invisible_characters_are_named(name, key, char):
    model, data = MODELS[name]
    problem = refusal(model, {**data, key: f"A{char}B"})
    assert problem.path == (key,)
    assert f"U+{ord(char):04X}" in problem.message


@pytest.mark.parametrize("char", BLANK, ids=ascii)
def test_letters_that_show_nothing_are_named(char):
    assert f"U+{ord(char):04X}" in refusal(User, {**ANA, "first_name": f"A{char}B"}).message


LEGAL = [
    "O'Brien",
    "Zoë",
    "李",
    "-",
    "=cmd|' /C calc'!A0",
    "+Ana",
    "@Ana",
    "{{ 7*7 }}",
    "{% raw %}",
    "\U0001f600",
    "<b>Ana</b>",
]


@pytest.mark.parametrize("name", LEGAL)
def test_unusual_names_stay_as_they_are(name):
    assert read(User, {**ANA, "first_name": name}).first_name == name


@pytest.mark.parametrize(
    ("name", "key"), [("user", "first_name"), ("user", "location"), ("customer", "name"), ("location", "name")]
)
def test_a_letter_and_its_accent_become_one_character(name, key):
    model, data = MODELS[name]
    assert getattr(read(model, {**data, key: "Zoe\u0308"}), key) == "Zo\u00eb"


SAME_ADDRESS = [
    ("ana@acme.example", "ANA@Acme.Example"),
    ("jos\u00e9@acme.example", "jose\u0301@acme.example"),
    ("ana@b\u00fccher.example", "ana@xn--bcher-kva.example"),
    ("ana@acme.example", "ana@ACME\u3002example"),
    ("ana@acme.example", "\uff41na@acme.example"),
]


@pytest.mark.parametrize(("one", "other"), SAME_ADDRESS)
def test_two_spellings_of_an_address_are_one(one, other):
    users = [{**ANA, "email": one}, {**ANA, "email": other, "extension": "102"}]
    with pytest.raises(InputError):
        read_list(User, users, ("users",), "email")
    problems = read_inventory({"acme": {"webex_customer": CUSTOMER, "webex_users": users}}).problems
    assert [
        problem.path for problem in problems if "taken already" in problem.message or "e-mail" in problem.message
    ] == [("webex_users", 1, "email")]


@pytest.mark.parametrize("email", ["\u0430na@acme.example", "ana@\u0430cme.example", "ana@xn--cme-7cd.example"])
def test_letters_that_only_look_latin_are_refused_in_addresses(email):
    problem = refusal(User, {**ANA, "email": email})
    assert problem.path == ("email",)
    assert "U+0430" in problem.message


# Text as spreadsheets leave it behind, and numbers as YAML reads them without quotes.
MANGLED = {
    "1.4085E+10": "spreadsheet",
    "1.40855501E10": "spreadsheet",
    "14085550101": "plus sign",
    "14085550101.0": "plus sign",
    "0044 1632 960000": "plus sign",
    "'+14085550101": "",
    "=+14085550101": "",
    "+1.4085E+10": "",
    "1,4085E+10": "",
    "1,408,555,0101": "",
    "tel:+14085550101": "",
    "+14085550101;ext=5": "",
    "\uff0b14085550101": "",
    "+1408\u2013555\u20130101": "",
    "#####": "",
    "#NAME?": "",
    "2026-01-02": "",
    "+" + "1" * 5000: "",
}


@pytest.mark.parametrize(("number", "word"), MANGLED.items(), ids=lambda value: value[:20])
def test_mangled_numbers(number, word):
    problem = refusal(User, {**ANA, "number": number})
    assert problem.path == ("number",)
    assert word in problem.message
    assert "+14085550101" in problem.remedy


@pytest.mark.parametrize(
    "extension", ["101.0", "1.01E+02", "'101", "=101", '="0101"', "\uff11\uff10\uff11", "\u00b2", "-101", "1-Jan"]
)
def test_mangled_extensions(extension):
    assert refusal(User, {**ANA, "extension": extension}).path == ("extension",)


@pytest.mark.parametrize("written", ["+1 (408) 555-0101", "+1-408-555-0101", "+1.408.555.0101"])
def test_numbers_as_people_write_them(written):
    assert read(User, {**ANA, "number": written}).number == "+14085550101"


@pytest.mark.parametrize(
    ("key", "value"), [("extension", 65), ("extension", 101.0), ("number", 14085550101), ("number", 1.4085550101e10)]
)
def test_the_remedy_for_a_number_is_no_other_number(key, value):
    problem = refusal(User, {**ANA, key: value})
    assert "in quotes" in problem.remedy
    assert f'"{value}"' not in problem.remedy


@pytest.mark.parametrize("limit", [True, False])
def test_a_limit_is_no_truth_value(limit):
    refusal(Customer, {**CUSTOMER, "package_limits": {"webex_calling": limit}})


@pytest.mark.parametrize("value", [False, datetime.date(2026, 1, 2)])
def test_words_that_yaml_takes_for_something_else_belong_in_quotes(value):
    assert "in quotes" in refusal(Customer, {**CUSTOMER, "address": {**ADDRESS, "state": value}}).remedy
