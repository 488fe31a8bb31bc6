# SPDX-License-Identifier: GPL-3.0-or-later
"""The client: authentication, repetition, guards, and the count of calls."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import (
    AccessDenied,
    ApiError,
    AuthenticationError,
    CheckModeViolation,
    Conflict,
    Locked,
    NotFound,
    OrganizationRefused,
    OutcomeUnknown,
    RateLimited,
    ServerFailure,
    SettingsError,
    Unreachable,
)
from ansible_collections.webex.wholesale.plugins.module_utils._client.retry import MAX_CONNECT_ATTEMPTS
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.expected_calls import ANY, respond
from ansible_collections.webex.wholesale.tests.unit.samples import ORG, PARTNER_ORG

BROKEN = requests.exceptions.ConnectionError("Connection aborted.")
READ_TIMEOUT = requests.exceptions.ReadTimeout()
CONNECT_TIMEOUT = requests.exceptions.ConnectTimeout()
LIST, ORGS = "/wholesale/customers", f"/organizations/{ORG}"


@pytest.fixture
def client(clock):
    return Client(settings_of(access_token="t"))


@pytest.fixture
def oauth(clock, tmp_path):
    settings = settings_of(
        client_id="C1",
        client_secret="secret-of-c1",
        refresh_token="refresh-1",
        token_cache=str(tmp_path / "token.json"),
    )
    return Client(settings)


def expect_refresh(webex, number):
    form = {
        "grant_type": "refresh_token",
        "client_id": "C1",
        "client_secret": "secret-of-c1",
        "refresh_token": "refresh-1",
    }
    webex.expect("POST", "/access_token", body=form, answer={"access_token": f"access-{number}", "expires_in": 99999})


def tokens(webex):
    return [request.headers.get("Authorization") for request in webex.requests]


def test_request_and_answer(client, webex):
    webex.expect(
        "PUT", LIST, query={"a": "true", "b": "1"}, body={"x": 1}, status=202, answer={"y": 2}, headers={"H": "h"}
    )
    answer = client.request("PUT", LIST, params={"a": True, "b": 1, "c": None}, json={"x": 1})
    assert (answer.status, answer.body, answer.headers["h"]) == (202, {"y": 2}, "h")
    (request,) = webex.requests
    assert request.headers["Authorization"] == "Bearer t"
    assert request.headers["User-Agent"].startswith("ansible-collection-webex.wholesale/")


def test_no_body(client, webex):
    webex.expect("DELETE", LIST, status=204)
    assert client.request("DELETE", LIST).body is None


def test_calls_are_counted(client, webex):
    webex.expect("GET", LIST)
    webex.expect("GET", LIST, status=503)
    webex.expect("GET", LIST)
    webex.expect("POST", LIST)
    for method in ("GET", "GET", "POST"):
        client.request(method, LIST)
    assert client.api_calls == Counter(GET=3, POST=1)


def test_token_is_not_taken_from_netrc(client, webex):
    (Path.home() / ".netrc").write_text("machine webexapis.com login me password of-netrc\n")
    webex.expect("GET", LIST)
    client.request("GET", LIST)
    assert tokens(webex) == ["Bearer t"]


# 401 and 403


def test_401_refreshes_once(oauth, webex):
    expect_refresh(webex, 1)
    webex.expect("GET", LIST, status=401)
    expect_refresh(webex, 2)
    webex.expect("GET", LIST, answer={"ok": 1})
    assert oauth.request("GET", LIST).body == {"ok": 1}
    assert tokens(webex) == [None, "Bearer access-1", None, "Bearer access-2"]
    assert set(oauth.secrets) >= {"access-1", "access-2", "secret-of-c1", "refresh-1"}


def test_401_after_two_new_tokens_is_the_end(oauth, webex):
    for number in (1, 2, 3):
        expect_refresh(webex, number)
        webex.expect("POST", LIST, status=401)
    with pytest.raises(AuthenticationError, match="Get a new access token"):
        oauth.request("POST", LIST)


def test_401_with_a_static_token_is_the_end(client, webex):
    webex.expect("GET", LIST, status=401)
    with pytest.raises(AuthenticationError):
        client.request("GET", LIST)


@pytest.mark.parametrize(
    "trouble",
    [{"failure": CONNECT_TIMEOUT}, {"status": 429, "headers": {"Retry-After": "3"}}],
    ids=["never sent", "429"],
)
def test_a_request_for_a_token_is_repeated_where_that_is_safe(oauth, webex, trouble):
    webex.expect("POST", "/access_token", body=ANY, **trouble)
    expect_refresh(webex, 1)
    webex.expect("GET", LIST)
    try:
        oauth.request("GET", LIST)
    finally:
        webex.calls.clear()


def test_403_reads_the_organization_and_tries_again(client, webex):
    webex.expect("GET", "/locations", status=403)
    webex.expect("GET", ORGS)
    webex.expect("GET", "/locations", answer={"items": []})
    assert client.request("GET", "/locations", org_id=ORG).body == {"items": []}


def test_403_reads_the_organization_only_once(client, webex):
    webex.expect("GET", "/locations", status=403)
    webex.expect("GET", ORGS)
    webex.expect("GET", "/locations", status=403)
    webex.expect("GET", "/people", status=403)
    for path in ("/locations", "/people"):
        with pytest.raises(AccessDenied, match="the organization is managed by the partner"):
            client.request("GET", path, org_id=ORG)


def test_403_without_an_organization_is_the_end(client, webex):
    webex.expect("GET", LIST, status=403)
    with pytest.raises(AccessDenied):
        client.request("GET", LIST)


def test_403_of_two_threads_at_once_is_repaired_for_both(client, monkeypatch):
    both_refused = threading.Barrier(2)
    touched = threading.Event()

    def send(adapter, request, **_options):
        if "/organizations/" in request.url:
            touched.wait(0.2)
            touched.set()
            return respond(adapter, request, 200, {})
        if not touched.is_set():
            both_refused.wait(5)
            return respond(adapter, request, 403)
        return respond(adapter, request, 200, {"ok": 1})

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(client.request, "GET", f"/people/{number}", org_id=ORG) for number in (1, 2)]
    assert [future.result().body for future in futures] == [{"ok": 1}, {"ok": 1}]


# Repetition


@pytest.mark.parametrize("status", [423, 429, 500, 502, 503, 504])
def test_get_is_repeated(client, webex, status):
    webex.expect("GET", LIST, status=status, answer="<html>")
    webex.expect("GET", LIST, answer={"ok": 1})
    assert client.request("GET", LIST).body == {"ok": 1}


@pytest.mark.parametrize("failure", [BROKEN, READ_TIMEOUT, CONNECT_TIMEOUT, requests.exceptions.ChunkedEncodingError()])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_lost_answer_is_asked_for_again_where_that_is_safe(client, webex, method, failure):
    webex.expect(method, LIST, failure=failure)
    webex.expect(method, LIST, answer={"ok": 1})
    assert client.request(method, LIST).body == {"ok": 1}


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_post_with_unknown_outcome_is_not_repeated(client, webex, status):
    webex.expect("POST", LIST, status=status, answer={"message": "oops"}, headers={"trackingid": "T9"})
    with pytest.raises(
        OutcomeUnknown, match=rf"answered {status}: oops. trackingId T9.*may have been carried out or not"
    ):
        client.request("POST", LIST)


@pytest.mark.parametrize("failure", [BROKEN, READ_TIMEOUT])
def test_post_with_lost_answer_is_not_repeated(client, webex, failure):
    webex.expect("POST", LIST, failure=failure)
    with pytest.raises(OutcomeUnknown, match="the answer did not come or was not complete"):
        client.request("POST", LIST)


def test_post_that_was_never_sent_is_repeated(client, webex):
    webex.expect("POST", LIST, failure=CONNECT_TIMEOUT)
    webex.expect("POST", LIST, status=202)
    assert client.request("POST", LIST).status == 202


@pytest.mark.parametrize("lost", [{"status": 503}, {"failure": READ_TIMEOUT}], ids=["503", "lost answer"])
def test_a_precheck_writes_nothing_and_is_repeated(client, webex, lost):
    webex.expect("POST", f"{LIST}/validate", **lost)
    webex.expect("POST", f"{LIST}/validate", answer={"message": "success"})
    try:
        assert client.request("POST", f"{LIST}/validate").body == {"message": "success"}
    finally:
        webex.calls.clear()


def test_post_is_repeated_on_429_after_the_time_that_was_asked_for(client, webex, clock):
    webex.expect("POST", LIST, status=429, headers={"Retry-After": "7"})
    webex.expect("POST", LIST, status=202)
    client.request("POST", LIST)
    assert 7 <= sum(clock.naps) <= 7.5


def test_429_holds_back_every_worker(client, webex, clock):
    webex.expect("GET", LIST, status=429, headers={"Retry-After": "20"})
    webex.expect("GET", "/other")
    webex.expect("GET", LIST)
    napping = clock.sleep
    resting = []

    def sleep(seconds):
        # While one worker waits, another one begins: it has to wait as well.
        if not resting:
            resting.append(seconds)
            client._pace._sleep = napping
            client.request("GET", "/other")
        napping(max(0.0, seconds - sum(clock.naps)))

    client._pace._sleep = sleep
    client.request("GET", LIST)
    assert clock.naps[0] >= 20


@pytest.mark.parametrize("retry_timeout", [300, 2], ids=["repeated", "given up"])
def test_429_holds_back_other_tasks(clock, webex, retry_timeout):
    webex.expect("GET", LIST, status=429, headers={"Retry-After": "20"})
    webex.expect("GET", LIST)
    with suppress(RateLimited):
        Client(settings_of(access_token="t", retry_timeout=retry_timeout)).request("GET", LIST)
    if retry_timeout == 2:
        # The next task, in another process.
        assert sum(clock.naps) == 0
        Client(settings_of(access_token="t")).request("GET", LIST)
    assert 20 <= sum(clock.naps) <= 20.5


def test_429_without_retry_after_holds_back_other_tasks(clock, webex):
    webex.expect("GET", LIST, status=429)
    webex.expect("GET", LIST)
    with pytest.raises(RateLimited):
        Client(settings_of(access_token="t", retry_timeout=1)).request("GET", LIST)
    Client(settings_of(access_token="t")).request("GET", LIST)
    assert sum(clock.naps) >= 3.75


@pytest.mark.parametrize("status", [503, 423])
def test_a_fault_holds_back_its_own_request_only(clock, webex, status):
    webex.expect("GET", LIST, status=status, headers={"Retry-After": "20"})
    webex.expect("GET", LIST)
    with pytest.raises((ServerFailure, Locked)):
        Client(settings_of(access_token="t", retry_timeout=2)).request("GET", LIST)
    Client(settings_of(access_token="t")).request("GET", LIST)
    assert clock.naps == []


def test_a_turn_that_comes_too_late_is_told_without_waiting(clock, webex):
    webex.expect("GET", LIST, status=429, headers={"Retry-After": "20"})
    hasty = settings_of(access_token="t", retry_timeout=2)
    for message in (
        f"GET {LIST} answered 429",
        rf"GET {LIST} was not sent: .* another 20 s, longer than it may",
    ):
        with pytest.raises(RateLimited, match=rf"{message}.*lower workers or forks, or raise retry_timeout"):
            Client(hasty).request("GET", LIST)
    assert clock.naps == []


def test_the_time_in_the_line_is_not_that_of_the_request(clock, webex):
    webex.expect("GET", LIST, status=429, headers={"Retry-After": "20"})
    webex.expect("GET", LIST, status=503, headers={"Retry-After": "25"})
    webex.expect("GET", LIST)
    settings = settings_of(access_token="t", retry_timeout=30)
    with pytest.raises(RateLimited):
        Client(replace(settings, retry_timeout=2)).request("GET", LIST)
    # 20 s in the line, then 25 of its 30.
    Client(settings).request("GET", LIST)


def test_the_token_is_not_refreshed_while_everybody_waits(clock, webex):
    settings = settings_of(client_id="c", client_secret="s", refresh_token="r")
    webex.expect("POST", "/access_token", body=ANY, status=429, headers={"Retry-After": "20"})
    webex.expect("POST", "/access_token", body=ANY, status=400, answer={"message": "no"})
    webex.expect("POST", "/access_token", body=ANY, answer={"access_token": "a", "expires_in": 10_000})
    webex.expect("GET", LIST)
    with pytest.raises(SettingsError):
        Client(settings).request("GET", LIST)
    assert 20 <= sum(clock.naps) <= 20.5
    Client(settings).request("GET", LIST)


def test_429_ends_at_the_deadline(clock, webex):
    client = Client(settings_of(access_token="t", retry_timeout=30))
    for _attempt in range(3):
        webex.expect("GET", LIST, status=429, headers={"Retry-After": "12"})
    with pytest.raises(RateLimited, match="lower workers or forks, or raise retry_timeout"):
        client.request("GET", LIST)
    assert sum(clock.naps) < 30


def test_unreachable_says_so(clock, webex):
    client = Client(settings_of(access_token="t", retry_timeout=1))
    webex.expect("GET", LIST, failure=CONNECT_TIMEOUT)
    webex.expect("GET", LIST, failure=CONNECT_TIMEOUT)
    with pytest.raises(
        Unreachable,
        match=r"no connection .* \(.*\), tried 2 times in 0\.\d+ s \(retry_timeout is 1 s\)\. Check api_url, proxy",
    ):
        client.request("GET", LIST)


def test_the_time_that_was_spent_is_told(client, clock, webex):
    for _attempt in range(MAX_CONNECT_ATTEMPTS):
        webex.expect("GET", LIST, failure=CONNECT_TIMEOUT)
    with pytest.raises(Unreachable) as caught:
        client.request("GET", LIST)
    assert f"tried 6 times in {sum(clock.naps):.3g} s. Check api_url" in str(caught.value)


# Answers


@pytest.mark.parametrize(
    ("status", "kind"), [(400, ApiError), (404, NotFound), (409, Conflict), (501, ServerFailure), (418, ApiError)]
)
def test_errors_carry_what_webex_says(client, webex, status, kind):
    body = {"message": "no", "errors": [{"description": "e-mail is taken", "errorCode": 10022}], "trackingId": "T1"}
    webex.expect("POST", LIST, status=status, answer=body)
    with pytest.raises(kind) as caught:
        client.request("POST", LIST)
    error = caught.value
    assert error.__class__ is kind
    assert (error.status, error.tracking_id) == (status, "T1")
    assert [told.code for told in error.errors] == ["10022"]
    assert str(error).startswith(f"POST {LIST} answered {status}: e-mail is taken (errorCode 10022). trackingId T1. ")


def test_code_in_the_header(client, webex):
    webex.expect("PUT", LIST, status=400, answer="<html>", headers={"cisco-spark-error-codes": "4251"})
    with pytest.raises(ApiError) as caught:
        client.request("PUT", LIST)
    assert [told.code for told in caught.value.errors] == ["4251"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(client, webex, status):
    webex.expect("GET", LIST, status=status, headers={"Location": "https://evil.example/"})
    with pytest.raises(Unreachable, match=rf"was redirected \({status} to evil\.example\); redirects are not followed"):
        client.request("GET", LIST)


def test_a_success_that_is_no_json_is_read_again(client, webex):
    webex.expect("GET", LIST, answer="<html>sign in to the hotel's network</html>")
    webex.expect("GET", LIST, answer={"ok": 1})
    assert client.request("GET", LIST).body == {"ok": 1}


def test_a_success_of_a_post_that_is_no_json_has_an_unknown_outcome(client, webex):
    webex.expect("POST", LIST, answer='{"id": "cut o')
    with pytest.raises(OutcomeUnknown):
        client.request("POST", LIST)


def test_tls_failure_is_told_at_once(client, webex, monkeypatch):
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    webex.expect("GET", LIST, failure=requests.exceptions.SSLError("certificate verify failed"))
    with pytest.raises(Unreachable, match=r"TLS to webexapis\.com failed: certificate verify failed\. Check ca_path"):
        client.request("GET", LIST)


@pytest.mark.parametrize(
    ("options", "verify"),
    [({"ca_path": "/ca.pem"}, "/ca.pem"), ({"validate_certs": False, "ca_path": "/ca.pem"}, False)],
)
def test_what_the_options_say_about_certificates_wins_over_the_environment(monkeypatch, options, verify):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/other.pem")
    seen = []

    def send(adapter, request, **sent):
        seen.append(sent["verify"])
        return respond(adapter, request, 200)

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    Client(settings_of(access_token="t", **options)).request("GET", LIST)
    assert seen == [verify]


# Guards


def test_check_mode_sends_reads_and_prechecks_only(clock, webex):
    client = Client(settings_of(access_token="t"), check_mode=True)
    webex.expect("GET", LIST)
    webex.expect("POST", f"{LIST}/validate")
    client.request("GET", LIST)
    client.request("POST", f"{LIST}/validate")
    with pytest.raises(CheckModeViolation):
        client.request("POST", LIST)


def test_writes_without_organization_are_refused(client):
    with pytest.raises(OrganizationRefused, match="no customer organization is named"):
        client.request("PUT", "/people/1")


def test_writes_to_the_partners_own_organization_are_refused(client, webex):
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    for _attempt in range(2):
        with pytest.raises(OrganizationRefused, match="partner's own organization"):
            client.request("PUT", "/people/1", org_id=PARTNER_ORG)


def test_writes_to_a_customers_organization_ask_for_the_partners_once(client, webex):
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    webex.expect("PUT", "/people/1")
    webex.expect("PUT", "/people/2")
    client.request("PUT", "/people/1", org_id=ORG)
    client.request("PUT", "/people/2", org_id=ORG)


def test_another_service_needs_no_organization(clock, webex):
    webex.base = "https://templates.example/api"
    client = Client(settings_of(access_token="t"), base_url=webex.base, organizations=False)
    webex.expect("DELETE", "/onboarding-templates/1", status=204)
    client.request("DELETE", "/onboarding-templates/1")
