# SPDX-License-Identifier: GPL-3.0-or-later
"""Entry point of ``python -m tests.sandbox``."""

from __future__ import annotations

from .cli import main

if __name__ == "__main__":
    raise SystemExit(main())
