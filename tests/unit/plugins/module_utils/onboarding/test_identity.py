# SPDX-License-Identifier: GPL-3.0-or-later
"""No two hosts stand for one customer, however it is named."""

from __future__ import annotations

import base64

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.identity import identity_of, shared_identities

UUID = "0f1e2d3c-4b5a-4697-8877-a0b1c2d3e4f5"
ID = base64.b64encode(f"ciscospark://us/ENTERPRISE/{UUID}".encode()).decode().rstrip("=")
PADDED = base64.b64encode(f"ciscospark://us/ENTERPRISE/{UUID}".encode()).decode()
BIG = base64.b64encode(f"ciscospark://us/ENTERPRISE/{UUID.upper()}".encode()).decode().rstrip("=")
OTHER = "0f1e2d3c-4b5a-4697-8877-a0b1c2d3e4f6"


def found(**hosts):
    return [str(problem) for problem in shared_identities(identity_of(host, hosts[host]) for host in hosts)]


def named(customer_id, external_id):
    return {"webex_customer_id": customer_id, "webex_customer": {"external_id": external_id}}


def declared(external_id, **more):
    return {"webex_customer": {"external_id": external_id, **more}}


@pytest.mark.parametrize("spelling", [ID, PADDED, BIG, UUID, UUID.upper()])
def test_one_id_for_several_hosts(spelling):
    (problem,) = found(c0=named(ID, "a"), c1=named(spelling, "b"), c2=named(OTHER, "c"))
    assert problem.startswith(
        "c0: webex_customer_id: 2 hosts name one and the same customer by its id: c0, c1. Give it to the one host "
    )
    assert "host_vars" in problem
    assert "-e together with --limit" in problem


def test_an_id_that_holds_no_uuid_is_compared_as_it_is():
    assert len(found(c0=named("plain", "a"), c1=named("plain", "b"))) == 1
    assert found(c0=named("plain", "a"), c1=named("Plain", "b")) == []


def test_many_hosts_are_one_message():
    (problem,) = found(**{f"c{index}": named(ID, f"x{index}") for index in range(25)})
    assert "25 hosts" in problem
    assert "c9 and 15 more." in problem


@pytest.mark.parametrize("sub_partners", [("", ""), (UUID, ID), (UUID, UUID.upper())])
def test_one_external_id_for_two_hosts(sub_partners):
    first, second = ({"sub_partner_org_id": item} if item else {} for item in sub_partners)
    (problem,) = found(c0=declared("a", **first), c1=declared("a", **second))
    assert problem.startswith("c1: webex_customer.external_id: 'a' is the external id of c0 as well.")
    assert "host_vars" in problem


@pytest.mark.parametrize("other", [declared("a", sub_partner_org_id=UUID), declared("A"), declared("b")])
def test_two_customers(other):
    assert found(c0=declared("a"), c1=other) == []


def test_an_accent_may_be_typed_in_two_ways():
    assert len(found(c0=declared("caf\u00e9"), c1=declared("cafe\u0301"))) == 1


def test_one_organization_for_two_hosts():
    (problem,) = found(c0=declared("a", org_id=ID), c1=declared("b", org_id=UUID.upper()))
    assert problem.startswith("c1: webex_customer.org_id: this organization is attached by c0 as well.")


@pytest.mark.parametrize("reversed_order", [True, False])
def test_a_sub_partner_is_no_customer(reversed_order):
    hosts = {"c0": declared("a", sub_partner_org_id=ID), "c1": declared("b", org_id=UUID)}
    (problem,) = found(**dict(reversed(hosts.items()) if reversed_order else hosts.items()))
    assert problem.startswith("c1: webex_customer.org_id: this organization is the sub-partner of c0, and no customer.")


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"webex_customer": None, "webex_customer_id": None},
        {"webex_customer": "a", "webex_customer_id": ["a"]},
        {"webex_customer": {"external_id": 1, "org_id": True}, "webex_customer_id": 5},
        {"webex_customer": {"external_id": "x" * 5000}},
    ],
)
def test_what_is_no_text_is_nobody(variables):
    assert found(c0=variables, c1=variables) == []
