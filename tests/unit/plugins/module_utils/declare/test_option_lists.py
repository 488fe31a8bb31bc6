# SPDX-License-Identifier: GPL-3.0-or-later
"""Options with lists: every entry is read on its own, and no two have the same identity."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._admins.model import AdminRolesOptions
from ansible_collections.webex.wholesale.plugins.module_utils._declare.options import read_options
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError

ADMIN = {"email": "it@acme.example", "roles": ["Full administrator"]}


def mistakes(**inputs):
    with pytest.raises(InputError) as caught:
        read_options(AdminRolesOptions, inputs)
    return [problem.path for problem in caught.value.problems]


def test_entries_become_models():
    (admin,) = read_options(AdminRolesOptions, {"admins": [ADMIN]}).admins
    assert admin.email == "it@acme.example"


def test_no_two_entries_have_the_same_identity():
    assert mistakes(admins=[ADMIN, {**ADMIN, "email": "IT@acme.example"}]) == [("admins", 1, "email")]


def test_every_mistake_is_told_once():
    inputs = {"admins": [{**ADMIN, "roles": [5]}, {"email": "it"}], "known_roles": [{"id": "1"}]}
    assert mistakes(**inputs) == [
        ("admins", 0, "roles", 0),
        ("admins", 1, "email"),
        ("admins", 1, "roles"),
        ("known_roles", 0, "name"),
    ]


@pytest.mark.parametrize("value", ["it@acme.example", {"a": 1}, 5])
def test_what_is_no_list(value):
    assert mistakes(admins=value) == [("admins",)]
