# SPDX-License-Identifier: GPL-3.0-or-later
"""Error bodies: every shape that was seen, and whatever else may come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._client.bodies import read_errors, read_tracking_id

SHAPES = {
    "message and errors": (
        {
            "message": "Bad request",
            "errors": [{"description": "e-mail is taken", "errorCode": 10022}],
            "trackingId": "T1",
        },
        [("10022", "e-mail is taken")],
    ),
    "member called code, number as text": (
        {"message": "Bad request", "errors": [{"description": "no", "code": "10022"}]},
        [("10022", "no")],
    ),
    "inner and outer code": (
        {"message": "Conflict", "errorCode": 25223, "errors": [{"description": "exists", "errorCode": 8363}]},
        [("8363", "exists"), ("25223", "Conflict")],
    ),
    "list": (
        [{"errors": [{"number": "+14085550100", "errorType": "x", "errorCode": 8361, "errorMessage": "invalid"}]}],
        [("8361", "invalid")],
    ),
    "text code": (
        {"errors": [{"errorCode": "ERR.V.TRM.TMN60004", "description": "not allowed"}]},
        [("ERR.V.TRM.TMN60004", "not allowed")],
    ),
    "same error twice": (
        {"errors": [{"description": "no", "errorCode": 1}, {"description": "no", "errorCode": 1}]},
        [("1", "no")],
    ),
    "message only": ({"message": "The request was refused."}, [("", "The request was refused.")]),
    "code as float": ({"message": "no", "code": 400.0}, [("400", "no")]),
    "code only": ({"errorCode": 7}, [("7", "no description")]),
    "text": ("upstream\n  timeout", [("", "upstream timeout")]),
    "line breaks": ({"message": "a\n\tb", "errorCode": "1\n2"}, [("1 2", "a b")]),
    "three errors deep": (
        {"errorCode": 1, "message": "a", "errors": [{"errors": ["b", {"errorCode": 2, "message": "c"}]}]},
        [("", "b"), ("2", "c"), ("1", "a")],
    ),
    "too many": (
        ["x", *map(str, range(100))],
        [("", "x"), *(("", str(n)) for n in range(49)), ("", "and 51 more errors")],
    ),
    "list called error": (
        {"error": [{"code": 1026016, "message": "neither number nor extension"}]},
        [("1026016", "neither number nor extension")],
    ),
    "page": ("<html><body>502 Bad Gateway</body></html>", []),
    "nothing": (None, []),
}


@pytest.mark.parametrize(("body", "errors"), SHAPES.values(), ids=SHAPES)
def test_shapes(body, errors):
    assert [(error.code, error.description) for error in read_errors(body)] == errors


def test_code_of_the_header_counts_when_the_body_says_nothing():
    (error,) = read_errors("<html>", "4251")
    assert str(error) == "named in the answer's header only (errorCode 4251)"
    assert len(read_errors({"errorCode": 4251, "message": "gone"}, "4251")) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["errors", "message", "errorCode", "code", "number", "description", "trackingId", "x"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(body=JSON, header=st.text(max_size=5))
def test_any_json_is_read_without_an_exception(body, header):
    for error in read_errors(body, header):
        assert isinstance(error.code, str)
        assert len(error.description) <= 500
    assert isinstance(read_tracking_id(body, None), str)


@pytest.mark.parametrize(
    ("body", "header", "tracking_id"),
    [({"trackingId": "B"}, "H", "H"), ({"trackingId": "B"}, None, "B"), ({}, None, ""), ([], None, "")],
)
def test_tracking_id(body, header, tracking_id):
    assert read_tracking_id(body, header) == tracking_id
