# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""E-mail addresses: their normalized form, and letters in them that look like other ones."""

from __future__ import annotations

import functools
import re
import unicodedata

from .._thirdparty import email_validator

# Lower case only: some local parts are case-insensitive, and the library knows which.
_ORDINARY = re.compile(r"([a-z0-9]+(?:[._+\-][a-z0-9]+)*)@([A-Za-z0-9.\-]+)")
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")


@functools.lru_cache(maxsize=1024)
def _domain(name: str) -> str:
    return email_validator.validate_email(f"x@{name}", check_deliverability=False).domain


def validated(value: str) -> str:
    """The address as it is compared. Of an ordinary address only the domain is checked, once for all that share it."""
    ordinary = _ORDINARY.fullmatch(value) if len(value) <= 254 else None
    if ordinary and len(ordinary[1]) <= 64:
        return f"{ordinary[1]}@{_domain(ordinary[2])}"
    return email_validator.validate_email(value, check_deliverability=False).normalized


def foreign_letter(address: str) -> str:
    """The first letter of an address that comes from another script than its word; empty when there is none.

    In one word Latin, Cyrillic and Greek letters must not mix, and no character may look like an ASCII one.
    """
    for word in re.split(r"[.@+_\-]", address):
        if word.isascii():
            continue
        alphabets = [unicodedata.name(char, "").split(" ")[0] for char in word]
        known = [alphabet for alphabet in _ALPHABETS if alphabet in alphabets]
        for char, alphabet in zip(word, alphabets, strict=True):
            twin = not char.isascii() and unicodedata.normalize("NFKC", char).isascii()
            if twin or (alphabet in known and alphabet != known[0]):
                return char
    return ""
