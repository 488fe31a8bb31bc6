# SPDX-License-Identifier: GPL-3.0-or-later
"""Repeatable random numbers: each depends on the seed and its purpose, and not on earlier numbers."""

from __future__ import annotations

import hashlib


def roll(*parts: object) -> float:
    """Return a number from 0 up to, but not including, 1; the same for the same parts."""
    text = "\x1f".join(str(part) for part in parts)
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:6]) / 2**48
