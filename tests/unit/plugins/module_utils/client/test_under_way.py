# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests under way: counted over all processes, few at first, freed by whatever ends a process, no obstacle."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client import under_way
from ansible_collections.webex.wholesale.plugins.module_utils._client.pace import Pace
from ansible_collections.webex.wholesale.plugins.module_utils._client.under_way import (
    ANSWERS_PER_SLOT,
    FIRST_SLOTS,
    FORGET_SLOTS_AFTER_S,
    MOST_SLOTS,
    UNLIMITED,
    Slots,
)
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of

FULL_SIZE = (MOST_SLOTS - FIRST_SLOTS) * ANSWERS_PER_SLOT
FORK = multiprocessing.get_context("fork")
API = "https://webexapis.com/v1"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "under-way"


def _all(slots):
    """Take all that are left, and stand at the turnstile no longer."""
    taken = []
    while (slot := slots.take()) is not None:
        taken.append(slot)
    slots.give_up()
    return taken


def _free(path):
    """How many slots another process would find."""
    program = (
        "import fcntl, sys\n"
        "with open(sys.argv[1], 'rb+') as file:\n"
        "    free = 0\n"
        "    for place in range(int(sys.argv[2])):\n"
        "        try:\n"
        "            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)\n"
        "            free += 1\n"
        "        except OSError:\n"
        "            pass\n"
        "print(free)\n"
    )
    words = [sys.executable, "-c", program, str(path), str(MOST_SLOTS)]
    return int(subprocess.run(words, check=True, capture_output=True, timeout=60).stdout)


def test_it_begins_with_few_and_answers_add_more(path):
    slots = Slots(path)
    for _round in range(3):
        taken = _all(slots)
        assert sorted(taken) == list(range(FIRST_SLOTS))
        for slot in taken[: ANSWERS_PER_SLOT // 3]:
            slots.leave(slot, answered=True)
        for slot in taken[ANSWERS_PER_SLOT // 3 :]:
            slots.leave(slot, answered=False)
    for _answer in range(ANSWERS_PER_SLOT % 3):
        slots.leave(slots.take(), answered=True)
    assert len(_all(slots)) == FIRST_SLOTS + 1


def test_what_was_refused_adds_nothing(path):
    slots = Slots(path)
    for _request in range(50):
        slots.leave(slots.take(), answered=False)
    assert len(_all(slots)) == FIRST_SLOTS


def test_there_is_an_end(path):
    slots = Slots(path)
    for _request in range(FULL_SIZE + 50):
        slots.leave(slots.take(), answered=True)
    assert path.stat().st_size == FULL_SIZE
    assert len(_all(slots)) == MOST_SLOTS


def test_after_some_time_it_begins_anew(path):
    slots = Slots(path)
    for _request in range(FULL_SIZE):
        slots.leave(slots.take(), answered=True)
    os.utime(path, (time.time() - FORGET_SLOTS_AFTER_S - 5,) * 2)
    assert len(_all(slots)) == FIRST_SLOTS


def test_clients_of_one_process_share_them_and_nothing_stays_open(path):
    before = len(os.listdir("/dev/fd"))
    one, two = Slots(path), Slots(path)
    taken = [one.take(), two.take(), one.take(), two.take()]
    assert sorted(taken) == list(range(FIRST_SLOTS))
    assert _free(path) == MOST_SLOTS - FIRST_SLOTS
    two.leave(taken[1], answered=False)
    assert one.take() == taken[1]
    for slot in taken:
        one.leave(slot, answered=False)
    assert _free(path) == MOST_SLOTS
    assert len(os.listdir("/dev/fd")) == before


def test_the_file_is_private_holds_no_secret_and_belongs_to_the_credentials():
    for settings in (settings_of(access_token="very-secret"), settings_of(access_token="other")):
        slots = Slots.of(settings, API)
        slots.leave(slots.take(), answered=True)
    files = sorted((Path.home() / ".cache" / "webex_wholesale").glob("*"))
    assert len(files) == 2
    for file in files:
        assert file.stat().st_mode & 0o777 == 0o600
        assert (file.name.startswith("under-way-"), file.read_bytes()) == (True, b".")


def _holding(path, count, ready):
    slots = Slots(path)
    for _slot in range(count):
        assert slots.take() is not None
    assert slots.take() is None
    ready.set()
    signal.pause()


def test_a_process_that_is_killed_holds_neither_slots_nor_the_turnstile(path):
    ready = FORK.Event()
    holder = FORK.Process(target=_holding, args=(path, FIRST_SLOTS, ready))
    holder.start()
    assert ready.wait(60)
    slots = Slots(path)
    assert slots.take() is None
    os.kill(holder.pid, signal.SIGKILL)
    holder.join(60)
    assert len(_all(slots)) == FIRST_SLOTS


def _taking(path, result):
    result.put(len(_all(Slots(path))))


def test_a_fork_holds_nothing_of_its_parent(path):
    slots, result = Slots(path), FORK.Queue()
    mine = [slots.take(), slots.take()]
    child = FORK.Process(target=_taking, args=(path, result))
    child.start()
    # It gets what is left, and its end frees nothing of ours.
    assert result.get(timeout=60) == FIRST_SLOTS - len(mine)
    child.join(60)
    assert _free(path) == MOST_SLOTS - len(mine)


def _greedy(path, busy, stop):
    """Threads that send one request after the other."""
    pace = Pace(8, time.sleep, time.monotonic, slots=Slots(path))

    def work():
        while not stop.is_set():
            with pace.turn(60):
                busy.set()
                time.sleep(0.001)

    threads = [threading.Thread(target=work) for _thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_who_waits_is_not_passed_by_forever(path):
    busy, stop = FORK.Event(), FORK.Event()
    greedy = FORK.Process(target=_greedy, args=(path, busy, stop))
    greedy.start()
    try:
        assert busy.wait(60)
        pace = Pace(1, time.sleep, time.monotonic, slots=Slots(path))
        # As a rule some milliseconds for each.
        began = time.monotonic()
        for _request in range(20):
            with pace.turn(60):
                pass
        assert time.monotonic() - began < 30
    finally:
        stop.set()
        greedy.join(60)


def _counting(path, count, together, most):
    pace = Pace(8, time.sleep, time.monotonic, slots=Slots(path))

    def work():
        for _request in range(count):
            with pace.turn(60) as turn:
                with together.get_lock():
                    together.value += 1
                    most.value = max(most.value, together.value)
                time.sleep(0.002)
                turn.answered = False
                with together.get_lock():
                    together.value -= 1

    threads = [threading.Thread(target=work) for _thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_processes_together_have_no_more_than_there_are(path):
    together, most = FORK.Value("i", 0), FORK.Value("i", 0)
    processes = [FORK.Process(target=_counting, args=(path, 10, together, most)) for _process in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * 4
    assert (together.value, most.value) == (0, FIRST_SLOTS)


def _no_folder(path, monkeypatch):
    path.parent.joinpath("file").write_text("", encoding="utf-8")
    return path.parent / "file" / "under-way"


def _others_can_write(path, monkeypatch):
    path.write_bytes(b"")
    path.chmod(0o622)
    return path


def _no_locks(path, monkeypatch):
    def refusing(*_arguments):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(under_way.fcntl, "lockf", refusing)
    return path


@pytest.mark.parametrize("trouble", [_no_folder, _others_can_write, _no_locks])
def test_where_they_cannot_be_counted_nobody_waits(trouble, path, monkeypatch):
    before = len(os.listdir("/dev/fd"))
    slots = Slots(trouble(path, monkeypatch))
    for _request in range(100):
        assert slots.take() == UNLIMITED
    slots.leave(UNLIMITED, answered=True)
    slots.give_up()
    assert len(os.listdir("/dev/fd")) == before


def test_a_full_disk_adds_no_slots_and_keeps_none(path, monkeypatch):
    slots = Slots(path)

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    for _request in range(50):
        slots.leave(slots.take(), answered=True)
    assert _free(path) == MOST_SLOTS
