# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Collects what tasks say about customers, on disk: the memory it takes does not grow with the changes of a run."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Sequence

from .._client.masking import masked
from .content import ReportedPart, RunHead, RunReport
from .reading import TaskOutcome, parts_of


class ReportSpool:
    """The parts of a report in a temporary file without a name, which is gone with the process.

    Parameters:
        secrets: Are masked in whatever is kept.
    """

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        self._secrets = secrets
        # Unbuffered, since the processes of tasks inherit it.
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by `close`
        self._size = 0
        self._places: dict[str, list[tuple[int, int]]] = {}

    def __bool__(self) -> bool:
        """Whether anything was kept."""
        return bool(self._places)

    def note(self, outcome: TaskOutcome) -> None:
        """Keep what a task says."""
        for part in parts_of(outcome):
            data = masked({**part.to_dict(), "acted": part.acted}, self._secrets)
            text = json.dumps(data, default=str).encode()
            written = 0
            while written < len(text):
                written += os.pwrite(self._file.fileno(), text[written:], self._size + written)
            self._places.setdefault(part.host, []).append((self._size, len(text)))
            self._size += len(text)

    def report(self, head: RunHead) -> RunReport:
        """The report of the run."""
        return RunReport(head, self._read(""), _SpooledCustomers(self))

    def close(self) -> None:
        """Remove it."""
        self._file.close()

    def hosts(self) -> list[str]:
        """The customers, sorted."""
        return sorted(host for host in self._places if host)

    def _read(self, host: str) -> ReportedPart:
        whole = ReportedPart(host=host, reached=False)
        for begin, length in self._places.get(host, ()):
            data = json.loads(os.pread(self._file.fileno(), length, begin))
            whole = whole.joined(ReportedPart.from_dict(data, acted=data["acted"]))
        return whole


class _SpooledCustomers:
    """The customers of a spool; each is read when its turn comes."""

    def __init__(self, spool: ReportSpool) -> None:
        self._spool = spool

    def __iter__(self) -> Iterator[ReportedPart]:
        return map(self._spool._read, self._spool.hosts())
