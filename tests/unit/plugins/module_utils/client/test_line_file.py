# SPDX-License-Identifier: GPL-3.0-or-later
"""The waiting line on disk: shared by all processes, private, and no obstacle whatever happens to the file."""

from __future__ import annotations

import fcntl
import json
import multiprocessing
import os
import signal
import time
from dataclasses import fields
from pathlib import Path

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client import line_file
from ansible_collections.webex.wholesale.plugins.module_utils._client.line_file import LineFile
from ansible_collections.webex.wholesale.plugins.module_utils._client.pace import Pace, Turn
from ansible_collections.webex.wholesale.plugins.module_utils._client.waiting_line import FORGET_AFTER_S, Line, refuse
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.fake_clock import FakeClock

API = "https://webexapis.com/v1"
ONE = settings_of(access_token="very-secret")
FORK = multiprocessing.get_context("fork")


def _files():
    return sorted((Path.home() / ".cache" / "webex_wholesale").glob("pace-*"))


def _pace(clock, settings=ONE, base_url=API):
    return Pace(8, clock.sleep, clock, LineFile.of(settings, base_url, clock))


def _refused(pace, clock, delay=30.0):
    pace.slower(Turn(clock.now), delay)


def _waits(pace, clock):
    """How long a request of this client waits now."""
    clock.naps.clear()
    with pace.turn(300):
        pass
    return sum(clock.naps)


def test_every_client_with_these_credentials_waits():
    clock = FakeClock()
    first, second = _pace(clock), _pace(clock)
    assert _waits(second, clock) == 0
    _refused(first, clock)
    assert _waits(second, clock) == 30
    _refused(second, clock)
    assert _waits(_pace(clock), clock) == 30


@pytest.mark.parametrize(
    ("settings", "base_url"),
    [
        (settings_of(access_token="two"), API),
        (ONE, "https://templates.example/v1"),
        (settings_of(client_id="one", client_secret="s", refresh_token="r"), API),
    ],
    ids=["token", "service", "integration"],
)
def test_other_credentials_and_other_services_do_not(settings, base_url):
    clock = FakeClock()
    _refused(_pace(clock), clock)
    assert _waits(_pace(clock, settings, base_url), clock) == 0


def test_nothing_is_written_without_a_refusal():
    clock = FakeClock()
    pace = _pace(clock)
    with pace.turn(300):
        pass
    assert _files() == []


def test_a_known_limit_holds_for_every_client():
    clock = FakeClock()
    paces = [Pace(8, clock.sleep, clock, LineFile.of(ONE, API, clock), per_minute=60) for _client in range(3)]
    moments = []
    for request in range(30):
        with paces[request % 3].turn(1) as turn:
            moments.append(turn.began)
    assert moments[-1] - moments[0] == pytest.approx((30 - 4) * 60 / 57, rel=0.03)
    (file,) = _files()
    assert file.stat().st_mode & 0o777 == 0o600
    # Who knows of none is not held back, as long as nothing is refused.
    assert _waits(_pace(clock), clock) == 0


def test_the_file_is_private_and_holds_no_secret():
    clock = FakeClock()
    _refused(_pace(clock), clock)
    (file,) = _files()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert "very-secret" not in file.read_text(encoding="utf-8") + file.name
    assert all(type(value) in (int, float) for value in json.loads(file.read_text(encoding="utf-8")))


def test_an_old_file_is_not_even_opened(monkeypatch):
    clock = FakeClock()
    _refused(_pace(clock), clock)
    (file,) = _files()
    os.utime(file, (time.time() - FORGET_AFTER_S - line_file.MAX_PAUSE_S - 5,) * 2)
    monkeypatch.setattr(line_file, "open_private", lambda *_arguments, **_options: pytest.fail("opened"))
    assert _waits(_pace(clock), clock) == 0


GARBAGE = [
    b"",
    b"{}",
    b"null",
    b"[" * 300,
    b"\xff\x00\xfe" * 500,
    b"[1, 2, 3]",
    b'["a", 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]',
    b"[NaN, 1001, 0, 5, 0.1, 3, 0, 0, 0, 0, 0.001]",
    b"[1000, Infinity, 0, 5, 0.1, 3, 0, 0, 0, 0, 0.001]",
    b"[1000, 1001, 0, 5, 0, 3, 0, 0, 0, 0, 0.001]",
    b"[1000, 1001, 0, 5, 0.1, -3, 0, 0, 0, 0, 0.001]",
    b"[1000, 1001, 7, 5, 0.1, 3, 0, 0, 0, 0, 0.001]",
    b"[1000, 1001, 0, 5, 0.1, 3, 0, 0, 0, 0, 0]",
    b"[1000, 1001, 0, 5, 0.1, 3, 0, 0, 0, 0, -1]",
    b"[1000, true, 0, 5, 0.1, 3, 0, 0, 0, 0, 0.001]",
    # The machine was started anew: its clock begins at 0 again.
    b"[900000, 900001, 0, 5, 0.1, 3, 0, 0, 0, 0, 0.001]",
    b"[1000, 900001, 0, 5, 0.1, 3, 0, 0, 0, 0, 0.001]",
]


def test_garbage_differs_from_a_line_in_one_way_only():
    # Otherwise its length alone would give it away.
    assert {len(json.loads(text)) for text in GARBAGE if text.startswith(b"[1000")} == {len(fields(Line))}


@pytest.mark.parametrize("content", GARBAGE)
def test_what_makes_no_sense_holds_nobody_back_and_is_written_anew(content):
    clock = FakeClock()
    _refused(_pace(clock), clock)
    (file,) = _files()
    file.write_bytes(content)
    assert _waits(_pace(clock), clock) == 0
    _refused(_pace(clock), clock)
    assert _waits(_pace(clock), clock) == 30


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o640])
def test_what_others_can_reach_is_not_believed(mode):
    clock = FakeClock()
    _refused(_pace(clock), clock)
    _files()[0].chmod(mode)
    pace = _pace(clock)
    assert _waits(pace, clock) == 0
    # It has a line of its own instead.
    _refused(pace, clock)
    assert _waits(pace, clock) == 30


def _no_home(monkeypatch, tmp_path):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)


def _no_folder(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))


def _no_permission(monkeypatch, tmp_path):
    # As on a read-only disk; a test that runs as root would be let in.
    real = os.open

    def refusing(path, flags, *mode):
        if flags & os.O_CREAT:
            raise PermissionError(30, "Read-only file system")
        return real(path, flags, *mode)

    monkeypatch.setattr(os, "open", refusing)


def _full(monkeypatch, tmp_path):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)


def _link(monkeypatch, tmp_path):
    clock = FakeClock()
    _refused(_pace(clock), clock)
    (file,) = _files()
    file.unlink()
    file.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_text("", encoding="utf-8")
    (tmp_path / "elsewhere").chmod(0o600)


def _pipe(monkeypatch, tmp_path):
    clock = FakeClock()
    _refused(_pace(clock), clock)
    (file,) = _files()
    file.unlink()
    os.mkfifo(file, 0o600)


@pytest.mark.parametrize("trouble", [_no_home, _no_folder, _no_permission, _full, _link, _pipe])
def test_without_a_place_for_it_each_client_has_a_line_of_its_own(trouble, monkeypatch, tmp_path):
    trouble(monkeypatch, tmp_path)
    clock = FakeClock()
    pace, other = _pace(clock), _pace(clock)
    assert _waits(pace, clock) == 0
    _refused(pace, clock)
    assert _waits(pace, clock) == 30
    assert _waits(other, clock) == 0


def test_a_file_that_is_removed_while_others_wait_lets_them_go():
    clock = FakeClock()
    pace = _pace(clock)
    _refused(pace, clock)
    sleep = clock.sleep

    def removing(seconds):
        sleep(seconds)
        for file in _files():
            file.unlink()

    pace._sleep = removing
    assert _waits(pace, clock) == 30
    assert _waits(pace, clock) == 0


def test_a_holder_that_does_not_let_go_is_not_waited_for_without_end(monkeypatch):
    clock = FakeClock()
    _refused(_pace(clock), clock)
    monkeypatch.setattr(line_file, "LOCK_TIMEOUT_S", 0.05)
    with open(_files()[0], "rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        pace = _pace(clock)
        assert _waits(pace, clock) == 0
        _refused(pace, clock)
        assert _waits(pace, clock) == 30


# Real processes, on the clock of the machine


def _drawing(path, count, moments):
    pace = Pace(8, time.sleep, time.monotonic, LineFile(Path(path)))
    for _request in range(count):
        with pace.turn(60) as turn:
            moments.put(turn.began)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "pace"


def _closed(path, delay):
    """A refusal; returns the moment at which the door opens."""
    line = LineFile(path)
    return line.change(lambda found: ((new := refuse(found, time.monotonic(), 0.0, delay)), new.start), make=True)


def test_processes_share_the_line_and_take_turns(path):
    opens = _closed(path, 0.5)
    moments = FORK.Queue()
    processes = [FORK.Process(target=_drawing, args=(path, 5, moments)) for _process in range(4)]
    for process in processes:
        process.start()
    seen = sorted(moments.get(timeout=60) for _request in range(20))
    for process in processes:
        process.join(60)
    assert seen[0] >= opens
    # Nobody before the moment of its ticket: these are as the line says, whatever the machine does.
    line = LineFile(path).change(lambda found: (None, found))
    assert line.next == 20
    tickets = refuse(None, opens - 0.5, 0.0, 0.5)
    for ticket, moment in enumerate(seen):
        assert moment >= tickets.due(ticket) - 0.001


def _holding(path, ready):
    handle = os.open(path, os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    ready.set()
    signal.pause()


def test_a_holder_that_is_killed_lets_go(path):
    opens = _closed(path, 0.2)
    ready = FORK.Event()
    holder = FORK.Process(target=_holding, args=(path, ready))
    holder.start()
    assert ready.wait(60)
    os.kill(holder.pid, signal.SIGKILL)
    holder.join(60)
    line = LineFile(path)
    with Pace(1, time.sleep, time.monotonic, line).turn(60) as turn:
        assert turn.began >= opens
    # It was the file that told, not a line of its own.
    assert LineFile(path).change(lambda found: (None, found)).next == 1


def test_a_ticket_whose_owner_is_killed_passes_by(path):
    opens = _closed(path, 0.5)
    moments = FORK.Queue()
    lost = FORK.Process(target=_drawing, args=(path, 1, moments))
    lost.start()
    deadline = time.monotonic() + 60
    while LineFile(path).change(lambda found: (None, found)).next < 1:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(lost.pid, signal.SIGKILL)
    lost.join(60)
    with Pace(1, time.sleep, time.monotonic, LineFile(path)).turn(60) as turn:
        assert turn.began >= opens
    assert LineFile(path).change(lambda found: (None, found)).next == 2
