# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that come in pages."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client import paging
from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import Unintelligible, Unreachable
from ansible_collections.webex.wholesale.plugins.module_utils._client.paging import Pages, list_all
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.expected_calls import BASE

PATH = "/people"
COUNTED = Pages(size=2, counter="offset")
LINKED = Pages(size=2)


@pytest.fixture
def client():
    return Client(settings_of(access_token="t"))


def page(*numbers):
    return {"items": [{"id": str(number)} for number in numbers]}


def link(query, host=BASE):
    return {"Link": f'<{host}{PATH}?{query}>; rel="next"'}


def ids(client, pages=LINKED, **options):
    return [entry["id"] for entry in list_all(client, PATH, pages=pages, **options)]


def test_follows_the_link_as_given(client, webex):
    webex.expect(
        "GET", PATH, query={"max": "2", "orgId": "O"}, answer=page(1, 2), headers=link("max=2&orgId=O&cursor=x")
    )
    webex.expect("GET", PATH, query={"max": "2", "orgId": "O", "cursor": "x"}, answer=page(3))
    assert ids(client, params={"orgId": "O", "email": None}) == ["1", "2", "3"]


def test_relative_link(client, webex):
    webex.expect(
        "GET", PATH, query={"max": "2"}, answer=page(1, 2), headers={"Link": '</v1/people?max=2&p=2>; rel="next"'}
    )
    webex.expect("GET", PATH, query={"max": "2", "p": "2"}, answer=page())
    assert ids(client) == ["1", "2"]


def test_a_link_that_has_only_a_query_means_the_same_list(client, webex):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2), headers={"Link": '<?max=2&p=2>; rel="next"'})
    webex.expect("GET", PATH, query={"max": "2", "p": "2"}, answer=page(3), headers={"Link": '<?p=2>; rel="prev"'})
    assert ids(client) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "header",
    [
        f'<{BASE}{PATH}?max=2&cursor=a;page=2>; rel="next"',
        f'<{BASE}{PATH}?max=2&cursor=a;page=2>; title="page=2"; Rel="Next"',
    ],
)
def test_a_semicolon_in_a_link_does_not_end_the_list(client, webex, header):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2), headers={"Link": header})
    webex.expect("GET", PATH, query={"max": "2", "cursor": "a;page=2"}, answer=page(3))
    assert ids(client) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "host", ["https://webexapis.com:443/v1", "https://WEBEXAPIS.com/v1", "HTTPS://webexapis.com/v1"]
)
def test_another_spelling_of_the_host_is_the_same_host(client, webex, host):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2), headers=link("max=2&p=2", host))
    webex.expect("GET", PATH, query={"max": "2", "p": "2"}, answer=page(3), headers=link("max=2&p=2"))
    assert ids(client) == ["1", "2", "3"]


def test_lost_filters_are_given_again(client, webex):
    webex.expect(
        "GET",
        PATH,
        query={"max": "2", "orgId": "O", "excludeStatus": "true"},
        answer=page(1, 2),
        headers=link("cursor=x&orgId=other"),
    )
    webex.expect(
        "GET", PATH, query={"cursor": "x", "orgId": "other", "excludeStatus": "true", "max": "2"}, answer=page(3)
    )
    assert ids(client, params={"orgId": "O", "excludeStatus": True}) == ["1", "2", "3"]


@pytest.mark.parametrize("host", ["https://evil.example/v1", "http://webexapis.com/v1", "https://webexapis.com:444/v1"])
def test_another_host_is_refused(client, webex, host):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2), headers=link("p=2", host))
    with pytest.raises(Unreachable, match="lies on another host"):
        ids(client)


def test_a_repeated_link_ends_the_list(client, webex):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2), headers=link("max=2&p=2"))
    webex.expect("GET", PATH, query={"max": "2", "p": "2"}, answer=page(3, 4), headers=link("max=2&p=2"))
    assert ids(client) == ["1", "2", "3", "4"]


def test_an_empty_page_ends_the_list(client, webex):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(), headers=link("max=2&p=2"))
    assert ids(client) == []


def test_entries_that_moved_to_the_next_page_come_once(client, webex):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2), headers=link("max=2&p=2"))
    webex.expect("GET", PATH, query={"max": "2", "p": "2"}, answer=page(2, 3))
    assert ids(client) == ["1", "2", "3"]


def test_counts_when_the_service_sends_no_link(client, webex):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2))
    webex.expect("GET", PATH, query={"max": "2", "offset": "2"}, answer=page(3, 4))
    webex.expect("GET", PATH, query={"max": "2", "offset": "4"}, answer=page(5))
    assert ids(client, COUNTED) == ["1", "2", "3", "4", "5"]


def test_counts_once_more_after_an_exact_multiple(client, webex):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2))
    webex.expect("GET", PATH, query={"max": "2", "offset": "2"}, answer=page())
    assert ids(client, COUNTED) == ["1", "2"]


def test_a_service_that_ignores_the_counter_ends_the_list(client, webex):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2))
    webex.expect("GET", PATH, query={"max": "2", "offset": "2"}, answer=page(1, 2))
    assert ids(client, COUNTED) == ["1", "2"]


@pytest.mark.parametrize("at_least", [2, 3])
def test_a_full_last_page_is_not_believed_when_there_is_more(client, webex, at_least):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2))
    if at_least == 2:
        assert ids(client, at_least=at_least) == ["1", "2"]
    else:
        with pytest.raises(Unintelligible, match=rf"^GET {PATH}: the list ended after 2 entries, of 3 at least"):
            ids(client, at_least=at_least)


def test_a_page_with_room_left_is_the_last_one(client, webex):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1))
    assert ids(client, at_least=3) == ["1"]


def test_a_smaller_page_than_was_asked_for_may_be_full(client, webex):
    webex.expect("GET", PATH, query={"max": "1000"}, answer=page(*range(100)))
    with pytest.raises(Unintelligible, match="ended after 100 entries, of 300 at least"):
        ids(client, Pages(size=1000), at_least=300)


def test_no_counting_after_a_link(client, webex):
    webex.expect("GET", PATH, query={"max": "2"}, answer=page(1, 2), headers=link("max=2&p=2"))
    webex.expect("GET", PATH, query={"max": "2", "p": "2"}, answer=page(3, 4))
    assert ids(client, COUNTED) == ["1", "2", "3", "4"]


@pytest.mark.parametrize("answer", [None, [], {"items": "x"}, {"items": [1, None]}, {"other": [{"id": "1"}]}])
def test_what_is_no_list_does_not_count_as_an_empty_one(client, webex, answer):
    webex.expect("GET", PATH, query={"max": "2"}, answer=answer)
    with pytest.raises(Unintelligible, match=r"^GET /\S+: the "):
        ids(client)


def test_a_list_without_end_is_given_up(client, webex, monkeypatch):
    monkeypatch.setattr(paging, "MAX_PAGES", 3)
    for number in range(3):
        query = {"max": "2", "offset": str(2 * number)} if number else {"max": "2"}
        webex.expect("GET", PATH, query=query, answer=page(2 * number, 2 * number + 1))
    with pytest.raises(Unintelligible, match="has not ended after 3 pages"):
        ids(client, COUNTED)


def test_other_names_of_the_list(client, webex):
    webex.expect("GET", PATH, query={"max": "2"}, answer={"subPartners": [{"id": "1"}]})
    assert ids(client, keys=("items", "subPartners")) == ["1"]


def test_a_next_page_is_read_as_it_is_linked(client, webex):
    """Only paths of our own are looked at for ids that are missing."""
    webex.expect(
        "GET", PATH, query={"max": "2"}, answer=page(1, 2), headers={"Link": f'<{BASE}{PATH}/?max=2&p=2>; rel="next"'}
    )
    webex.expect("GET", f"{PATH}/", query={"max": "2", "p": "2"}, answer=page(3))
    assert ids(client) == ["1", "2", "3"]
