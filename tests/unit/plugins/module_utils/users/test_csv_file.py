# SPDX-License-Identifier: GPL-3.0-or-later
"""Users from a CSV file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._declare.spreadsheet import is_error, means_nothing
from ansible_collections.webex.wholesale.plugins.module_utils._users import declared as user_inputs
from ansible_collections.webex.wholesale.plugins.module_utils._users.csv_file import parse
from ansible_collections.webex.wholesale.plugins.module_utils._users.declared import read_users
from ansible_collections.webex.wholesale.plugins.module_utils._users.model import User
from ansible_collections.webex.wholesale.tests.unit.samples import ANA, LEO

HEADER = "email,first_name,last_name,package,extension"


def problems(text):
    with pytest.raises(InputError) as caught:
        parse(text, "users.csv")
    return [str(problem) for problem in caught.value.problems]


CELL = (
    st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=12)
    .map(str.strip)
    .filter(lambda cell: not (means_nothing(cell) or is_error(cell)))
)
COLUMNS = [name for name in User.model_fields if name not in ("email", "package")]


@st.composite
def files(draw):
    columns = draw(st.permutations(["email", "package", *draw(st.lists(st.sampled_from(COLUMNS), unique=True))]))
    rows = draw(st.lists(st.lists(CELL, min_size=len(columns), max_size=len(columns)).filter(any), max_size=6))
    return columns, rows


@given(
    file=files(),
    delimiter=st.sampled_from(",;\t"),
    mark=st.sampled_from(["", "\ufeff"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_spreadsheet_writes_is_read_back(file, delimiter, mark, line_end, quoting):
    columns, rows = file
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows([columns, *rows])
    parsed = parse(mark + text.getvalue(), "users.csv")
    wanted = [{key: cell for key, cell in zip(columns, row, strict=True) if cell} for row in rows]
    assert [row.data for row in parsed.rows] == wanted
    assert parsed.ignored_columns == ()


def test_empty_cells_and_lines_are_left_out_and_lines_are_counted():
    parsed = parse(
        f"{HEADER}\n\nana@acme.example,Ana,Diaz,webex_calling,101\n,,,,\nleo@acme.example, Leo ,Fox,webex_meetings,\n",
        "u",
    )
    assert [row.data for row in parsed.rows] == [ANA, LEO]
    assert [row.line for row in parsed.rows] == [3, 5]


def test_lines_before_the_header_are_counted():
    parsed = parse(f'"sep=;"\r\n\r\n;;\r\n{HEADER.replace(",", ";")}\r\na;b;"c\r\nd";e;1\r\nf;g;h;i;2;;\r\n', "u")
    assert [row.line for row in parsed.rows] == [5, 7]
    assert parsed.rows[0].data["last_name"] == "c\r\nd"
    assert problems("\n,,\nemail,titel\n") == [
        "webex_users_file (users.csv, line 3): the column 'titel' is not known. Did you mean title?"
    ]
    assert "line 4): the row has 3 cells, the header 2." in problems("sep=,\n\nemail,package,\na,b,c\n")[0]


@pytest.mark.parametrize("first", ["sep=|", "sep=", "sep=;;", "email sep=;"])
def test_a_line_that_names_no_known_delimiter_is_the_header(first):
    assert "is not known" in problems(f"{first}\nemail,package\n")[0]


def test_control_hubs_own_export():
    text = (
        "First Name,Last Name,Display Name,User ID/Email (Required),Phone "
        "Number,Location,Extension,Package,Webex Assistant\n"
        "Ana,Diaz,Ana D.,ana@acme.example,+14085550101,Head Office,101,webex_calling,TRUE\n"
    )
    parsed = parse(text, "users.csv")
    assert parsed.rows[0].data == {**ANA, "display_name": "Ana D.", "number": "+14085550101", "location": "Head Office"}
    assert parsed.ignored_columns == ("Webex Assistant",)


def test_a_column_of_control_hub_without_title_is_named_by_its_number():
    parsed = parse("User ID/Email (Required),,Package\nana@acme.example,x,webex_calling\n", "users.csv")
    assert parsed.ignored_columns == ("column 2",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["webex_users_file (users.csv, line 1): the file is empty. Begin it with a header row."]),
        ("email,package,titel\n", ["line 1): the column 'titel' is not known. Did you mean title?"]),
        ("email,package,Email\n", ["line 1): the column 'Email' occurs twice. Remove one of them."]),
        ("email,first_name\n", ["line 1): the column package is missing. Add the column package."]),
        ("first_name,last_name\n", ["the column email is missing.", "the column package is missing."]),
        (
            f"{HEADER}\na,b,c\n",
            ["line 2): the row has 3 cells, the header 5. Put cells that contain the delimiter in quotes."],
        ),
        (f"{HEADER}\na,b,c,d,e,f\n\na\n", ["line 2): the row has 6 cells", "line 4): the row has 1 cell,"]),
        (
            f"{HEADER}\na,#N/A,c,d,e\n",
            ["line 2): the cell of column first_name holds '#N/A', an error of the spreadsheet."],
        ),
        (f"{HEADER}\na,b,#BEZUG!,d,#NAME?\n", ["column last_name holds '#BEZUG!'", "column extension holds '#NAME?'"]),
        (f'{HEADER}\n"a"b,c,d,e,f\n', ["line 2): the file is not readable as CSV"]),
        (
            f'{HEADER}\n"a,b,c,d,e\n',
            ["the file is not readable as CSV: unexpected end of data. Check the quotes of the row."],
        ),
    ],
)
def test_refused(text, expected):
    found = problems(text)
    assert len(found) == len(expected)
    for problem, part in zip(found, expected, strict=True):
        assert part in problem


@pytest.mark.parametrize("word", ["NULL", "None", "nan", "NaN", "N/A", "<NA>", "\\N"])
def test_words_for_nothing_are_refused_where_no_name_stands(word):
    assert problems(f"{HEADER}\na,b,c,d,{word}\n") == [
        f"webex_users_file (users.csv, line 2): the cell of column extension holds {word!r}, "
        "another program's word for nothing. Empty the cell."
    ]


def test_words_for_nothing_may_be_names_and_are_warned_of():
    parsed = parse(f"{HEADER}\na,None,c,d,1\nb,Nan,Null,d,2\nc,x,NULL,d,3\n", "users.csv")
    assert [row.data["first_name"] for row in parsed.rows] == ["None", "Nan", "x"]
    assert parsed.warnings == (
        "words for nothing are taken for names: line 2: first_name is None; line 4: last_name is NULL. "
        "Empty these cells if nobody is called that.",
    )


def test_many_words_for_nothing_are_one_short_warning():
    (warning,) = parse(f"{HEADER}\n" + "a,nan,c,d,1\n" * 1000, "users.csv").warnings
    assert "; and 990 more. Empty" in warning


def test_file_of_the_module_names_lines_of_mistakes_and_doubles(tmp_path):
    path = tmp_path / "users.csv"
    path.write_bytes(
        f"{HEADER}\r\nana@acme.example,Ana,Diaz,webex_calling,101\r\nANA@acme.example,Ana,Diaz,webex_meetings,\r\n"
        "leo@acme.example,Leo,,webex_meetings,\r\n".encode("utf-8-sig")
    )
    with pytest.raises(InputError) as caught:
        read_users(None, path)
    assert [str(problem) for problem in caught.value.problems] == [
        (
            "users_file[1].email (users.csv, line 3): ANA@acme.example is in users.csv, line "
            "2 already. Remove one of them."
        ),
        "users_file[2].last_name (users.csv, line 4): it is missing. Add the key last_name.",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file or directory. Correct the path."),
        (b"em\xffail", "line 1): the file users.csv is not UTF-8 text (byte 3 of the line). Save it as CSV UTF-8."),
        (b"\xef\xbb\xbfemail\r\na\r\nZo\xeb", "line 3): the file users.csv is not UTF-8 text (byte 3 of the line)."),
        (b"email\rZo\xeb", "line 2): the file users.csv is not UTF-8 text (byte 3 of the line)."),
        (b"e\0m\0", "line 1): the file is not UTF-8 text: it has zero bytes. Save it as CSV UTF-8."),
    ],
)
def test_a_file_that_cannot_be_read(tmp_path, content, message):
    path = tmp_path / "users.csv"
    if content:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_users(None, path)
    assert message in str(caught.value)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no file without end")
def test_a_file_without_end_is_not_read_to_its_end(monkeypatch):
    monkeypatch.setattr(user_inputs, "MAX_FILE_BYTES", 1000)
    with pytest.raises(InputError, match="is larger than"):
        read_users(None, Path("/dev/zero"))
