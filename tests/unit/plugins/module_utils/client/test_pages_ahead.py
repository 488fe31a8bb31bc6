# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages that are asked for side by side: as many entries, in the same order, in the same number of requests."""

from __future__ import annotations

import json
import threading
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import ApiError
from ansible_collections.webex.wholesale.plugins.module_utils._client.pages_ahead import foreseen
from ansible_collections.webex.wholesale.plugins.module_utils._client.paging import Pages, list_all
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.expected_calls import BASE, respond

PATH = "/wholesale/subscribers"
PAGES = Pages(size=10, counter="offset")
FIRST_LINK = f"{BASE}{PATH}?customerId=C&offset=10&max=10"


class Service:
    """A list in pages; `link` makes the link to the page that begins with an entry."""

    def __init__(self, monkeypatch, count, link):
        self.count, self.link = count, link
        self.asked = []
        self.failing = set()
        self.together = 0
        self.most_together = 0
        self.lock = threading.Lock()
        self.meeting = threading.Barrier(3)
        self.meets = False
        monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", self.send)

    def send(self, request, **_options):
        query = dict(parse_qsl(urlsplit(request.url).query))
        start = int(query.get("offset") or query.get("cursor") or 0)
        with self.lock:
            self.asked.append(start)
            self.together += 1
            self.most_together = max(self.together, self.most_together)
        if self.meets and 10 <= start <= 30:
            self.meeting.wait(timeout=10)
        with self.lock:
            self.together -= 1
        if start in self.failing:
            return respond(requests.adapters.HTTPAdapter(), request, 400, "{}")
        entries = [{"id": str(number)} for number in range(start, min(start + 10, self.count))]
        headers = {}
        if start + 10 < self.count:
            headers["Link"] = f'<{self.link(start + 10)}>; rel="next"'
        return respond(requests.adapters.HTTPAdapter(), request, 200, json.dumps({"items": entries}), headers)


def counting(start):
    return f"{BASE}{PATH}?customerId=C&offset={start}&max=10"


def hiding(start):
    return f"{BASE}{PATH}?customerId=C&cursor={start}&max=10"


@pytest.fixture
def service(monkeypatch):
    return lambda count, link=counting: Service(monkeypatch, count, link)


def entries(expected, workers=8):
    client = Client(settings_of(access_token="t", workers=workers))
    found = list_all(client, PATH, pages=PAGES, params={"customerId": "C"}, expected=expected)
    return [int(entry["id"]) for entry in found]


@pytest.mark.parametrize("count", [0, 1, 9, 11, 20, 21, 95, 100])
@pytest.mark.parametrize("workers", [1, 2, 8])
@pytest.mark.parametrize("link", [counting, hiding])
def test_the_same_list_in_the_same_number_of_requests(service, count, workers, link):
    webex = service(count, link)
    assert entries(count, workers) == list(range(count))
    assert Counter(webex.asked) == Counter(range(0, max(count, 1), 10))


def test_pages_come_side_by_side(service):
    webex = service(40)
    webex.meets = True  # each of the later pages waits for the two others
    assert entries(40) == list(range(40))
    assert webex.most_together == 3


def test_links_that_do_not_count_are_followed_one_by_one(service):
    webex = service(40, hiding)
    assert entries(40) == list(range(40))
    assert webex.most_together == 1
    assert webex.asked == [0, 10, 20, 30]


@pytest.mark.parametrize("expected", [0, 5, 10, 20])
def test_without_expectation_nothing_is_asked_ahead(service, expected):
    webex = service(40)
    assert entries(expected) == list(range(40))
    assert webex.most_together == 1


def test_more_than_expected_are_found_all_the_same(service):
    webex = service(55)
    assert entries(30) == list(range(55))
    assert Counter(webex.asked) == Counter(range(0, 55, 10))


def test_fewer_than_expected_end_with_the_last_link(service):
    webex = service(15)
    assert entries(40) == list(range(15))
    assert set(webex.asked) <= {0, 10, 20, 30}


def test_a_page_that_fails_ends_the_list_as_ever(service):
    webex = service(40)
    webex.failing = {20}
    with pytest.raises(ApiError):
        entries(40)


def test_a_page_that_nobody_leads_to_does_not_count(service):
    webex = service(25)
    webex.failing = {30}
    assert entries(40) == list(range(25))


def test_foreseen_links():
    assert foreseen(FIRST_LINK, "offset", 0, 10, 35) == [FIRST_LINK.replace("=10&", f"={n}&") for n in (10, 20, 30)]
    assert foreseen("https://h/p?start=11", "start", 1, 10, 25) == ["https://h/p?start=11", "https://h/p?start=21"]


@pytest.mark.parametrize(
    "link",
    [
        "https://h/p?cursor=abc",
        "https://h/p?offset=9",
        "https://h/p?offset=10&offset=10",
        "https://h/p?my_offset=10",
        "https://h/p",
    ],
)
def test_links_that_foretell_nothing(link):
    assert foreseen(link, "offset", 0, 10, 100) == []


def test_a_list_without_counter_foretells_nothing():
    assert foreseen("https://h/p?=10", "", 0, 10, 100) == []
