# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that name something refuse what the declaration of that thing refuses."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._admins.model import AdminRolesOptions
from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import CustomerInfoOptions
from ansible_collections.webex.wholesale.plugins.module_utils._declare.options import read_options
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._locations.model import (
    LocationInfoOptions,
    LocationsOptions,
)
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.model import PhoneNumbersInfoOptions
from ansible_collections.webex.wholesale.plugins.module_utils._users.model import UserInfoOptions, UsersOptions

WORDS = ["Head Office ", "", "Head\u200bOffice", 7, True]
ADDRESSES = ["ana", "ana@acme.example ", 7]
OPTIONS = [
    *((CustomerInfoOptions, "external_ids", [value]) for value in WORDS),
    *((LocationInfoOptions, "name", value) for value in WORDS),
    *((LocationsOptions, "protected_locations", [value]) for value in WORDS),
    *((UsersOptions, "default_location", value) for value in WORDS),
    *((PhoneNumbersInfoOptions, "location", value) for value in WORDS),
    *((PhoneNumbersInfoOptions, "number", value) for value in ("408 555 0101", "x", 14085550101)),
    *((UserInfoOptions, "email", value) for value in ADDRESSES),
    *((UsersOptions, "protected_users", [value]) for value in ADDRESSES),
    *((AdminRolesOptions, "protected_users", [value]) for value in ADDRESSES),
]


@pytest.mark.parametrize(("model", "name", "value"), OPTIONS)
def test_a_name_that_nothing_has_is_refused(model, name, value):
    with pytest.raises(InputError) as caught:
        read_options(model, {name: value})
    assert name in {problem.path[0] for problem in caught.value.problems}


def test_a_number_is_read_as_it_is_in_a_declaration():
    assert read_options(PhoneNumbersInfoOptions, {"number": "+1 (408) 555-0101"}).number == "+14085550101"
