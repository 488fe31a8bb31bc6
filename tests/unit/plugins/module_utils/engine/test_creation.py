# SPDX-License-Identifier: GPL-3.0-or-later
"""Creating without duplicates."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import (
    ApiError,
    Conflict,
    OutcomeUnknown,
    api_error,
)
from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation import LOOKUP_DELAYS_S, create_or_adopt
from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation_journal import CreationJournal
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.fake_clock import FakeClock

LOST = OutcomeUnknown("lost")
EXISTS = api_error("POST", "/x", 409, ())
REFUSED = api_error("POST", "/x", 400, ())
DENIED = api_error("POST", "/x", 403, ())


class Service:
    """Plays a script of answers; `log` tells the order of creations, look-ups and pauses."""

    def __init__(self, creations, finds=()):
        self.creations, self.finds, self.log = list(creations), list(finds), []
        self.clock = FakeClock()
        self.client = SimpleNamespace(
            sleep=self.sleep, clock=self.clock, settings=settings_of(access_token="t", retry_timeout=40.0)
        )

    def sleep(self, seconds):
        self.log.append(seconds)
        self.clock.sleep(seconds)

    def create(self):
        self.log.append("create")
        outcome = self.creations.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def find(self):
        self.log.append("find")
        return self.finds.pop(0) if self.finds else None

    def run(self):
        return create_or_adopt(self.create, self.find, self.client, CreationJournal(None), ("thing", "x"))


LOOK_UPS = [step for pause in LOOKUP_DELAYS_S for step in (pause, "find")]


def test_created():
    service = Service(["new"])
    assert service.run() == ("new", False)
    assert service.log == ["create"]


def test_a_lost_answer_is_adopted_when_the_object_is_found():
    service = Service([LOST], [None, "made"])
    assert service.run() == ("made", True)
    assert service.log == ["create", *LOOK_UPS[:4]]


def test_a_second_creation_comes_only_after_all_look_ups():
    service = Service([LOST, "new"])
    assert service.run() == ("new", False)
    assert service.log == ["create", *LOOK_UPS, "create"]


def test_lost_answers_are_the_end_after_the_time_for_repetitions():
    service = Service([LOST] * 9)
    with pytest.raises(OutcomeUnknown):
        service.run()
    rounds = -(-service.client.settings.retry_timeout // sum(LOOKUP_DELAYS_S))
    assert service.log == ["create", *LOOK_UPS] * int(rounds)


def test_a_conflict_is_adopted():
    service = Service([EXISTS], ["there"])
    assert service.run() == ("there", True)


def test_a_conflict_of_something_invisible_is_told():
    with pytest.raises(Conflict):
        Service([EXISTS]).run()


def test_a_conflict_after_a_lost_answer_is_adopted():
    service = Service([LOST, EXISTS], [None] * len(LOOKUP_DELAYS_S) + ["made"])
    assert service.run() == ("made", True)


def test_a_refusal_is_told_after_a_short_look():
    service = Service([REFUSED])
    with pytest.raises(ApiError):
        service.run()
    assert service.log == ["create", "find", *LOOK_UPS[:4]]


def test_a_refusal_of_what_was_made_all_the_same_is_adopted():
    service = Service([REFUSED], ["made"])
    assert service.run() == ("made", True)


def test_a_denial_is_told_at_once():
    service = Service([DENIED])
    with pytest.raises(ApiError):
        service.run()
    assert service.log == ["create"]
