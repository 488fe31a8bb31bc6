# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal: one record per request, without secrets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, Any

SECRET_MEMBERS = frozenset(
    ["access_token", "authorization", "client_secret", "clientsecret", "code", "password", "refresh_token", "token"]
)
MASK = "********"


def mask(value: Any) -> Any:
    """Return a copy of a body with every secret member masked."""
    if isinstance(value, dict):
        return {name: MASK if name.lower() in SECRET_MEMBERS else mask(item) for name, item in value.items()}
    if isinstance(value, list):
        return [mask(item) for item in value]
    return value


class Journal:
    """Keeps the records in memory, and on request in a file of JSON lines."""

    def __init__(self, path: Path | None = None) -> None:
        self._records: list[dict[str, Any]] = []
        self._last = 0
        self._file: IO[str] | None = path.open("a", encoding="utf-8") if path else None

    def add(self, record: dict[str, Any]) -> None:
        """Append a record and number it."""
        self._last += 1
        record = {"seq": self._last, **record}
        self._records.append(record)
        if self._file is not None:
            self._file.write(json.dumps(record) + "\n")
            self._file.flush()

    def since(self, seq: int = 0) -> list[dict[str, Any]]:
        """Return the records after a number."""
        first = self._records[0]["seq"] if self._records else 0
        return self._records[max(0, seq + 1 - first) :]

    def latest(self, count: int) -> list[dict[str, Any]]:
        """Return the newest records, newest first."""
        return self._records[-count:][::-1]

    def clear(self) -> None:
        """Forget all records; numbering goes on."""
        self._records.clear()

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
