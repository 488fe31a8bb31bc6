# SPDX-License-Identifier: GPL-3.0-or-later
"""Characters that only look like others are refused in every text; names keep what their languages need."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._admins.model import Admin
from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._declare.address import Address
from ansible_collections.webex.wholesale.plugins.module_utils._declare.flaw import nearest
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._locations.model import Location
from ansible_collections.webex.wholesale.plugins.module_utils._users.model import User
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, ANA, CUSTOMER


def refusal(model, data):
    with pytest.raises(InputError) as caught:
        read(model, data)
    (problem,) = caught.value.problems
    return problem


TWINS = [
    ("Acme Рizza", "U+0420 (CYRILLIC CAPITAL LETTER ER)", "Acme Pizza"),
    ("Ηead Office", "U+0397 (GREEK CAPITAL LETTER ETA)", "Head Office"),
    ("Zoë-Annе", "U+0435 (CYRILLIC SMALL LETTER IE)", "Zoë-Anne"),
    ("Aсmе Рizza\u2009Wеst", "U+0441 (CYRILLIC SMALL LETTER ES)", "Acme Pizza West"),
    ("acme-0001-Х1a", "U+0425 (CYRILLIC CAPITAL LETTER HA)", "acme-0001-X1a"),
    ("Mocква", "U+004D (LATIN CAPITAL LETTER M)", "Москва"),
    ("Aсmе", "U+0441 (CYRILLIC SMALL LETTER ES)", "Acme"),
    ("Ａcme", "U+FF21 (FULLWIDTH LATIN CAPITAL LETTER A)", "Acme"),
    ("\U0001d400cme", "U+1D400 (MATHEMATICAL BOLD CAPITAL A)", "Acme"),
    ("Oﬃce", "U+FB03 (LATIN SMALL LIGATURE FFI)", "Office"),
    ("Head\u00a0Office", "U+00A0 (NO-BREAK SPACE)", "Head Office"),
    ("Müller\u2011Lüdenscheidt", "U+2011 (NON-BREAKING HYPHEN)", "Müller-Lüdenscheidt"),
    ("Acme\u2009GmbH\u2010West", "U+2009 (THIN SPACE)", "Acme GmbH-West"),
]


@pytest.mark.parametrize(("text", "named", "meant"), TWINS, ids=lambda value: ascii(value))
@pytest.mark.parametrize(
    ("model", "data", "key"),
    [
        (User, ANA, "first_name"),
        (Customer, CUSTOMER, "external_id"),
        (Customer, CUSTOMER, "name"),
        (Address, ADDRESS, "city"),
    ],
)
def test_a_character_that_only_looks_like_another_is_named(model, data, key, text, named, meant):
    problem = refusal(model, {**data, key: text})
    assert problem.path == (key,)
    assert problem.message.endswith(f"contains {named}, which only looks like another character.")
    assert problem.remedy == f"Write {meant!r}."


NEEDED = [
    "ООО Acme",
    "МойСклад",
    "Яндекс Go",
    "iФорма",
    "Ελλάς",
    "Ωmega",
    "ул. Тверская 10А",
    "O’Brien",
    "L’Hôpital",
    "ООО «Ромашка»",
    "Gasthof „Zum Hirsch“",
    "Café «\u00a0Chez Ana\u00a0»",
    "ＮＴＴ東日本",
    "山田\u3000太郎",
    "1ª planta, Mª José",
    "Berlin – Mitte",
    "№ 5, 100 m²",
    "Sønderjylland Ærø Łódź",
    "’t Hart",
    "\u201cA\u201d and \u201cB\u201d",
]


@pytest.mark.parametrize("text", NEEDED, ids=ascii)
def test_names_keep_what_their_languages_need(text):
    assert read(User, {**ANA, "last_name": text}).last_name == text


def test_a_location_that_webex_has_under_such_a_name_can_be_renamed():
    renamed = {"name": "Head Office", "previous_name": "Ηead\u00a0Office"}
    assert read(Location, renamed).previous_name == renamed["previous_name"]
    assert "white space" in refusal(Location, {"name": "\u00a0Head Office"}).message


@pytest.mark.parametrize("text", ["“Acme”", "„Acme“", "‘Acme’", "”Acme”"], ids=ascii)
def test_quotes_that_would_be_a_part_of_the_value(text):
    problem = refusal(Customer, {**CUSTOMER, "name": text})
    assert "typographic quotes" in problem.message
    assert problem.remedy.startswith("Write 'Acme';")


@pytest.mark.parametrize(
    ("model", "data", "message", "remedy"),
    [
        (User, {**ANA, "package": "webex_\u0441alling"}, "is not known.", "Write webex_calling again: U+0441 "),
        (
            Customer,
            {**CUSTOMER, "address": {**ADDRESS, "country": "\u0421\u0410"}},
            "country code.",
            "Write CA again: ",
        ),
        (User, {**ANA, "titl\u0435": "x"}, "there is no such key.", "Write title again: U+0435 "),
    ],
)
def test_a_word_of_the_collection_is_told_from_its_twin(model, data, message, remedy):
    problem = refusal(model, data)
    assert problem.message.endswith(message)
    assert problem.remedy.startswith(remedy)


def test_a_name_without_twin_is_told_by_its_distance():
    assert nearest("Büro", ("Buro", "Lager")) == "Did you mean Buro?"


@pytest.mark.parametrize(
    ("email", "named", "remedy"),
    [
        ("\u0430.diaz@acme.example", "U+0430", "Write a.diaz@acme.example."),
        ("\u0441\u043e\u0440\u0430@acme.example", "U+0441", "Write copa@acme.example."),
        ("o\u2019brien@acme.example", "U+2019 (RIGHT SINGLE QUOTATION MARK)", "Type the address again"),
        ("an\u00e1\u2014x@acme.example", "U+2014 (EM DASH)", "Type the address again"),
    ],
)
def test_addresses_have_the_signs_of_a_keyboard(email, named, remedy):
    problem = refusal(Admin, {"email": email, "roles": ["Full administrator"]})
    assert named in problem.message
    assert problem.remedy.startswith(remedy)
