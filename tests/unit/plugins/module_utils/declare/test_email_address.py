# SPDX-License-Identifier: GPL-3.0-or-later
"""E-mail addresses: the short way says what the library says, and letters of other alphabets are found."""

from __future__ import annotations

import email_validator
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._declare.email_address import foreign_letter, validated

LOCAL = st.from_regex(r"[a-zA-Z0-9]{1,4}([._+\-][a-z0-9]{0,3}){0,3}", fullmatch=True)
DOMAIN = st.sampled_from(["acme.example", "ACME.Example", "a-b.example", "xn--bcher-kva.example"]) | st.from_regex(
    r"[a-z0-9\-]{1,4}(\.[a-z\-]{1,4}){1,2}", fullmatch=True
)


def library(address):
    try:
        return email_validator.validate_email(address, check_deliverability=False).normalized
    except email_validator.EmailNotValidError:
        return None


@given(LOCAL, DOMAIN)
@example("Postmaster", "acme.example")
@example("a" * 64, "acme.example")
@example("a" * 65, "acme.example")
@example("a" * 60, ".".join(["b" * 60] * 3 + ["example"]))
def test_the_short_way_says_what_the_library_says(local, domain):
    address = f"{local}@{domain}"
    try:
        found = validated(address)
    except email_validator.EmailNotValidError:
        found = None
    assert found == library(address)


@pytest.mark.parametrize(
    ("address", "letter"),
    [
        ("ana@acme.example", ""),
        ("jos\u00e9@acme.example", ""),
        ("\u0438\u0432\u0430\u043d@\u043f\u043e\u0447\u0442\u0430.example", ""),
        ("\u0438\u0432\u0430\u043d-ivan@acme.example", ""),
        ("\u03b1\u03bd\u03bd\u03b1.ana@acme.example", ""),
        ("\u674eana@acme.example", ""),
        ("an\u0430@acme.example", "\u0430"),
        ("\u0430na@acme.example", "\u0430"),
        ("ana@\u03b1cme.example", "\u03b1"),
        ("\u0438\u03b1@acme.example", "\u03b1"),
        ("\uff41na@acme.example", "\uff41"),
        ("ana\u00b2@acme.example", "\u00b2"),
    ],
)
def test_a_letter_that_only_looks_like_one_of_its_word_is_found(address, letter):
    assert foreign_letter(address) == letter
