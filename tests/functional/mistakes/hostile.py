# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes: what keyboards, spreadsheets and YAML do to values without being asked."""

from __future__ import annotations

from .case import CUSTOMER, HEADER, USER, Case, csv, from_file, put

NUMBERS = "email,first_name,last_name,package,number\n"


def raw(text: str) -> dict[str, bytes]:
    """A file of variables as a person types it; read after vars.yml, it wins."""
    return {"zz.yml": text.encode()}


def nothing(variables: object) -> None:
    """The mistake is in a file."""


def typed(key: str, value: str) -> dict[str, bytes]:
    """A user with one value as a person types it."""
    data = {"email": "ana@typed.example", "first_name": "Ana", "last_name": "Diaz", "package": "webex_calling"}
    lines = [f"{name}: {content}" for name, content in {**data, "extension": '"101"', key: value}.items()]
    return raw("webex_users:\n  - " + "\n    ".join(lines) + "\n")


def number(text: str) -> dict[str, bytes]:
    """A users file with one number."""
    return csv(f"{NUMBERS}a@csv-number.example,A,B,webex_calling,{text}\n")


CASES = [
    # characters
    Case("hostile_bidi", put("webex_customer.name", "Acme\u202e"), f"{CUSTOMER}.name", "U+202E", "Write it again"),
    Case("hostile_lines", put("webex_customer.name", "Acme\nPizza"), f"{CUSTOMER}.name", "U+000A", "on one line"),
    Case("hostile_zero", put("webex_users.0.last_name", "Di\0az"), f"{USER}.last_name", "U+0000", "Write it again"),
    Case("hostile_escape", put("webex_users.0.title", "\x1b[2J"), f"{USER}.title", "'\\x1b[2J'", "Write it again"),
    Case(
        "hostile_long", put("webex_users.0.email", "a" * 70_000), f"{USER}.email", "aaaa... is not", "Give an address"
    ),
    Case(
        "hostile_twin",
        put("webex_users.0.package", "webex_\u0441alling"),
        f"{USER}.package",
        "is not known",
        "Write webex_calling again: U+0441 (CYRILLIC SMALL LETTER ES)",
    ),
    Case(
        "hostile_twin_name",
        put("webex_customer.name", "\u0410cme"),
        f"{CUSTOMER}.name",
        "U+0410 (CYRILLIC CAPITAL LETTER A)",
        "Write 'Acme'",
    ),
    Case(
        "hostile_quotes",
        put("webex_customer.name", "\u201cAcme\u201d"),
        f"{CUSTOMER}.name",
        "typographic quotes",
        "Write 'Acme'",
    ),
    # what YAML makes of words and numbers
    Case(
        "yaml_octal", nothing, f"{USER}.extension", "is a number in YAML", "in quotes", files=typed("extension", "0101")
    ),
    Case(
        "yaml_plus",
        nothing,
        f"{USER}.number",
        "is a number in YAML",
        "in quotes",
        files=typed("number", "+14085550101"),
    ),
    Case(
        "yaml_float", nothing, f"{USER}.number", "is a number in YAML", "in quotes", files=typed("number", "1.4085E+10")
    ),
    Case(
        "yaml_sixty", nothing, f"{USER}.extension", "is a number in YAML", "in quotes", files=typed("extension", "1:30")
    ),
    Case(
        "yaml_norway",
        nothing,
        f"{USER}.last_name",
        "False is not text",
        "in quotes",
        "- email:",
        files=typed("last_name", "NO"),
    ),
    Case(
        "yaml_null",
        nothing,
        f"{USER}.last_name",
        "it has no value",
        "Give it one",
        "- email:",
        files=typed("last_name", "~"),
    ),
    Case("yaml_date", nothing, f"{USER}.title", "2026", "in quotes", files=typed("title", "2026-01-02")),
    Case("yaml_list", nothing, f"{USER}.first_name", "is not text", "", files=typed("first_name", "[Ana]")),
    Case("yaml_bytes", nothing, f"{USER}.number", "'ab' is not a possible", "", files=typed("number", "!!binary YWI=")),
    Case(
        "yaml_huge",
        nothing,
        f"{USER}.extension",
        "is a number in YAML",
        "",
        files=typed("extension", "0x" + "f" * 5000),
    ),
    Case(
        "yaml_itself", nothing, "webex_users", "worked out: Recursive", "", None, files=typed("first_name", "&a [*a]")
    ),
    Case("yaml_deep", nothing, f"{USER}.first_name", "is not text", "", files=typed("first_name", "[" * 60 + "]" * 60)),
    Case("yaml_infinite", nothing, f"{USER}.number", "inf", "", files=typed("number", ".inf")),
    # what cannot be worked out
    Case("jinja_open", put("webex_users.0.title", "{{ 7*"), "webex_users", "cannot be worked out", "Correct the", None),
    Case(
        "jinja_divides", put("webex_users.0.title", "{{ 1/0 }}"), "webex_users", "cannot be worked out", "Correct", None
    ),
    Case("jinja_number", put("webex_users.0.title", "{{ 7*7 }}"), f"{USER}.title", "49 is a number", "in quotes"),
    Case(
        "jinja_itself", put("webex_customer.name", "{{ webex_customer.name }}"), CUSTOMER, "worked out", "Correct", None
    ),
    # files
    Case(
        "csv_power",
        from_file,
        "webex_users_file[0].number",
        "'1.4085E+10' was changed by a spreadsheet",
        "+14085550101",
        "users.csv, line 2",
        files=number("1.4085E+10"),
    ),
    Case(
        "csv_no_plus",
        from_file,
        "webex_users_file[0].number",
        "the plus sign and country code are missing",
        "+14085550101",
        "users.csv, line 2",
        files=number("14085550101"),
    ),
    Case(
        "csv_decimal",
        from_file,
        "webex_users_file[0].number",
        "'+4930123456.0' is a decimal number",
        "Write +4930123456.",
        "users.csv, line 2",
        files=number("+4930123456.0"),
    ),
    Case(
        "csv_formula",
        from_file,
        "webex_users_file[0].number",
        "is a formula of a spreadsheet",
        "Write +442079460958.",
        "users.csv, line 2",
        files=number('="+442079460958"'),
    ),
    Case(
        "csv_no_area",
        from_file,
        "webex_users_file[0].number",
        "'+1 555 0101' has no area code",
        "with area code",
        "users.csv, line 2",
        files=number("+1 555 0101"),
    ),
    Case(
        "csv_mark",
        from_file,
        "webex_users_file[0].number",
        "U+202D",
        "plain text",
        "users.csv, line 2",
        files=number("\u202d+14085550101\u202c"),
    ),
    Case(
        "csv_real_zero",
        from_file,
        "webex_users_file[0].extension",
        "'101.0' is not an extension",
        "digits only",
        "users.csv, line 2",
        files=csv(HEADER + "a@csv-real.example,A,B,webex_calling,101.0\n"),
    ),
    Case(
        "csv_utf16",
        from_file,
        "webex_users_file",
        "is not UTF-8 text",
        "CSV UTF-8",
        "users.csv, line 1",
        files=csv((HEADER + "a@csv-wide.example,A,B,webex_calling,101\n").encode("utf-16")),
    ),
    Case(
        "csv_wide_row",
        from_file,
        "webex_users_file",
        "has 6 cells, the header 5",
        "in quotes",
        "users.csv, line 2",
        files=csv(HEADER + "a@csv-wide-row.example,A,B,webex_calling,1,01\n"),
    ),
]
