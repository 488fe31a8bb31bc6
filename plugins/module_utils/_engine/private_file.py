# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Files for their owner only, with data of customers."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

# Names at Webex may have halves of characters, which are no UTF-8.
ANY_TEXT = "surrogatepass"


def write_private(path: Path, write: Callable[[TextIO], Any]) -> None:
    """Write a file in one step, for its owner only: it has the old or the new content at any time.

    Parameters:
        path: The file, in a folder that is there.
        write: Writes the content.

    Raises:
        OSError: It cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors=ANY_TEXT) as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
