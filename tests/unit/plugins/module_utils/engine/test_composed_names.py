# SPDX-License-Identifier: GPL-3.0-or-later
"""A letter with an accent is one character or two: whoever writes it how, it is the same name."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._locations import options as spec
from ansible_collections.webex.wholesale.plugins.module_utils._locations.operation import LocationsOperation
from ansible_collections.webex.wholesale.plugins.module_utils._users import options as user
from ansible_collections.webex.wholesale.plugins.module_utils._users.operation import UsersOperation
from ansible_collections.webex.wholesale.tests.unit.answering import Answering
from ansible_collections.webex.wholesale.tests.unit.hostile_world import (
    BARE,
    BASIS,
    CALLING,
    DONE,
    LOCATIONS,
    OFFICE,
    OFFICE_WANTED,
    PRUNE,
    THERE,
    WIRE_CALLING,
    WIRE_OFFICE,
)
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import ANA

ONE, TWO = "Caf\u00e9", "Cafe\u0301"


def run(written, there, **options):
    service = Answering(
        {
            **THERE,
            **DONE,
            ("GET", LOCATIONS): {"items": [{**WIRE_OFFICE, "name": there}]},
            ("GET", CALLING): {"locations": [{**WIRE_CALLING, "name": there}]},
        }
    )
    wanted = [{**OFFICE_WANTED, "name": written}] if written else []
    with service.serving():
        return run_module(LocationsOperation, spec.LOCATIONS, {**BASIS, "locations": wanted, **options}), service.writes


@pytest.mark.parametrize("written", [ONE, TWO])
@pytest.mark.parametrize("there", [ONE, TWO])
def test_a_location_is_found_by_its_name(written, there, clock):
    result, writes = run(written, there, **PRUNE)
    assert (result.failed, result.changed, writes) == (False, False, [])


@pytest.mark.parametrize(
    ("protected", "there"),
    [(ONE, ONE), (TWO, TWO), (ONE, TWO), (TWO, ONE)],
)
def test_a_location_is_protected_by_its_name(protected, there, clock):
    result, writes = run(None, there, protected_locations=[protected], **PRUNE)
    assert (result.failed, result.changed, writes) == (False, False, [])


@pytest.mark.parametrize("written", [ONE, TWO])
def test_the_default_location_of_users_is_found_by_its_name(written, clock):
    service = Answering(BARE)
    options = {**BASIS, "users": [ANA], "location_ids": {ONE: OFFICE}, "default_location": written}
    with service.serving():
        result = run_module(UsersOperation, user.USERS, options)
    assert (result.failed, service.writes) == (False, ["POST /wholesale/subscribers"])
