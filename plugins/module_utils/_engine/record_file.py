# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A record: a JSON file for version control that remembers what Webex does not return."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from .._declare.called import called
from .operation import OperationError

D = TypeVar("D")


class RecordFile:
    """One record.

    Parameters:
        path: The file; its folder is created when it is missing.
        noun: What it is the record of, for messages.
    """

    def __init__(self, path: Path, noun: str) -> None:
        self.path, self.noun = path, noun

    def read(self, parse: Callable[[Any], D]) -> D | None:
        """The record, or None when there is none.

        Parameters:
            parse: Takes what the file holds; may raise ValueError, KeyError or TypeError.

        Raises:
            OperationError: The file exists and cannot be used.
        """
        try:
            return parse(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OperationError(
                f"The {self.noun} record {self.path} cannot be used ({error}). Restore it from version control, or "
                "remove it to have it written again."
            ) from None

    def write(self, data: Mapping[str, Any]) -> None:
        """Write the record in one step: the file has the old or the new one at any time.

        Raises:
            OperationError: The file cannot be written.
        """
        name = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".record-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
            os.chmod(name, 0o644)
            os.replace(name, self.path)
        except (OSError, ValueError) as error:
            if name:
                Path(name).unlink(missing_ok=True)
            raise OperationError(
                f"The {self.noun} record {self.path} cannot be written: {getattr(error, 'strerror', error)}. Correct "
                f"{called('record_dir', variable=f'webex_{self.noun}_record_dir')}."
            ) from None

    def remove(self) -> None:
        """Remove the record."""
        self.path.unlink(missing_ok=True)
