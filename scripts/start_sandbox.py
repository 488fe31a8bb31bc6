# SPDX-License-Identifier: GPL-3.0-or-later
"""Start the sandbox in the background, in a session of its own, so that it outlives this process.

Usage: python scripts/start_sandbox.py LOG ARGUMENT..., the arguments being those of `python -m tests.sandbox`
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    with Path(sys.argv[1]).open("w", encoding="utf-8") as log:
        subprocess.Popen(
            [sys.executable, "-m", "tests.sandbox", *sys.argv[2:]],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
