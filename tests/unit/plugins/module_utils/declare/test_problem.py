# SPDX-License-Identifier: GPL-3.0-or-later
"""How a mistake is written down."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError, Problem

STEPS = st.from_regex(r"[a-z_]{1,8}", fullmatch=True) | st.integers(0, 999)


@given(
    st.tuples(st.from_regex(r"[a-z_]{1,8}", fullmatch=True)).flatmap(
        lambda first: st.lists(STEPS).map(lambda rest: (*first, *rest))
    )
)
def test_path_text_says_the_path_and_nothing_else(path):
    text = Problem(path, "x.", "y.").path_text
    steps = re.findall(r"\[(\d+)\]|([a-z_]+)", text)
    assert tuple(int(index) if index else name for index, name in steps) == path


def test_text_and_record():
    problem = Problem(("email",), "it is missing.", "Add the key email.", place="users.csv, line 3")
    problem = problem.under("webex_users", 3).of("acme_pizza")
    assert str(problem) == "acme_pizza: webex_users[3].email (users.csv, line 3): it is missing. Add the key email."
    assert problem.to_dict() == {
        "customer": "acme_pizza",
        "path": "webex_users[3].email",
        "place": "users.csv, line 3",
        "message": "it is missing.",
        "remedy": "Add the key email.",
    }


def test_the_same_mistake_at_another_place_is_the_same():
    assert Problem(("a",), "m", "r", place="one") == Problem(("a",), "m", "r", place="two")


def test_a_mistake_of_the_whole_begins_with_its_message():
    assert str(Problem((), "m.", "r.")) == "m. r."


def test_input_error_names_every_mistake():
    one, two = Problem(("a",), "m.", "r."), Problem(("b",), "n.", "s.")
    assert str(InputError([one])) == "1 mistake in the data:\n- a: m. r."
    assert str(InputError([one, two])) == "2 mistakes in the data:\n- a: m. r.\n- b: n. s."


def test_a_message_names_the_first_hundred_mistakes_and_counts_the_others():
    error = InputError(Problem(("a", index), "m.", "r.") for index in range(102))
    assert len(error.problems) == 102
    assert str(error).splitlines()[0] == "102 mistakes in the data:"
    assert str(error).splitlines()[-2:] == ["- a[99]: m. r.", "- and 2 more."]


def test_a_mistake_stays_in_its_line_whatever_names_it_holds():
    problem = Problem(("a", "b\nc", ""), "\x1bm.", "r.", "ac\u202eme", place="x\ny.csv, line 3")
    assert str(problem) == "ac\\u202eme: a.'b\\nc'.'' (x\\ny.csv, line 3): \\x1bm. r."
    assert problem.to_dict()["path"] == "a.'b\\nc'.''"
    assert problem.to_dict()["place"] == "x\\ny.csv, line 3"
