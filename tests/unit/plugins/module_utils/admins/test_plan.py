# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning administrator roles."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._admins.api import Role
from ansible_collections.webex.wholesale.plugins.module_utils._admins.plan import plan_roles, role_ids
from ansible_collections.webex.wholesale.plugins.module_utils._engine.bulk import RowError
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Change

FULL, READ, PLACE = (
    Role("F", "Full Administrator"),
    Role("R", "Read-only Administrator"),
    Role("L", "Location Administrator"),
)
ROLES = [FULL, READ, PLACE]


def plan(names, present, *, exclusive=False):
    return plan_roles("it@acme.example", role_ids(names, ROLES), present, ROLES, exclusive=exclusive)


def test_names_in_any_letters():
    assert role_ids(["full ADMINISTRATOR", "Full Administrator"], ROLES) == {"F": "Full Administrator"}


def test_an_unknown_role_names_the_known_ones():
    with pytest.raises(RowError, match=r"no role 'Boss'\. Use one of: Full Administrator, Read-only Administrator, "):
        role_ids(["Boss"], ROLES)
    with pytest.raises(RowError, match="Did you mean Full Administrator"):
        role_ids(["Full Admin"], ROLES)


def test_a_location_administrator_is_nothing_else():
    with pytest.raises(RowError, match="Location administrator excludes every other role"):
        role_ids(["Location Administrator", "Full Administrator"], ROLES)
    assert role_ids(["Location Administrator"], ROLES) == {"L": "Location Administrator"}


@pytest.mark.parametrize(
    ("names", "present", "exclusive", "after"),
    [
        (["Full Administrator"], ["F"], False, None),
        (["Full Administrator"], ["X", "F"], False, None),
        (["Full Administrator"], ["X", "F"], True, ["F"]),
        (["Full Administrator"], ["R", "X"], False, ["R", "X", "F"]),
        (["Full Administrator", "Read-only Administrator"], ["R", "F"], True, None),
        (["Location Administrator"], ["F"], True, ["L"]),
    ],
)
def test_plan(names, present, exclusive, after):
    action, roles = plan(names, present, exclusive=exclusive)
    assert (action.action, roles) == ("none" if after is None else "update", present if after is None else after)


def test_roles_without_a_name_are_shown_by_id():
    action, _after = plan(["Full Administrator"], ["R", "X"])
    assert action.fields == {
        "roles": Change(["Read-only Administrator", "X"], ["Full Administrator", "Read-only Administrator", "X"])
    }
