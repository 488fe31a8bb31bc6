# SPDX-License-Identifier: GPL-3.0-or-later
"""The small types: what they accept, what they refuse, and the remedy they name."""

from __future__ import annotations

import datetime
import unicodedata
import zoneinfo

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._declare import types
from ansible_collections.webex.wholesale.plugins.module_utils._declare.lookalikes import curly_quotes, odd_one
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import Declared, read
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError


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
    assert problem.path_text == field
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
        ("text", 123, '123 is a number in YAML, not text. Put it in quotes as it is meant, for example "0101"'),
        ("text", True, "True is not text. YAML took a word such as no, yes, on or off for it: put the word in quotes."),
        ("text", datetime.date(2026, 1, 2), "2026-01-02 is not text. YAML took it for a date: put it in quotes."),
        (
            "text",
            "Zo\ufffd",
            "contains U+FFFD, which stands where a letter was lost. Write it again, and save the file",
        ),
        ("text", "e\u0301\u0316" * 3000, "it has 9000 characters, 4000 are allowed. Shorten it."),
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
            "'en_US' is not an announcement language. Write it in lower case with an underscore, for example en_us.",
        ),
        (
            "phone",
            "4085550100",
            "'4085550100' is not in international form: the plus sign and country code are missing.",
        ),
        ("phone", "4.08555E+11", "'4.08555E+11' was changed by a spreadsheet. Write the full number as text"),
        ("phone", "+1", "'+1' is not a possible phone number. Check its digits"),
        ("phone", "+1408555010012345678", "is not a possible phone number."),
        ("phone", "+1 408 555 0100 ext. 5", "is not a possible phone number: it contains 'e'."),
        (
            "phone",
            14085550100,
            '14085550100 is a number in YAML, not text. Put it in quotes: "+14085550100" if it begins with its country',
        ),
        ("extension", "10a", "'10a' is not an extension. Use digits only, in quotes, for example \"101\"."),
        ("extension", "١٠١", "is not an extension."),
        (
            "email",
            "\u0430na@acme.example",
            "U+0430 (CYRILLIC SMALL LETTER A), which only looks like another character. Write 'ana@acme.example'",
        ),
        ("email", "\u03bfna@acme.example", "U+03BF (GREEK SMALL LETTER OMICRON)"),
        ("email", "\u0456\u0432an@acme.example", "U+0456 (CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I)"),
        ("email", "an\u00aa@acme.example", "U+00AA (FEMININE ORDINAL INDICATOR)"),
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


VISIBLE = st.characters(exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn", "Mn", "Me"]).filter(
    lambda char: char not in "\u115f\u1160\u2800\u3164\uffa0\ufffd"
)


@given(st.text(VISIBLE, min_size=1, max_size=20))
def test_visible_text_is_taken_as_it_is(value):
    assume(value == value.strip() and not odd_one(value)[0] and not curly_quotes(value))
    assert accepted("text", value) == unicodedata.normalize("NFC", value)


NAMES = {
    "Irish": "O'Brien",
    "Dutch": "Zo\u00eb",
    "Polish": "\u0141ukasz",
    "Spanish": "\u00d1",
    "Chinese": "\u674e\u5c0f\u9f99",
    "Japanese with a wide space": "\u5c71\u7530\u3000\u592a\u90ce",
    "Japanese with a variant": "\u845b\U000e0100\u57ce",
    "Arabic": "\u0645\u064f\u062d\u0645\u0651\u062f",
    "Hebrew": "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd",
    "Persian": "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
    "Thai": "\u0e2a\u0e21\u0e0a\u0e31\u0e22\u0e01\u0e33",
    "Hindi": "\u0915\u094d\u200d\u0937\u0947\u0924\u094d\u0930",
    "Sinhala": "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
    "Bengali": "\u09b0\u200d\u09cd\u09af\u09be\u09a8",
    "Malayalam": "\u0d30\u0d3e\u0d1c\u0d28\u0d4d\u200d",
    "Vietnamese": "Nguy\u1ec5n",
    "picture": "\U0001f355 Pizza",
    "heart": "\u2764\ufe0f Office",
    "family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "flag": "\U0001f3f3\ufe0f\u200d\U0001f308",
    "keycap": "Floor 1\ufe0f\u20e3",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_all_languages_are_taken_letter_for_letter(name):
    assert accepted("text", NAMES[name]) == NAMES[name]


@pytest.mark.parametrize(
    "value",
    [
        "A\u200cB",
        "\u200dA",
        "A\u200d",
        "\u0639\u200c",
        "\u0639\u200c\u200c\u0631",
        "\u0639\u200cA",
        "\u2764\u200dA",
        "\u2764\u200c\u2764",
        "\u05e9\u200d\u05dc",
        "A\ufe0f",
        "1\ufe0f",
        "\ufe0f",
        "\u5c71\u034f",
    ],
    ids=ascii,
)
def test_joiners_and_selectors_that_join_and_select_nothing_are_refused(value):
    assert "contains the invisible or control character U+" in refused("text", value)


@pytest.mark.parametrize(
    "email", ["\u0438\u0432\u0430\u043d@acme.example", "jos\u00e9@b\u00fccher.example", "\u0e04\u0e33@acme.example"]
)
def test_addresses_of_all_languages_are_taken(email):
    assert accepted("email", email) == email


@given(
    before=st.text(max_size=5),
    bad=st.characters(categories=["Cc", "Cf", "Zl", "Zp", "Co", "Cn"], exclude_characters="\u200c\u200d"),
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
    for digit, filler in zip(number[2:-2], fillers + [""] * len(number), strict=False):
        written += filler + digit
    # What follows the last point could be decimals.
    written += number[-2:]
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


def test_every_time_zone_is_known():
    names = [name for name in zoneinfo.available_timezones() if "/" in name]
    assert len(names) > 400
    for name in names:
        assert read(Everything, {"timezone": name}).timezone == name


@pytest.mark.parametrize(
    "name",
    [
        "America",
        "America/",
        "America/Argentina",
        "America/Denver/",
        "America//Denver",
        "/America/Denver",
        "../America/Denver",
        "America/../America/Denver",
        "america/denver",
        "posix/America/Denver",
        "America/Denver\0",
        "Am\u00e9rica/Denver",
        "A/" + "b" * 300,
        "UTC",
    ],
)
def test_what_is_no_time_zone_is_refused(name):
    with pytest.raises(InputError, match="timezone: "):
        read(Everything, {"timezone": name})
