# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets that can be told from anything else, and a watch that sees where they go while Ansible runs."""

from __future__ import annotations

import base64
import json
import os
import stat
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

# Shorter pieces would be found by chance.
PIECE = 12
PRIVATE = 0o077


def forms(secret: str) -> dict[str, str]:
    """A secret as it may turn up: as it is, in usual encodings, and cut off at either end."""
    # The last group of base64 depends on what follows.
    whole = len(secret) // 3 * 3
    written = {
        "as it is": secret,
        "quoted for a URL": quote(secret, safe=""),
        "quoted for a path": quote(secret),
        "in base64": base64.b64encode(secret[:whole].encode()).decode(),
        "in JSON": json.dumps(secret)[1:-1].replace("/", "\\/"),
        "as Python": repr(secret)[1:-1],
        "its beginning": secret[:PIECE],
        "its end": secret[-PIECE:],
    }
    return {name: form for name, form in written.items() if name == "as it is" or form != secret}


def found(text: str, secrets: dict[str, str]) -> list[str]:
    """Which secrets stand in a text, and in what form; secrets by what they are."""
    return [
        f"{name} {form}"
        for name, secret in secrets.items()
        for form, written in forms(secret).items()
        if written in text
    ]


@dataclass
class Seen:
    """A file as it was seen: its longest content, and the loosest mode of itself and its folder together."""

    content: bytes = b""
    mode: int = 0
    open_to_others: bool = False


@dataclass
class Watch:
    """Looks at files and at the arguments of new processes again and again while it is entered.

    Attributes:
        folders: Whose files count.
        given: Files that hold secrets because the user wrote them there.
        files: What was seen, by path.
        commands: Arguments of the processes that began meanwhile.
    """

    folders: list[Path]
    given: list[Path] = field(default_factory=list)
    files: dict[Path, Seen] = field(default_factory=dict)
    commands: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._known: dict[Path, tuple[int, int, int]] = {}

    def __enter__(self) -> Watch:
        self._before = set(_processes())
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()
        self._look()

    def sightings(self, secrets: dict[str, str], *, private: Iterable[Path] = ()) -> list[str]:
        """Where secrets were seen; in files of `private` folders they may be, as long as nobody else can read them."""
        listed = [f"arguments of a process: {what}" for text in self.commands for what in found(text, secrets)]
        for path, seen in self.files.items():
            kept = any(path.is_relative_to(folder) for folder in private) and not seen.open_to_others
            if kept or path in self.given:
                continue
            text = f"{path}\n{seen.content.decode(errors='replace')}"
            listed += [f"{path} (mode {seen.mode:o}): {what}" for what in found(text, secrets)]
        return sorted(set(listed))

    def _run(self) -> None:
        while not self._end.wait(0.05):
            self._look()

    def _look(self) -> None:
        for pid in _processes():
            if pid not in self._before:
                command = _read(Path(f"/proc/{pid}/cmdline"))
                if command:
                    self.commands.add(command.replace(b"\0", b" ").decode(errors="replace"))
        for folder in self.folders:
            for path in _files(folder):
                self._look_at(path)

    def _look_at(self, path: Path) -> None:
        try:
            status, parent = path.lstat(), path.parent.stat()
        except OSError:
            return
        if not stat.S_ISREG(status.st_mode):
            return
        mark = (status.st_ino, status.st_mtime_ns, status.st_size)
        if self._known.get(path) == mark:
            return
        self._known[path] = mark
        seen = self.files.setdefault(path, Seen())
        content = _read(path)
        if len(content) >= len(seen.content):
            seen.content = content
        seen.mode |= stat.S_IMODE(status.st_mode)
        if status.st_mode & PRIVATE and parent.st_mode & PRIVATE:
            seen.open_to_others = True


def _processes() -> Iterator[str]:
    return (name for name in os.listdir("/proc") if name.isdigit())


def _files(folder: Path) -> Iterator[Path]:
    for root, _folders, names in os.walk(folder):
        for name in names:
            yield Path(root, name)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


# Loaded by every Python of a run: a request whose address or body holds the word ends in an error that nobody expects,
# with all that was to be sent in its text.
EXPLODING = """
import http.client

Connection = http.client.HTTPConnection
_put, _header, _end, _send = Connection.putrequest, Connection.putheader, Connection.endheaders, Connection.send

def putrequest(self, method, url, *arguments, **options):
    self.told = url
    return _put(self, method, url, *arguments, **options)

def putheader(self, header, *values):
    if header == "Authorization" and "explode" in self.told:
        raise RuntimeError(f"exploded at {self.told} with {header}: {values}")
    return _header(self, header, *values)

def endheaders(self, *arguments, **options):
    if self.told.endswith("/access_token"):
        self.held = (arguments, options)
    else:
        _end(self, *arguments, **options)

def send(self, data):
    if isinstance(data, bytes) and b"explode" in data:
        raise RuntimeError(f"exploded with {data!r}")
    held = self.__dict__.pop("held", None)
    if held:
        _end(self, *held[0], **held[1])
    return _send(self, data)

Connection.putrequest, Connection.putheader = putrequest, putheader
Connection.endheaders, Connection.send = endheaders, send
"""


def exploding(folder: Path) -> str:
    """Make a folder for PYTHONPATH in which the above lies."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(EXPLODING, encoding="utf-8")
    return str(folder)
