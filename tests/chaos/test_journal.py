# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge of journals can fail: writes to the wrong organization and creations sent again blindly are found."""

from __future__ import annotations

from typing import Any

import pytest

from . import journal

STATE = {"partner": {"org_id": "partner"}, "customers": [{"org_id": "org-1"}, {"org_id": None}]}
OF = {"orgId": "org-1"}
CUSTOMERS, SUBSCRIBERS = "/v1/wholesale/customers", "/v1/wholesale/subscribers"
LOCATIONS, CALLING = "/v1/locations", "/v1/telephony/config/locations"
NUMBERS, ADD = "/v1/telephony/config/numbers", "/v1/telephony/config/locations/place-1/numbers"
TEMPLATES = "/template-service/v1/onboarding-templates"
USER = {"email": "Ana@one.example", "customerId": "c-1"}


def _records(*rows: tuple[str, str, dict[str, str], Any, int | None]) -> list[dict[str, Any]]:
    return [
        {
            "seq": index + 1,
            "time": f"2026-01-01T00:00:{index:02}.000Z",
            "method": method,
            "path": path,
            "query": [list(pair) for pair in query.items()],
            "body": body,
            "status": status,
            "fault": None,
            "executed": status == 201,
        }
        for index, (method, path, query, body, status) in enumerate(rows)
    ]


# ---- organizations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "finding"),
    [
        ("POST", LOCATIONS, {}, {"name": "x"}, "names no organization"),
        ("POST", LOCATIONS, {"orgId": "partner"}, {}, "goes to the partner's own organization"),
        ("PUT", "/v1/people/p-1", {}, {"orgId": "partner"}, "goes to the partner's own organization"),
        ("DELETE", ADD, {"orgId": "org-9"}, {}, "goes to org-9, which is no customer's organization"),
        ("PATCH", "/v1/identity/organizations/partner", {}, {}, "goes to the partner's own organization"),
    ],
)
def test_writes_beside_a_customer_are_found(
    method: str, path: str, query: dict[str, str], body: Any, finding: str
) -> None:
    records = _records((method, path, query, body, 200))
    assert journal.without_organization(records, STATE) == [f"request 1, {method} {path}, {finding}"]


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        ("POST", LOCATIONS, OF, {}),
        ("PUT", "/v1/people/p-1", {}, {"orgId": "org-1"}),
        ("PATCH", "/v1/identity/organizations/org-1", {}, {}),
        ("GET", "/v1/people/me", {}, None),
        ("POST", CUSTOMERS, {}, {"externalId": "one"}),
        ("POST", "/v1/telephony/config/actions/validateNumbers/invoke", {}, {}),
        ("POST", "/v1/access_token", {}, {}),
        ("POST", TEMPLATES, {}, {}),
    ],
)
def test_writes_for_a_customer_are_right(method: str, path: str, query: dict[str, str], body: Any) -> None:
    assert journal.without_organization(_records((method, path, query, body, 200)), STATE) == []


# ---- creations -----------------------------------------------------------------------------------

# What is made, a look that would have found it, and looks that would not.
CREATIONS: dict[str, tuple[tuple[str, dict[str, str], Any], tuple[str, dict[str, str]], list[Any]]] = {
    "customer": (
        (CUSTOMERS, {}, {"externalId": "one"}),
        (CUSTOMERS, {"externalId": "one", "max": "100"}),
        [(CUSTOMERS, {"externalId": "two"}), (CUSTOMERS, {"status": "error"}), (SUBSCRIBERS, {})],
    ),
    "subscriber": (
        (SUBSCRIBERS, {}, USER),
        (SUBSCRIBERS, {"email": "ana@one.example", "customerId": "c-1"}),
        [(SUBSCRIBERS, {"customerId": "c-2"}), (SUBSCRIBERS, {"email": "bo@one.example"})],
    ),
    "location": (
        (LOCATIONS, OF, {"name": "Köln"}),
        (LOCATIONS, OF),
        [(LOCATIONS, {"orgId": "org-2"}), (LOCATIONS, {**OF, "name": "Gießen"}), (CALLING, OF)],
    ),
    "calling location": (
        (CALLING, OF, {"id": "place-1"}),
        (f"{CALLING}/place-1", OF),
        [(f"{CALLING}/place-2", OF), (LOCATIONS, OF)],
    ),
    "number": (
        (ADD, OF, {"phoneNumbers": ["+14085550100"]}),
        (NUMBERS, {**OF, "phoneNumber": "+14085550100"}),
        [(NUMBERS, {**OF, "phoneNumber": "+14085550101"}), (NUMBERS, {**OF, "extension": "1"})],
    ),
    "template": ((TEMPLATES, {}, {"name": "gold"}), (TEMPLATES, {}), [(TEMPLATES, {"name": "silver"})]),
    "person": (
        ("/v1/people", {}, {"emails": ["ana@one.example"], "orgId": "org-1"}),
        ("/v1/people", {**OF, "email": "ana@one.example"}),
        [("/v1/people", {"orgId": "org-2"})],
    ),
}


def _replay(kind: str, status: int | None, *looks: tuple[str, dict[str, str]], found: int = 200) -> list[str]:
    path, query, body = CREATIONS[kind][0]
    post = ("POST", path, query, body)
    reads = [("GET", place, filters, None, found) for place, filters in looks]
    return journal.replayed(_records((*post, status), *reads, (*post, 409)))


@pytest.mark.parametrize("kind", CREATIONS)
def test_a_creation_sent_again_blindly_is_found(kind: str) -> None:
    _post, look, others = CREATIONS[kind]
    for status in (None, 502, 201):
        assert len(_replay(kind, status)) == 1
        assert len(_replay(kind, status, *others)) == 1
        assert len(_replay(kind, status, look, found=503)) == 1
        assert _replay(kind, status, *others, look) == []


@pytest.mark.parametrize("status", [400, 409, 423, 429])
def test_a_refused_creation_may_be_sent_again(status: int) -> None:
    assert _replay("customer", status) == []


def test_a_refusal_that_was_carried_out_all_the_same_counts() -> None:
    records = _records(*[("POST", *CREATIONS["customer"][0], 400)] * 2)
    records[0] |= {"fault": "lies", "executed": True}
    assert journal.replayed(records) == [
        "request 2, POST /v1/wholesale/customers for customer one, repeats request 1 (status 400) without a look in"
        " between"
    ]


def test_one_of_several_numbers_is_enough() -> None:
    first, second = ({"phoneNumbers": numbers} for numbers in (["+14085550100", "+14085550101"], ["+14085550101"]))
    found = journal.replayed(_records(("POST", ADD, OF, first, 504), ("POST", ADD, OF, second, 200)))
    assert len(found) == 1
    assert "number +14085550101" in found[0]


def test_other_objects_are_no_repetition() -> None:
    rows = [("POST", CUSTOMERS, {}, {"externalId": name}, None) for name in ("one", "two")]
    assert journal.replayed(_records(*rows)) == []


def test_of_runs_side_by_side_only_lost_answers_count() -> None:
    path, query, body = CREATIONS["customer"][0]
    for status, count in ((201, 0), (None, 1), (500, 1)):
        records = _records(("POST", path, query, body, status), ("POST", path, query, body, 409))
        assert len(journal.replayed(records, after_success=False)) == count


def test_requests_count_in_the_order_in_which_they_were_sent() -> None:
    # The answer to the first creation came so late that the look was answered before.
    path, query, body = CREATIONS["customer"][0]
    lost, look, again = _records(
        ("POST", path, query, body, 504), ("GET", path, query, None, 200), ("POST", path, query, body, 202)
    )
    lost["seq"], look["seq"] = 2, 1
    assert journal.replayed([look, lost, again]) == []
