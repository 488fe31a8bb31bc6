# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes: what cannot be worked out, and files."""

from __future__ import annotations

from .case import CUSTOMER, HEADER, Case, csv, from_file, put

CASES = [
    # what cannot be worked out
    Case(
        "undefined_variable",
        put("webex_customer.name", "{{ nobody_knows_this }}"),
        CUSTOMER,
        "nobody_knows_this",
        "Correct the expression",
        None,
    ),
    # files
    Case(
        "both_users",
        put("webex_users_file", "users.csv"),
        "webex_users",
        "both webex_users and webex_users_file",
        "one of them",
        "email:",
        files=csv(HEADER),
    ),
    Case(
        "missing_file",
        from_file,
        "webex_users_file",
        "cannot be read: No such file",
        "Correct the path",
        "webex_users_file:",
    ),
    Case(
        "csv_unknown_column",
        from_file,
        "webex_users_file",
        "the column 'nickname' is not known",
        "name",
        "users.csv, line 1",
        files=csv(HEADER.strip() + ",nickname\n"),
    ),
    Case(
        "csv_missing_column",
        from_file,
        "webex_users_file",
        "the column package is missing",
        "Add the column package",
        "users.csv, line 1",
        files=csv("email,first_name\n"),
    ),
    Case(
        "csv_doubled_column",
        from_file,
        "webex_users_file",
        "the column 'email' occurs twice",
        "Remove one",
        "users.csv, line 1",
        files=csv("email," + HEADER),
    ),
    Case(
        "csv_ragged_row",
        from_file,
        "webex_users_file",
        "the row has 2 cells, the header 5",
        "in quotes",
        "users.csv, line 3",
        files=csv(HEADER + "a@csv-ragged.example,A,B,webex_calling,1\nb@csv-ragged.example,B\n"),
    ),
    Case(
        "csv_not_utf8",
        from_file,
        "webex_users_file",
        "the file users.csv is not UTF-8 text",
        "CSV UTF-8",
        "webex_users_file:",
        files=csv(HEADER.encode() + "a@csv-latin.example,José,B,webex_calling,21\n".encode("latin-1")),
    ),
    Case(
        "csv_bad_cell",
        from_file,
        "webex_users_file[1].extension",
        "'12x' is not an extension",
        "digits only",
        "users.csv, line 3",
        files=csv(HEADER + "a@csv-cell.example,A,B,webex_calling,21\nb@csv-cell.example,B,C,webex_calling,12x\n"),
    ),
    Case(
        "csv_double_email",
        from_file,
        "webex_users_file[1].email",
        "is taken already by users.csv, line 2",
        "own email",
        "users.csv, line 3",
        files=csv(HEADER + "a@csv-double.example,A,B,webex_calling,21\nA@csv-double.example,B,C,webex_calling,22\n"),
    ),
    Case(
        "csv_open_quote",
        from_file,
        "webex_users_file",
        "is not readable as CSV",
        "Check the quotes",
        "users.csv, line 2",
        files=csv(HEADER + '"a@csv-quote.example,A,B,webex_calling,21\n'),
    ),
    Case(
        "csv_empty",
        from_file,
        "webex_users_file",
        "the file is empty",
        "header row",
        "users.csv, line 1",
        files=csv(""),
    ),
]
