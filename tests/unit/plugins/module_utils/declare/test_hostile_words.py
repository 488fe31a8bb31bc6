# SPDX-License-Identifier: GPL-3.0-or-later
"""Words that look like others or like nothing, and numbers that spreadsheets and YAML have changed."""

from __future__ import annotations

import datetime

import phonenumbers
import pytest
from pydantic_core import PydanticCustomError

from ansible_collections.webex.wholesale.plugins.module_utils._admins.model import Admin
from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read, read_list
from ansible_collections.webex.wholesale.plugins.module_utils._declare.phone_number import phone_number
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
    assert [problem.path for problem in problems if problem.path[2:] == ("email",)] == [("webex_users", 1, "email")]


@pytest.mark.parametrize("email", ["\u0430na@acme.example", "ana@\u0430cme.example", "ana@xn--cme-7cd.example"])
def test_letters_that_only_look_latin_are_refused_in_addresses(email):
    problem = refusal(User, {**ANA, "email": email})
    assert problem.path == ("email",)
    assert "U+0430" in problem.message


# Text as spreadsheets leave it behind: a word of the message, and the number that is offered instead of an example.
MANGLED = {
    "1.4085E+10": ("spreadsheet", ""),
    "1.40855501E10": ("spreadsheet", ""),
    "1,4085E+10": ("spreadsheet", ""),
    "+1.4085E+10": ("spreadsheet", ""),
    "+4.930123E+10": ("spreadsheet", ""),
    '="4,93E+10"': ("spreadsheet", ""),
    "+4930123456.0": ("decimal", "+4930123456"),
    "+49 30 123456.00": ("decimal", "+4930123456"),
    "+4930123456,7": ("decimal", "+4930123456"),
    "4930123456.0": ("decimal", ""),
    "+44 20 7946 0958.0": ("decimal", "+442079460958"),
    "442079460958": ("plus sign", "+442079460958"),
    "02079460958": ("plus sign", ""),
    "0044 20 7946 0958": ("plus sign", "+442079460958"),
    "'+442079460958": ("apostrophe", "+442079460958"),
    "=+442079460958": ("formula", ""),
    '="+442079460958"': ("formula", "+442079460958"),
    '="+442079460958.0"': ("formula", "+442079460958"),
    "\u201c+442079460958\u201d": ("quotes", "+442079460958"),
    "1,408,555,0101": ("','", ""),
    "+44,20,7946,0958": ("','", "+442079460958"),
    "tel:+442079460958": ("'t'", "+442079460958"),
    "+4930123456;ext=5": ("';'", ""),
    "+49 30 123456 x5": ("'x'", ""),
    "+49 30 123456#5": ("'#'", ""),
    "\uff0b442079460958": ("FULLWIDTH PLUS", "+442079460958"),
    "+4420\u20137946\u20130958": ("EN DASH", "+442079460958"),
    "+4420\u00a07946 0958": ("NO-BREAK SPACE", "+44"),
    "+4420\u20117946 0958": ("NON-BREAKING HYPHEN", "+44"),
    "+\u0661\u0664\u0660\u06685550101": ("ARABIC-INDIC DIGIT ONE", "+14085550101"),
    "#####": ("spreadsheet", ""),
    "#NAME?": ("spreadsheet", ""),
    "2026-01-02": ("plus sign", ""),
    "+" + "1" * 5000: ("possible", ""),
}


@pytest.mark.parametrize("number", MANGLED, ids=lambda value: ascii(value[:20]))
def test_mangled_numbers(number):
    word, offered = MANGLED[number]
    problem = refusal(User, {**ANA, "number": number})
    assert problem.path == ("number",)
    assert word in problem.message
    assert (
        (f"Write '{offered}" in problem.remedy or f"Write {offered}" in problem.remedy)
        if offered
        else ("+14085550101" in problem.remedy)
    )


# What some versions of the library change on the way to E.164, and what nobody far away can dial.
REFUSED_DIGITS = {
    "+440207 946 0958": ("dialled only inside the country", "+442079460958"),
    "+54 11 15 2345 6789": ("dialled only inside the country", "+5491123456789"),
    "+7 8 495 123 45 67": ("dialled only inside the country", "+74951234567"),
    "+52 1 55 1234 5678": ("", ""),
    "+1 555 0101": ("no area code", "area code"),
    "+44 123 45678": ("no area code", "area code"),
    "+49 30 12345678901234": ("not a possible", ""),
}


@pytest.mark.parametrize("number", REFUSED_DIGITS)
def test_digits_that_are_not_dialled_from_everywhere_are_refused(number):
    word, offered = REFUSED_DIGITS[number]
    problem = refusal(User, {**ANA, "number": number})
    assert word in problem.message
    assert offered in problem.remedy


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+44 ( 0 ) 20 7946 0958", "+442079460958"),
        ("+39 06 1234 5678", "+390612345678"),
        ("+39 (0)6 1234 5678", "+390612345678"),
        ("+52 55 1234 5678", "+525512345678"),
        ("+33 1.23.45.67.89", "+33123456789"),
        ("+1.4085550101", "+14085550101"),
    ],
)
def test_the_digits_are_those_that_were_written(written, number):
    assert read(User, {**ANA, "number": written}).number == number


def test_digits_that_the_library_drops_are_refused(monkeypatch):
    """Its older versions drop a 1 after +52; the newer ones find the number too long."""
    mexico = phonenumbers.PhoneNumber(country_code=52, national_number=5512345678)
    monkeypatch.setattr(phonenumbers, "parse", lambda digits: mexico)
    with pytest.raises(PydanticCustomError):
        phone_number("+52 1 55 1234 5678")


@pytest.mark.parametrize(
    "extension", ["101.0", "1.01E+02", "'101", "=101", '="0101"', "\uff11\uff10\uff11", "\u00b2", "-101", "1-Jan"]
)
def test_mangled_extensions(extension):
    assert refusal(User, {**ANA, "extension": extension}).path == ("extension",)


@pytest.mark.parametrize("extension", ["'0207", '="0207"', "'0207'"])
def test_an_extension_that_is_certain_is_offered(extension):
    assert '"0207"' in refusal(User, {**ANA, "extension": extension}).remedy


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
