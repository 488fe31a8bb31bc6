# SPDX-License-Identifier: GPL-3.0-or-later
"""What keeps a location from being removed."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.webex_ids import uuid_of
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.present import ListedNumber
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.setup_plan import _Frees, losing
from ansible_collections.webex.wholesale.tests.unit.samples import identifier

PLACE, PERSON = identifier("LOCATION", 1), identifier("PEOPLE", 1)
NUMBER = "+14085550101"
LISTED = [ListedNumber(NUMBER, "", True, True, PLACE, "Depot", PERSON, "Ana", "Diaz", "PEOPLE")]


@pytest.mark.parametrize("place", [PLACE, uuid_of(PLACE)])
def test_whoever_stays_keeps_the_location_in_every_spelling_of_its_id(place):
    assert NUMBER in _Frees().blockers(LISTED, place)
    assert NUMBER in losing(LISTED, place, {NUMBER: "Head Office"})


@pytest.mark.parametrize("person", [PERSON, uuid_of(PERSON)])
@pytest.mark.parametrize("how", ["leavers", "released"])
def test_whoever_goes_does_not_keep_it(how, person):
    assert not _Frees(**{how: frozenset([person])}).blockers(LISTED, PLACE)
