# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IDs of Webex: a UUID, bare or inside base64, which may be spelled in two ways. Pure."""

from __future__ import annotations

import base64
import binascii
import re


def same_organization(one: str, other: str) -> bool:
    """Compare two organization ids; base64 and bare forms of the same UUID are the same."""
    return key_of(one) == key_of(other)


def key_of(identifier: str) -> str:
    """A key that is equal for all spellings of an id: the UUID inside it, or the id itself where it has none."""
    return uuid_of(identifier) or identifier


def uuid_of(identifier: str) -> str:
    """The UUID inside an id, in lower case; empty when there is none."""
    pattern = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    if re.fullmatch(pattern, identifier.lower()):
        return identifier.lower()
    try:
        text = base64.b64decode(identifier + "=" * (-len(identifier) % 4), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
    match = re.search(pattern, text.lower())
    return match.group() if match else ""
