# SPDX-License-Identifier: GPL-3.0-or-later
"""What a listing of all customers says of one of them."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.plugin_utils._known import (
    known_of_customer,
    known_of_roles,
    known_of_users,
)

ROW = {"id": "C1", "external_id": "acme-0001"}
LISTED = {"by_external_id": {"acme-0001": ROW}, "absent": ["acme-0002"]}
ROLES = [{"id": "R1", "name": "Full Administrator"}]


def _declared(external_id, **more):
    return {"webex_customer": {"external_id": external_id, **more}}


def test_one_that_is_there():
    assert known_of_customer(_declared("acme-0001"), LISTED) == {"known_customer": ROW}


def test_one_that_is_not_there():
    assert known_of_customer(_declared("acme-0002"), LISTED) == {"known_absent": True}


def test_one_that_was_not_asked_for():
    assert known_of_customer(_declared("acme-0003"), LISTED) == {}


@pytest.mark.parametrize("external_id", ["acme-0001", "acme-0002"])
def test_one_of_a_sub_partner(external_id):
    assert known_of_customer(_declared(external_id, sub_partner_org_id="S1"), LISTED) == {}


def test_one_that_is_named_by_its_id_may_have_another_external_id():
    assert known_of_customer({**_declared("acme-0002"), "webex_customer_id": "C9"}, LISTED) == {}


@pytest.mark.parametrize(
    "listed", [{}, {"skipped": True}, {"failed": True, "msg": "no"}, {"by_external_id": {}, "absent": []}]
)
def test_a_listing_that_tells_nothing(listed):
    assert known_of_customer(_declared("acme-0001"), listed) == {}
    assert known_of_roles(listed) == {}


@pytest.mark.parametrize(
    "declaration", [{}, {"webex_customer": None}, {"webex_customer": {}}, {"webex_customer": "a"}, _declared(["a"])]
)
def test_a_declaration_that_names_nobody(declaration):
    assert known_of_customer(declaration, LISTED) == {}


@pytest.mark.parametrize("roles", [ROLES, []])
def test_roles(roles):
    assert known_of_roles({"roles": roles}) == {"known_roles": roles}


@pytest.mark.parametrize(
    ("listed", "expected"),
    [({"acme-0001": [{"id": "S1"}]}, {"known_users": [{"id": "S1"}]}), ({"acme-0002": [{"id": "S1"}]}, {}), (None, {})],
)
def test_users_of_the_customer_that_is_known(listed, expected):
    listed = {**LISTED, "users_by_external_id": listed}
    assert known_of_users(known_of_customer(_declared("acme-0001"), listed), listed) == expected
    assert known_of_users({}, listed) == {}
