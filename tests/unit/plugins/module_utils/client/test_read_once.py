# SPDX-License-Identifier: GPL-3.0-or-later
"""The same read is sent once; everything else as ever."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import CheckModeViolation, NotFound
from ansible_collections.webex.wholesale.plugins.module_utils._client.read_once import ReadOnceClient
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.samples import CONNECTION, ORG

PATH = "/telephony/config/numbers"


@pytest.fixture
def client():
    return ReadOnceClient(settings_of(**CONNECTION), check_mode=True)


def test_the_same_read_is_sent_once(client, webex):
    webex.expect("GET", PATH, query={"orgId": ORG, "max": "2000"}, answer={"phoneNumbers": []})
    first = client.request("GET", PATH, params={"orgId": ORG, "max": 2000, "name": None})
    assert client.request("GET", PATH, params={"max": 2000, "orgId": ORG}) is first
    assert client.api_calls == {"GET": 1}


def test_another_query_is_another_read(client, webex):
    for size in ("1", "2"):
        webex.expect("GET", PATH, query={"max": size}, answer={"phoneNumbers": [{"size": size}]})
    bodies = [client.request("GET", PATH, params={"max": size}).body for size in (1, 2)]
    assert bodies[0] != bodies[1]


def test_a_failure_is_not_remembered(client, webex):
    webex.expect("GET", PATH, status=404, answer={})
    webex.expect("GET", PATH, answer={"phoneNumbers": []})
    with pytest.raises(NotFound):
        client.request("GET", PATH)
    assert client.request("GET", PATH).status == 200


def test_writes_are_refused(client):
    with pytest.raises(CheckModeViolation):
        client.request("POST", "/wholesale/customers", json={})


def test_validations_are_sent_each_time(client, webex):
    for _time in range(2):
        webex.expect("POST", "/wholesale/customers/validate", body={}, answer={"message": "success"})
        client.request("POST", "/wholesale/customers/validate", json={})
    assert client.api_calls == {"POST": 2}
