# SPDX-License-Identifier: GPL-3.0-or-later
"""Opaque identifiers like those of Webex: unpadded base64 of ``ciscospark://us/TYPE/uuid``."""

from __future__ import annotations

import base64
import binascii
import uuid


def encode(kind: str, key: str) -> str:
    """Return the identifier of an object."""
    return base64.urlsafe_b64encode(f"ciscospark://us/{kind}/{key}".encode()).decode().rstrip("=")


def new_id(kind: str) -> str:
    """Return a fresh random identifier."""
    return encode(kind, str(uuid.uuid4()))


def decode_uuid(identifier: str) -> str | None:
    """Return the last segment of an identifier in lower case, or None when it cannot be read."""
    try:
        text = base64.urlsafe_b64decode(identifier + "=" * (-len(identifier) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return text.rsplit("/", 1)[-1].lower() if text.startswith("ciscospark://") else None


def new_provisioning_id() -> str:
    """Return a provisioning id as Partner Hub shows it: base64 of a bare UUID."""
    return base64.b64encode(str(uuid.uuid4()).encode()).decode().rstrip("=")
