# SPDX-License-Identifier: GPL-3.0-or-later
"""The small types: what they accept, what they refuse, and the remedy they name."""

from __future__ import annotations

import unicodedata

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._model import types
from ansible_collections.webex.wholesale.plugins.module_utils._model.base import Declared, read
from ansible_collections.webex.wholesale.plugins.module_utils._model.problem import InputError


class Everything(Declared):
    """One field of every type."""

    text: types.Text | None = None
    email: types.Email | None = None
    country: types.Country | None = None
    timezone: types.TimeZone | None = None
    language: types.Language | None = None
    announcement: types.AnnouncementLanguage | None = None
    phone: types.PhoneNumber | None = None
    extension: types.Extension | None = None
    line: types.AddressLine | None = None
    location: types.LocationName | None = None


def accepted(field, value):
    return getattr(read(Everything, {field: value}), field)


def refused(field, value):
    with pytest.raises(InputError) as caught:
        read(Everything, {field: value})
    (problem,) = caught.value.problems
    assert problem.location == field
    return f"{problem.message} {problem.remedy}"


@pytest.mark.parametrize(
    ("field", "value", "result"),
    [
        ("text", "Zoë's Café 日本 🍕", "Zoë's Café 日本 🍕"),
        ("email", "ana.diaz@acme.example", "ana.diaz@acme.example"),
        ("email", "Ana@ACME.example", "Ana@acme.example"),
        ("country", "US", "US"),
        ("timezone", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("language", "en", "en"),
        ("language", "en_US", "en_US"),
        ("announcement", "en_us", "en_us"),
        ("phone", "+1 (408) 555-0100", "+14085550100"),
        ("phone", "+44 (0)20 7946 0958", "+442079460958"),
        ("extension", "0101", "0101"),
        ("line", "x" * 50, "x" * 50),
        ("location", "x" * 80, "x" * 80),
    ],
)
def test_accepted(field, value, result):
    assert accepted(field, value) == result


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("text", "", "it is empty. Give a value, or leave the key out when it is not to be managed."),
        ("text", " Acme", "' Acme' begins or ends with white space. Remove the white space at its ends."),
        (
            "text",
            "Ac\u200bme",
            (
                "'Ac\\u200bme' contains the invisible or control character U+200B. Write it "
                "again in plain text, on one line."
            ),
        ),
        (
            "text",
            "a\nb",
            "'a\\nb' contains the invisible or control character U+000A. Write it again in plain text, on one line.",
        ),
        ("text", 123, '123 is a number in YAML, not text. Put it in quotes: "123".'),
        ("text", True, "True is not text. Correct its type."),
        ("text", ["a"], "['a'] is not text. Correct its type."),
        ("country", "us", "'us' is not written in capitals. Write US."),
        ("country", "Germany", "'Germany' is not a two-letter country code. Write DE."),
        ("country", "XX", "'XX' is not a two-letter country code. Use the ISO 3166-1 code, for example US, GB or DE."),
        (
            "timezone",
            "America/Los Angeles",
            "'America/Los Angeles' is not an IANA time zone. Did you mean America/Los_Angeles",
        ),
        ("timezone", "PST", "'PST' is not an IANA time zone. "),
        (
            "language",
            "en-US",
            "'en-US' is not a language of an organization. Write the language, or language and country",
        ),
        (
            "announcement",
            "en_US",
            "'en_US' is not an announcement language. Write it in small letters with an underscore, for example en_us.",
        ),
        (
            "phone",
            "4085550100",
            "'4085550100' is not in international form: the plus sign and country code are missing.",
        ),
        ("phone", "4.08555E+11", "'4.08555E+11' was changed by a spreadsheet. Write the full number as text"),
        ("phone", "+1", "'+1' is not a possible phone number. Check its digits"),
        ("phone", "+1408555010012345678", "is not a possible phone number."),
        ("phone", "+1 408 555 0100 ext. 5", "is not a possible phone number."),
        ("phone", 14085550100, '14085550100 is a number in YAML, not text. Put it in quotes: "14085550100".'),
        ("extension", "10a", "'10a' is not an extension. Use digits only, in quotes, for example \"101\"."),
        ("extension", "١٠١", "is not an extension."),
        ("extension", "911", "'911' is an emergency or service number. Choose another extension."),
        ("line", "x" * 51, "it has 51 characters, Webex allows 50. Shorten it."),
        ("location", "x" * 81, "it has 81 characters, Webex allows 80. Shorten it."),
    ],
)
def test_refused(field, value, message):
    assert message in refused(field, value)


@pytest.mark.parametrize("value", ["ana", "ana@", "@acme.example", "ana@acme", "a b@acme.example", "ana@acme..example"])
def test_refused_email(value):
    message = refused("email", value)
    assert message.startswith(f"{value!r} is not an e-mail address: ")
    assert message.endswith("Give an address such as ana@acme.example.")
    assert ".." not in message.replace(value, "")


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"]), min_size=1, max_size=20))
def test_visible_text_is_taken_as_it_is(value):
    assume(value == value.strip())
    assert accepted("text", value) == value


@given(
    before=st.text(max_size=5),
    bad=st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Co", "Cn"]),
    after=st.text(max_size=5),
)
def test_text_with_control_characters_is_refused_and_shown_harmlessly(before, bad, after):
    message = refused("text", before + bad + after)
    assert not {unicodedata.category(char) for char in message} & {"Cc", "Cf", "Zl", "Zp"}


EXAMPLES = sorted(
    {
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        for number in map(phonenumbers.example_number, phonenumbers.SUPPORTED_REGIONS)
        if number
    }
)


@given(
    number=st.sampled_from(EXAMPLES), fillers=st.lists(st.sampled_from(["", " ", "-", ".", " (", ") "]), max_size=20)
)
def test_a_number_written_in_any_way_is_the_same_number(number, fillers):
    written = "+" + number[1]
    for digit, filler in zip(number[2:], fillers + [""] * len(number), strict=False):
        written += filler + digit
    assert accepted("phone", written) == number


@given(st.sampled_from(EXAMPLES))
def test_a_normal_number_stays_as_it_is(number):
    assert accepted("phone", number) == number


@given(st.text(max_size=15) | st.integers() | st.none() | st.lists(st.text(max_size=2), max_size=2))
def test_whatever_is_written_is_refused_with_a_problem_or_taken(value):
    for field in Everything.model_fields:
        found = ()
        try:
            read(Everything, {field: value})
        except InputError as error:
            found = error.problems
        assert all(problem.message and problem.remedy for problem in found)
