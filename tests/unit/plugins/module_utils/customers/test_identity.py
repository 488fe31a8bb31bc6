# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that contradict each other are refused, each with the other customer in the message."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers.identity import (
    refuse_attached,
    refuse_contradiction,
    refuse_renaming,
)
from ansible_collections.webex.wholesale.plugins.module_utils._customers.present import WholesaleCustomer
from ansible_collections.webex.wholesale.plugins.module_utils._engine.refusal import Refused
from ansible_collections.webex.wholesale.tests.unit.samples import CUSTOMER_ID, ORG, identifier

UUID = "00000000-0000-4000-8000-000000000001"
FOUND = WholesaleCustomer(CUSTOMER_ID, "provisioned", "acme-0001", ORG)
OTHER = WholesaleCustomer(identifier("ENTERPRISE", 2), "provisioned", "harbor-0002", identifier("ORGANIZATION", 2))


@pytest.mark.parametrize(
    "names",
    [
        {},
        {"customer_id": CUSTOMER_ID, "org_id": ORG, "external_id": "acme-0001"},
        {"customer_id": UUID, "org_id": UUID},
    ],
)
def test_names_of_one_customer(names):
    refuse_contradiction(FOUND, **names)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ({"customer_id": OTHER.id}, ("customer acme-0001 has the id", OTHER.id)),
        ({"org_id": OTHER.org_id}, ("has the organization", OTHER.org_id)),
        ({"external_id": "harbor-0002"}, ("is customer acme-0001", "not harbor-0002")),
    ],
)
def test_names_of_two_customers(names, words):
    with pytest.raises(Refused) as refused:
        refuse_contradiction(FOUND, **names)
    assert [word for word in (*words, "Nothing was changed") if word not in str(refused.value)] == []


def test_what_webex_does_not_tell_contradicts_nothing():
    refuse_contradiction(WholesaleCustomer(CUSTOMER_ID, "provisioning"), org_id=ORG, external_id="acme-0001")


def test_a_new_external_id():
    refuse_renaming(FOUND, "new", declared_by="", holders=[])
    with pytest.raises(Refused, match="customer of host c1"):
        refuse_renaming(FOUND, "new", declared_by="c1", holders=[])
    with pytest.raises(Refused, match="customer of host c1") as caught:
        refuse_renaming(FOUND, "new", declared_by="c1", holders=[OTHER])
    assert (
        "Two customers change places in three runs: first this one gets an external_id that nobody has, and host c1"
        in (str(caught.value))
    )
    assert "then host c1 gets acme-0001 and the webex_customer_id of its customer; then this one gets new." in (
        str(caught.value)
    )
    with pytest.raises(Refused, match="which another customer has"):
        refuse_renaming(FOUND, "new", declared_by="", holders=[OTHER])


def test_an_organization_to_attach():
    gone = WholesaleCustomer(OTHER.id, "deleting", "harbor-0002", ORG)
    refuse_attached(ORG, [OTHER, gone])
    with pytest.raises(Refused, match="already the organization of customer acme-0001"):
        refuse_attached(UUID, [OTHER, FOUND])
