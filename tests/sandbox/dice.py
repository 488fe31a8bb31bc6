# SPDX-License-Identifier: GPL-3.0-or-later
"""Chance that can be repeated: a number made from a seed and from what it is wanted for, not from what came before."""

from __future__ import annotations

import hashlib


def roll(*parts: object) -> float:
    """Return a number from 0 up to, but not including, 1; the same for the same parts."""
    text = "\x1f".join(str(part) for part in parts)
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest[:6]) / 2**48
