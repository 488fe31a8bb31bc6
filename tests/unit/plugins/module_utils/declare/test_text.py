# SPDX-License-Identifier: GPL-3.0-or-later
"""Values in messages: short, one line, and nothing in them that a terminal would carry out or hide."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._declare.text import (
    escape_control_chars,
    hidden,
    quoted,
    shown_key,
)

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner),
    max_leaves=8,
)


@given(ANY)
def test_any_value_is_shown_short_and_in_one_line(value):
    assert len(quoted(value)) <= 60
    assert quoted(value).isprintable()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Zo\u00eb", "'Zo\u00eb'"),
        ("a\u202eb", "'a\\u202eb'"),
        ("a\u3164b", "'a\\u3164b'"),
        ("x" * 61, f"'{'x' * 56}..."),
        (["a", None], "['a', None]"),
        ({"a": 1}, "{'a': 1}"),
        ([[[[1]]]], "[[[[...]]]]"),
        (datetime.date(2026, 1, 2), "2026-01-02"),
        (datetime.datetime(2026, 1, 2, 3, 4), "2026-01-02 03:04:00"),
    ],
)
def test_shown(value, text):
    assert quoted(value) == text


def test_a_number_that_python_does_not_write_down_is_described():
    assert quoted(16**5000) == "a number of many digits"
    assert quoted([16**5000]) == "a list"


@given(st.text())
def test_visible_text_is_printable_and_printable_text_stays(text):
    assert escape_control_chars(text).isprintable()
    assert escape_control_chars(escape_control_chars(text)) == escape_control_chars(text)


@given(st.text(st.characters(max_codepoint=126, min_codepoint=32)))
def test_plain_text_stays_as_it_is(text):
    assert escape_control_chars(text) == text
    assert hidden(text) == ""


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("name", "name"),
        ("a b", "a b"),
        ("", "''"),
        ("n\u0430me", "'n\\u0430me'"),
        ("a\nb", "'a\\nb'"),
        ("x" * 61, f"'{'x' * 56}..."),
    ],
)
def test_keys_in_paths(key, text):
    assert shown_key(key) == text
