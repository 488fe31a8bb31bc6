# SPDX-License-Identifier: GPL-3.0-or-later
"""Who would lose something when packages or the customer go."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import UserToCome
from ansible_collections.webex.wholesale.plugins.module_utils._customers.package_removal import (
    UsersToCome,
    named,
    refuse_in_use,
    refuse_with_users,
    staying,
)
from ansible_collections.webex.wholesale.plugins.module_utils._engine.refusal import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._subscribers.present import Subscriber
from ansible_collections.webex.wholesale.tests.unit.samples import ANA, LEO

HAS_CALLING = Subscriber("S1", "Ana@acme.example", "provisioned", package="webex_calling")
HAS_MEETINGS = Subscriber("S2", LEO["email"], "provisioned", package="webex_meetings")
HAS_NOTHING = Subscriber("S3", "lost@acme.example", "provisioned")
HAS_BOTH = Subscriber("S4", "both@acme.example", "provisioned", package="webex_meetings", add_ons=("webex_calling",))
ALL = [HAS_CALLING, HAS_MEETINGS, HAS_NOTHING, HAS_BOTH]


def declared(package):
    return UserToCome(**{**ANA, "package": package})


@pytest.mark.parametrize(
    ("to_come", "who"),
    [
        (UsersToCome(), [HAS_CALLING, HAS_BOTH]),
        (UsersToCome([declared("webex_suite")]), [HAS_BOTH]),
        # nothing is sent for a user whose package is as declared, so that what is beside it stays
        (UsersToCome([UserToCome(**{**LEO, "email": HAS_BOTH.email})]), [HAS_CALLING, HAS_BOTH]),
        (UsersToCome([declared("webex_calling")]), [HAS_CALLING, HAS_BOTH]),
        (UsersToCome([declared("webex_suite")], prune=True), []),
        (UsersToCome([], prune=True, protected=["ANA@acme.example"]), [HAS_CALLING]),
    ],
)
def test_who_keeps_a_package(to_come, who):
    assert staying(["webex_calling"], ALL, to_come) == who
    assert staying([], ALL, to_come) == []


def test_names_are_bounded_and_sorted():
    users = [Subscriber(str(index), f"u{index:02}@x.example", "provisioned") for index in reversed(range(23))]
    text = named(users)
    assert text.startswith("u00@x.example, u01@x.example")
    assert text.endswith("u19@x.example and 3 more")
    assert named(users[:1]) == "u22@x.example"


def test_nobody_is_no_reason_to_refuse():
    refuse_in_use("acme", ["webex_calling"], [])
    refuse_with_users("acme", [])


def test_words_of_the_refusals():
    with pytest.raises(Refused, match=r"acme: webex_calling would be taken away from 2 users: .*Nothing was changed"):
        refuse_in_use("acme", ["webex_calling"], [HAS_CALLING, HAS_BOTH])
    with pytest.raises(Refused, match=r"Nothing was taken away: the step of the users has not moved them"):
        refuse_in_use("acme", ["webex_calling"], [HAS_CALLING], last=True)
    with pytest.raises(Refused, match=r"acme has 1 user: Ana@acme.example. .*remove_with_users: true"):
        refuse_with_users("acme", [HAS_CALLING])
