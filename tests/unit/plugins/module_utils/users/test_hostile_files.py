# SPDX-License-Identifier: GPL-3.0-or-later
"""Users files as spreadsheets, scripts and enemies write them: read, or refused with row and column."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._users.declared import read_file, read_users
from ansible_collections.webex.wholesale.plugins.module_utils._users.model import User

KEYS = ("email", "first_name", "last_name", "package", "extension")
HEADER = ",".join(KEYS)
ANA = ["ana@acme.example", "Ana", "Diaz", "webex_calling", "101"]
BO = ["bo@acme.example", "Bo", "Diaz", "webex_calling", "102"]
GOOD = f"{HEADER}\n{','.join(ANA)}\n{','.join(BO)}\n"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "users.csv"


def load(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_users(None, path).users


def problems(path, content):
    with pytest.raises(InputError) as caught:
        load(path, content)
    for problem in caught.value.problems:
        text = str(problem)
        assert text.isprintable()
        assert len(text) < 1200
    return list(caught.value.problems)


def written(rows, **dialect):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, **dialect).writerows(rows)
    return buffer.getvalue()


SAME = {
    "byte order mark": GOOD.encode("utf-8-sig"),
    "two byte order marks": b"\xef\xbb\xbf" + GOOD.encode("utf-8-sig"),
    "line ends of Windows": GOOD.replace("\n", "\r\n"),
    "line ends of old Macs": GOOD.replace("\n", "\r"),
    "line ends of all kinds": f"{HEADER}\r\n{','.join(ANA)}\r{','.join(BO)}\n",
    "no line end": GOOD.rstrip("\n"),
    "semicolons": GOOD.replace(",", ";"),
    "tabulators": GOOD.replace(",", "\t"),
    "everything in quotes": written([KEYS, ANA, BO], quoting=csv.QUOTE_ALL, delimiter=";"),
    "blank rows": GOOD.replace("\n", "\n\n") + ",,,,\n \n\n",
    "spaces around cells": GOOD.replace(",", " , "),
    "hard spaces around cells": GOOD.replace(",", "\u00a0,\u00a0"),
    "capital titles": GOOD.replace(HEADER, HEADER.upper()),
}


@pytest.mark.parametrize("how", SAME)
def test_the_same_file_in_other_clothes(path, how):
    users = load(path, SAME[how])
    assert [[getattr(user, key) for key in KEYS] for user in users] == [ANA, BO]


def test_a_header_alone_is_nobody(path):
    assert load(path, HEADER) == []


def test_the_number_of_a_row_is_that_of_its_first_line(path):
    """Without line breaks in cells."""
    (problem,) = problems(path, GOOD + "\n\nleo@acme.example,Leo,Fox,webex_calling,1x\n")
    assert (problem.place, problem.path[-1]) == ("users.csv, line 6", "extension")


def test_a_line_break_in_a_cell_does_not_shift_the_row(path):
    (problem,) = problems(path, f'{HEADER}\nana@acme.example,"Ana\nMaria",Diaz,webex_calling,101\n')
    assert (problem.place, problem.path[-1]) == ("users.csv, line 2", "first_name")


REFUSED = {
    "nothing": (b"", 1, "is empty"),
    "a byte order mark alone": (b"\xef\xbb\xbf", 1, "is empty"),
    "Latin-1": (GOOD.replace("Ana", "Zo\u00eb").encode("latin-1"), None, "not UTF-8 text (byte"),
    "UTF-16": (GOOD.encode("utf-16"), None, "not UTF-8 text (byte"),
    "a zip file": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xff\xfe", None, "not UTF-8 text (byte"),
    "other delimiter": (GOOD.replace(",", "|"), 1, "is not known"),
    "title twice": (GOOD.replace("last_name", "Email"), 1, "'Email' occurs twice"),
    "invisible mark in a title": (GOOD.replace("last_name", "\u202elast_name"), 1, "\\u202elast_name"),
    "long title": (GOOD.replace("last_name", "x" * 10_000), 1, "is not known"),
    "missing title": (GOOD.replace("package", "title"), 1, "the column package is missing"),
    "more cells": (f"{HEADER}\n{','.join(ANA)},x\n", 2, "has 6 cells, the header 5"),
    "fewer cells": (f"{HEADER}\n\n{','.join(ANA[:4])}\n", 3, "has 4 cells, the header 5"),
    "a quote that stays open": (f'{HEADER}\n"{",".join(ANA)}\n', None, "not readable as CSV"),
    "a quote inside": (f'{HEADER}\n"a"na@acme.example,Ana,Diaz,webex_calling,101\n', 2, "not readable as CSV"),
    "a cell of 200,000 letters": (f"{HEADER}\n{','.join(ANA).replace('Diaz', 'x' * 200_000)}\n", 2, "field larger"),
    "a zero byte": (GOOD.replace("Bo", "B\0o"), 3, "U+0000"),
    "a decimal comma": (f"{HEADER}\n{','.join(ANA[:4])},1,01E+02\n", 2, "has 6 cells"),
}


@pytest.mark.parametrize("how", REFUSED)
def test_refused_with_its_line(path, how):
    content, line, message = REFUSED[how]
    (problem,) = problems(path, content)
    assert message in problem.message
    if line:
        assert problem.place == f"users.csv, line {line}"


def test_utf16_without_mark_is_called_by_its_name(path):
    (problem,) = problems(path, GOOD.encode("utf-16-le"))
    assert "UTF-8" in problem.message + problem.remedy


def test_excel_tells_the_delimiter(path):
    assert len(load(path, "sep=;\r\n" + GOOD.replace(",", ";").replace("\n", "\r\n"))) == 2


def test_blank_rows_before_the_header(path):
    assert len(load(path, f"\n,,,,\n{GOOD}")) == 2


def test_a_column_without_title(path):
    (problem,) = problems(path, GOOD.replace("last_name", ""))
    assert "column 3" in problem.message


def test_empty_columns_at_the_right_edge(path):
    assert len(load(path, GOOD.replace("\n", ",,\n"))) == 2


def test_delimiters_in_quotes_of_the_header(path):
    (problem,) = problems(path, '"email";"package";"a, b, c, d"\n')
    assert "'a, b, c, d' is not known" in problem.message


LITERAL = [
    "{{ 7*7 }}",
    "{% raw %}",
    "{{ lookup('pipe', 'id') }}",
    "=1+1",
    "+Ana",
    "-Ana",
    "@SUM(A1)",
    "O'Brien",
    "Zo\u00eb",
    "\u674e",
]


@pytest.mark.parametrize("name", LITERAL)
def test_a_cell_arrives_letter_for_letter(path, name):
    users = load(path, written([KEYS, [*ANA[:1], name, *ANA[2:]]]))
    assert users[0].first_name == name


CELL = st.text(max_size=8) | st.sampled_from(
    [
        "\u202e",
        "\x00",
        "\n",
        "\r\n",
        '"',
        "1.4085E+10",
        "{{ x }}",
        "=1",
        "\ufeff",
        "\ud7ff",
        "a@acme.example",
        "webex_calling",
    ]
)


@given(
    titles=st.lists(st.sampled_from([*User.model_fields, "", "x"]) | CELL, max_size=5),
    rows=st.lists(st.lists(CELL, max_size=6), max_size=4),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
)
@example(titles=["email", "package"], rows=[["a@acme.example", "webex_meetings"]], delimiter=",", encoding="utf-8")
def test_any_table_is_read_or_refused(path, titles, rows, delimiter, encoding):
    content = written([titles, *rows], delimiter=delimiter).encode(encoding, errors="replace")
    read_or_refused(path, content)


@given(st.binary(max_size=80) | st.text(max_size=40).map(lambda text: f"{HEADER}\n{text}".encode()))
def test_any_file_is_read_or_refused(path, content):
    read_or_refused(path, content)


def read_or_refused(path, content):
    path.write_bytes(content)
    try:
        users = read_users(None, path).users
    except InputError as error:
        refused = error
    else:
        assert all(isinstance(user, User) for user in users)
        return
    for problem in refused.problems:
        assert str(problem).isprintable()
        assert re.fullmatch(r"users\.csv(, line [1-9]\d*)?", problem.place)
    assert len(str(refused).splitlines()) <= len(refused.problems) + 1


def many(count):
    return written(
        [KEYS, *([f"u{row}@acme.example", "Ana", "Diaz", "webex_calling", str(100_000 + row)] for row in range(count))]
    )


def test_a_hundred_thousand_rows(path):
    path.write_text(many(100_000))
    rows = read_file(path).rows
    assert len(rows) == 100_000
    assert (rows[-1].line, rows[-1].data["extension"]) == (100_001, "199999")


def test_ten_thousand_users(path):
    users = load(path, many(10_000))
    assert len(users) == 10_000
    assert users[-1].extension == "109999"


def test_a_hundred_thousand_rows_too_short(path):
    found = problems(path, HEADER + "\na,b" * 100_000)
    assert len(found) == 100_000
    assert found[-1].place == "users.csv, line 100001"
