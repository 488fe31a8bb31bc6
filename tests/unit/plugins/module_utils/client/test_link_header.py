# SPDX-License-Identifier: GPL-3.0-or-later
"""The header Link in every form that RFC 8288 allows."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._client.link_header import target_of

NEXT = "https://webexapis.com/v1/people?cursor=2"
OTHER = "<https://webexapis.com/v1/people?cursor=0>"


@pytest.mark.parametrize(
    "header",
    [
        f'<{NEXT}>; rel="next"',
        f"<{NEXT}>; rel=next",
        f"<{NEXT}>;rel=next",
        f'<{NEXT}> ; Rel = "Next"',
        f'<{NEXT}>; REL="NEXT"',
        f'<{NEXT}>; rel="last next"',
        f'<{NEXT}>; title="page=2"; rel="next"',
        f'<{NEXT}>; title="a, b; rel=prev \\" <c>"; rel="next"',
        f"<{NEXT}>; title*=UTF-8'de'n%c3%a4chste; rel=next",
        f'<{NEXT}>; crossorigin; rel="next"; rel="prev"',
        f'<{NEXT}>; rel="next";',
        f'{OTHER}; rel="prev", <{NEXT}>; rel="next"',
        f'{OTHER}; rel="prev",<{NEXT}>; rel="next", {OTHER}; rel="first"',
        f', ,{OTHER}; title="next", <{NEXT}>; rel="next",',
        f'< {NEXT} >; rel="next"',
        f'<{NEXT}>; rel="next", {OTHER}; rel="next"',
    ],
)
def test_the_next_link_is_found(header):
    assert target_of(header, "next") == NEXT


@pytest.mark.parametrize(
    "header",
    [
        "",
        ",",
        f'{OTHER}; rel="prev"',
        f'{OTHER}; rel="prev"; rel="next"',
        f'{OTHER}; rel="nextpage"',
        f'{OTHER}; rev="next"',
    ],
)
def test_a_link_with_another_relation_is_no_next_one(header):
    assert target_of(header, "next") is None


# Without what ends a target.
TARGETS = st.text(st.characters(exclude_characters="<>", exclude_categories=("Cc", "Cs", "Z")), min_size=1)
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")))


@given(TARGETS, TEXTS)
def test_any_target_and_any_title_are_read(target, title):
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    assert target_of(f'<x>; rel=prev, <{target}>; title="{escaped}"; rel="next"', "next") == target


@given(st.text(st.sampled_from('<>;,="\\ relnxt')))
def test_anything_is_read_or_refused(header):
    with contextlib.suppress(ValueError):
        target_of(header, "next")
