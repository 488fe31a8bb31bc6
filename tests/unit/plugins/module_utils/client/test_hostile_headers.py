# SPDX-License-Identifier: GPL-3.0-or-later
"""Headers, links and error bodies that nobody promised: one failure of the client, no stray request."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._client.bodies import read_errors, read_tracking_id
from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import ClientError, api_error
from ansible_collections.webex.wholesale.plugins.module_utils._client.paging import Pages, list_all
from ansible_collections.webex.wholesale.plugins.module_utils._client.retry import parse_retry_after
from ansible_collections.webex.wholesale.plugins.module_utils._customers.api import CustomerRequest, CustomersApi
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.expected_calls import BASE

PATH = "/people"


@pytest.fixture
def client():
    return Client(settings_of(access_token="t"))


def listed(client, **options):
    return [entry["id"] for entry in list_all(client, PATH, pages=Pages(size=2), **options)]


LINKS = {
    "no port": f'<{BASE.replace(".com", ".com:x")}{PATH}>; rel="next"',
    "too large port": f'<{BASE.replace(".com", ".com:99999999")}{PATH}>; rel="next"',
    "login": f'<{BASE.replace("https://", "https://user:password@")}{PATH}>; rel="next"',
    "other scheme": '<file:///etc/passwd>; rel="next"',
    "two slashes": '<//evil.example/v1/people>; rel="next"',
    "host in front": '<https://webexapis.com@evil.example/v1/people>; rel="next"',
}


@pytest.mark.parametrize("page", [None, "{}", '{"items": null}', '{"items": {"id": "2"}}', '{"items": [null]}', "[]"])
def test_a_page_that_cannot_be_read_is_not_the_last_one(client, webex, page):
    link = {"Link": f'<{BASE}{PATH}?max=2&cursor=x>; rel="next"'}
    webex.expect("GET", PATH, query={"max": "2"}, answer={"items": [{"id": "1"}]}, headers=link)
    webex.expect("GET", PATH, query={"max": "2", "cursor": "x"}, answer=page)
    with pytest.raises(ClientError, match=PATH):
        listed(client)


@pytest.mark.parametrize("how", LINKS)
def test_a_link_that_leads_nowhere_ends_the_operation(client, webex, how):
    webex.expect("GET", PATH, query={"max": "2"}, answer={"items": [{"id": "1"}]}, headers={"Link": LINKS[how]})
    with pytest.raises(ClientError):
        listed(client)
    assert len(webex.requests) == 1


def test_a_link_that_is_no_address_ends_the_operation(client, webex):
    webex.expect(
        "GET", PATH, query={"max": "2"}, answer={"items": [{"id": "1"}]}, headers={"Link": '<http://[>; rel="next"'}
    )
    with pytest.raises(ClientError):
        listed(client)


@pytest.mark.parametrize("header", ["", " ", ",,,", '<a>; rel="prev"', "<a>; rel=", "<a>", '<a>; title="rel=next"'])
def test_a_header_without_a_next_link_ends_the_list(client, webex, header):
    webex.expect("GET", PATH, query={"max": "2"}, answer={"items": [{"id": "1"}]}, headers={"Link": header})
    assert listed(client) == ["1"]


UNREADABLE = [
    ";",
    "<",
    '<>; rel="next"',
    "<x",
    'rel="next"',
    "\u00e9",
    "<" * 5000,
    '<a>; title="no end; rel=next',
    '<a>; title=no "quotes"; rel="next"',
    '<a> rel="next"',
    '</v1/people?p=2>; rel="prev" </v1/people?p=3>; rel="next"',
]


@pytest.mark.parametrize("header", UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_header_that_cannot_be_read_does_not_end_the_list(client, webex, header):
    webex.expect("GET", PATH, query={"max": "2"}, answer={"items": [{"id": "1"}]}, headers={"Link": header})
    with pytest.raises(ClientError, match=rf"GET {PATH}: its header Link cannot be read"):
        listed(client)


PLACES = [
    "http://[",
    "//",
    "/",
    "",
    None,
    ["x"],
    {"url": "x"},
    f"{BASE}/wholesale/customers/",
    "?id=1",
]


@pytest.mark.parametrize("url", PLACES, ids=str)
def test_a_customer_that_was_made_nowhere(client, webex, url):
    webex.expect("POST", "/wholesale/customers", body={}, status=202, answer={"url": url})
    with pytest.raises(ClientError, match="named no id"):
        CustomersApi(client).create(CustomerRequest())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["errors", "errorCode", "description", "message", "code", "trackingId", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(JSON, st.text(max_size=5))
@example({"errors": {"errors": []}}, "")
@example([[[]]], "")
def test_any_error_body_is_read(body, header):
    errors = read_errors(body, header)
    assert all(isinstance(error.code, str) and error.description for error in errors)
    text = str(api_error("GET", PATH, 400, errors, read_tracking_id(body, None)))
    assert text.startswith(f"GET {PATH} answered 400: ")


def test_a_very_long_error_is_shortened():
    body = {"errors": [{"errorCode": str(number), "description": "x" * 100_000} for number in range(3)]}
    assert len(str(api_error("GET", PATH, 400, read_errors(body)))) < 2500


def test_very_many_errors_are_not_all_shown():
    body = {"errors": [{"errorCode": str(number), "description": "no"} for number in range(10_000)]}
    assert len(str(api_error("GET", PATH, 400, read_errors(body)))) < 10_000


def test_errors_inside_errors_without_end():
    body = {"description": "no"}
    for _level in range(500):
        body = {"errors": [body]}
    assert [error.description for error in read_errors(body)] == ["no"]


@given(
    st.text(max_size=12) | st.sampled_from(["-5", "1e9", "nan", "inf", "9" * 400, "\u0661", "Wed, 99 Foo 2026", "2026"])
)
def test_any_retry_after_is_a_time_or_nothing(header):
    found = parse_retry_after(header)
    assert found is None or found >= 0
