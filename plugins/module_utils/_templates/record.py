# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The record of a template in Partner Hub: what was confirmed last, in a file for version control."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

from .._engine.operation import OperationError
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

    def read(self) -> Record | None:
        """The record, or None when nothing was confirmed yet.

        Raises:
            OperationError: The file exists and cannot be read.
        """
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            return Record(str(data["provisioning_id"]), dict(data["template"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OperationError(
                f"The template record {self.path} cannot be used ({error}). Restore it from version control, or "
                "remove it to have it written again."
            ) from None

    def write(self, record: Record) -> None:
        """Write the record in one step: the file has the old or the new one at any time."""
        data = {"provisioning_id": record.provisioning_id, "template": dict(record.fields)}
        name = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".record-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
            os.chmod(name, 0o644)
            os.replace(name, self.path)
        except OSError as error:
            if name:
                Path(name).unlink(missing_ok=True)
            raise OperationError(
                f"The template record {self.path} cannot be written: {error.strerror}. Correct record_dir."
            ) from None

    def remove(self) -> None:
        """Remove the record."""
        self.path.unlink(missing_ok=True)
