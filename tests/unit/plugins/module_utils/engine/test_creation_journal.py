# SPDX-License-Identifier: GPL-3.0-or-later
"""The memory of what was created a moment ago."""

from __future__ import annotations

import json
import os
import stat
import subprocess

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import OutcomeUnknown, api_error
from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation import LOOKUP_DELAYS_S, create_or_adopt
from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation_journal import (
    VISIBILITY_WINDOW_S,
    CreationJournal,
)
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.fake_clock import FakeClock

ANA, BO = ("user", "ana@acme.example"), ("user", "bo@acme.example")


class Wall(FakeClock):
    """Seconds since the epoch: notes are compared with the age of files."""

    def __init__(self) -> None:
        super().__init__()
        self.now = os.stat("/proc/self").st_mtime


@pytest.fixture
def wall():
    return Wall()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "recent" / "notes.jsonl"


@pytest.fixture
def recent(file, wall):
    return CreationJournal(file, wall)


def by_another_run(file, key, state, moment, pid):
    """A note of another process, as this one would read it."""
    CreationJournal(file, lambda: moment)._note(key, state)
    lines = [json.loads(line) for line in file.read_text().splitlines() if line]
    lines[-1]["pid"] = pid
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def dead_process():
    done = subprocess.Popen(["true"])
    done.wait()
    return done.pid


def test_nothing_is_doubtful_at_first(recent, file):
    assert recent.may_exist_unlisted([ANA]) == []
    assert not file.exists()


def test_what_was_made_is_doubtful_for_a_while(recent, wall):
    assert recent.try_start(ANA)
    recent.succeed(ANA)
    assert recent.may_exist_unlisted([ANA, BO]) == [ANA]
    assert not recent.try_start(ANA)
    wall.sleep(VISIBILITY_WINDOW_S)
    assert recent.may_exist_unlisted([ANA]) == []
    assert recent.try_start(ANA)


def test_another_spelling_is_the_same(recent):
    recent.succeed(("user", "Ana@Acme.example"))
    assert recent.may_exist_unlisted([ANA]) == [ANA]


@pytest.mark.parametrize("after", ["succeed", "try_start"])
def test_what_is_gone_may_be_made_again(recent, after):
    getattr(recent, after)(ANA)
    recent.clear(ANA)
    assert recent.try_start(ANA)


def test_what_was_looked_for_with_patience_is_settled(recent, wall):
    recent.succeed(ANA)
    wall.sleep(1)
    recent.settle([ANA])
    assert recent.may_exist_unlisted([ANA]) == []
    assert recent.try_start(ANA)


def test_a_killed_run_leaves_its_note(recent, file, wall):
    by_another_run(file, ANA, "begun", wall.now, dead_process())
    assert recent.may_exist_unlisted([ANA]) == [ANA]
    assert not recent.in_progress_elsewhere(ANA)
    wall.sleep(VISIBILITY_WINDOW_S)
    assert recent.try_start(ANA)


def test_a_run_that_lives_is_never_too_old(recent, file, wall):
    by_another_run(file, ANA, "begun", wall.now, os.getppid())
    wall.sleep(10 * VISIBILITY_WINDOW_S)
    assert recent.in_progress_elsewhere(ANA)
    assert not recent.try_start(ANA)


def test_a_line_that_was_cut_off_is_passed_over(recent, file):
    recent.succeed(ANA)
    with file.open("a") as opened:
        opened.write('{"key": "x", "mom')
    assert recent.may_exist_unlisted([ANA]) == [ANA]
    recent.succeed(BO)
    assert recent.may_exist_unlisted([ANA, BO]) == [ANA, BO]


def test_what_another_process_notes_meanwhile_is_seen(recent, file, wall):
    recent.succeed(ANA)
    assert recent.try_start(BO)
    other = CreationJournal(file, wall)
    other.succeed(("user", "cy@acme.example"))
    assert not recent.try_start(("user", "cy@acme.example"))
    assert not other.try_start(ANA)


def test_notes_are_read_once(recent, file, monkeypatch):
    """There may be thousands of creations in one task."""
    parsed = []
    loads = json.loads
    monkeypatch.setattr(json, "loads", lambda line: parsed.append(line) or loads(line))
    for number in range(20):
        assert recent.try_start(("user", str(number)))
        recent.succeed(("user", str(number)))
    assert len(parsed) <= 2 * (40 + 39)  # each line once, and the blank ones between them


def test_the_file_is_private_and_holds_no_names(recent, file):
    recent.succeed(ANA)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "ana" not in file.read_text()


def test_old_notes_are_dropped(recent, file, wall):
    recent.succeed(ANA)
    os.utime(file, (wall.now - 20 * VISIBILITY_WINDOW_S, wall.now - 20 * VISIBILITY_WINDOW_S))
    recent.succeed(BO)
    assert recent.may_exist_unlisted([ANA, BO]) == [BO]
    assert CreationJournal(file, wall).may_exist_unlisted([ANA, BO]) == [BO]
    other = file.with_name("other.jsonl")
    other.write_text("")
    os.utime(other, (0, 0))
    file.unlink()
    recent.succeed(BO)
    assert not other.exists()


def test_without_a_place_there_is_no_memory(tmp_path, wall):
    (tmp_path / "file").write_text("")
    for recent in (CreationJournal(None, wall), CreationJournal(tmp_path / "file" / "x.jsonl", wall)):
        assert recent.try_start(ANA)
        recent.succeed(ANA)
        assert recent.may_exist_unlisted([ANA]) == []


def test_services_and_customers_do_not_share_notes(tmp_path):
    one, other = settings_of(access_token="t"), settings_of(access_token="t", api_url="http://127.0.0.1:1/v1")
    CreationJournal.of(one, "customer", "a").succeed(ANA)
    assert CreationJournal.of(one, "customer", "a").may_exist_unlisted([ANA])
    assert not CreationJournal.of(other, "customer", "a").may_exist_unlisted([ANA])
    assert not CreationJournal.of(one, "customer", "b").may_exist_unlisted([ANA])


class Service:
    """Finds on the n-th look-up; `log` has creations, look-ups and pauses."""

    settings = settings_of(access_token="t")

    def __init__(self, found_at=0, outcome="new"):
        self.log, self.found_at, self.outcome = [], found_at, outcome
        self.clock = FakeClock()

    def sleep(self, seconds):
        self.log.append(seconds)
        self.clock.sleep(seconds)

    def create(self):
        self.log.append("create")
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def find(self):
        self.log.append("find")
        return "there" if self.log.count("find") == self.found_at else None

    def run(self, recent):
        return create_or_adopt(self.create, self.find, self, recent, ANA)


def test_what_another_run_just_made_is_adopted_as_soon_as_it_shows(recent):
    recent.succeed(ANA)
    service = Service(found_at=3)
    assert service.run(recent) == ("there", True)
    assert service.log == ["find", LOOKUP_DELAYS_S[0], "find", LOOKUP_DELAYS_S[1], "find"]


def test_what_does_not_show_is_made(recent):
    recent.succeed(ANA)
    service = Service()
    assert service.run(recent) == ("new", False)
    assert service.log.count("find") == 1 + len(LOOKUP_DELAYS_S)
    assert service.log[-1] == "create"


def test_a_run_beside_that_does_not_end_is_told(recent, file, wall):
    by_another_run(file, ANA, "begun", wall.now, os.getppid())
    service = Service()
    with pytest.raises(OutcomeUnknown, match=r"another run on this machine .* for more than [0-9]+ s; run again"):
        service.run(recent)
    assert "create" not in service.log
    assert service.clock.now - 1000 > service.settings.retry_timeout


def test_a_refusal_leaves_nothing_doubtful(recent):
    with pytest.raises(type(api_error("POST", "/x", 403, ()))):
        Service(outcome=api_error("POST", "/x", 403, ())).run(recent)
    assert recent.may_exist_unlisted([ANA]) == []


def test_an_unknown_outcome_stays_doubtful(recent):
    with pytest.raises(OutcomeUnknown):
        Service(outcome=OutcomeUnknown("lost")).run(recent)
    assert recent.may_exist_unlisted([ANA]) == [ANA]
