# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The record of a template in Partner Hub: what was confirmed last, in a file for version control."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from .._engine.record_file import RecordFile
from .present import Record


class TemplateRecord:
    """One template's record file.

    Parameters:
        folder: Folder of the records; created when it is missing.
        name: Name of the template.
    """

    def __init__(self, folder: Path, name: str) -> None:
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")
        if plain != name:
            plain = f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        self.path = folder / f"{plain}.json"
        self._file = RecordFile(self.path, "template")

    def read(self) -> Record | None:
        """The record, or None when nothing was confirmed yet.

        Raises:
            OperationError: The file exists and cannot be read.
        """
        return self._file.read(_parsed)

    def write(self, record: Record) -> None:
        """Write the record in one step (OperationError)."""
        self._file.write({"provisioning_id": record.provisioning_id, "template": dict(record.fields)})

    def remove(self) -> None:
        """Remove the record."""
        self._file.remove()


def _parsed(data: Any) -> Record:
    return Record(str(data["provisioning_id"]), dict(data["template"]))
