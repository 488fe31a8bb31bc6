# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody stays a full administrator, whatever is declared."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._admins.model import Admin
from ansible_collections.webex.wholesale.plugins.module_utils._admins.plan import (
    LAST_ONE,
    keep_last,
    plan_admins,
    takes_last,
)
from ansible_collections.webex.wholesale.plugins.module_utils._admins.present import Administrators, Role
from ansible_collections.webex.wholesale.plugins.module_utils._customers.context import CustomerContext
from ansible_collections.webex.wholesale.plugins.module_utils._users.present import Person

ROLES = (Role("F", "Full Administrator"), Role("D", "Device Administrator"))


def person(name, *roles):
    return Person(id=name, emails=(f"{name}@acme.example",), org_id="O", profile={}, roles=roles)


def planned(declared, holders, **options):
    """The rows for these roles by name, where these people have roles."""
    admins = [Admin(email=f"{name}@acme.example", roles=roles) for name, roles in declared.items()]
    known = {each.emails[0]: each for each in holders}
    present = Administrators(
        CustomerContext("C", "O", "acme"), ROLES, {row.email: known.get(row.email) for row in admins}, holders=holders
    )
    rows = plan_admins(admins, present, planned_people=[row.email for row in admins], **options)
    return keep_last(rows, present), present


def refused(rows):
    return {row.identity.partition("@")[0] for row in rows if row.problem == LAST_ONE}


@pytest.mark.parametrize(
    ("declared", "there", "kept"),
    [
        ({"it": []}, {"it": "F"}, {"it"}),
        ({"it": []}, {"it": "F", "eve": "F"}, set()),
        ({"it": []}, {"it": "F", "eve": "D"}, {"it"}),
        ({"it": [], "eve": []}, {"it": "F", "eve": "F"}, {"it", "eve"}),
        ({"it": [], "eve": ["Full administrator"]}, {"it": "F"}, set()),
        ({"it": [], "eve": ["Full administrator"]}, {"it": "F", "eve": "D"}, set()),
        ({"it": [], "eve": []}, {"it": "F", "eve": "D"}, {"it"}),
        ({"eve": []}, {"it": "F", "eve": "D"}, set()),
        # Nobody was one before: nothing is taken.
        ({"eve": []}, {"eve": "D"}, set()),
    ],
)
def test_the_last_full_administrator_stays(declared, there, kept):
    rows, _present = planned(declared, tuple(person(name, *roles) for name, roles in there.items()))
    assert refused(rows) == kept


def test_another_role_takes_it_only_where_it_is_the_whole_list():
    there = (person("it", "F"),)
    assert refused(planned({"it": ["Device administrator"]}, there)[0]) == set()
    assert refused(planned({"it": ["Device administrator"]}, there, exclusive=True)[0]) == {"it"}


def test_the_first_administrator_of_a_new_customer_counts():
    admins = [Admin(email="it@acme.example", roles=[])]
    present = Administrators(CustomerContext(external_id="acme"), ROLES, {"it@acme.example": None})
    rows = keep_last(plan_admins(admins, present, first_admin="IT@acme.example"), present)
    assert refused(rows) == {"it"}


def test_who_was_to_take_it_over_and_failed_does_not_count():
    rows, present = planned({"it": [], "eve": ["Full administrator"]}, (person("it", "F"),))
    assert takes_last(rows, present) == []
    (row,) = takes_last(rows, present, failed=["eve@acme.example"])
    assert row.identity == "it@acme.example"
