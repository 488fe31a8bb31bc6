# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""E-mail addresses: their normalized form, and letters in them that look like other ones."""

from __future__ import annotations

import functools
import re
import unicodedata

from .._thirdparty import email_validator
from .lookalikes import ALPHABETS, alphabet, looks_latin

# Lower case only: some local parts are case-insensitive, and the library knows which.
_ORDINARY = re.compile(r"([a-z0-9]+(?:[._+\-][a-z0-9]+)*)@([A-Za-z0-9.\-]+)")


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
    """The first character of an address that is not what it seems to be; empty when there is none.

    In one word Latin, Cyrillic and Greek letters must not mix, no character may look like an ASCII one, and beside
    Latin words none may consist of letters that all look Latin. Quotes and dashes are those of a keyboard.
    """
    latin = bool(re.search("[A-Za-z]", address))
    for word in re.split(r"[.@+_\-]", address):
        if word.isascii():
            continue
        if latin and looks_latin(word):
            return word[0]
        alphabets = [alphabet(char) for char in word]
        first = next((each for each in ALPHABETS if each in alphabets), "")
        for char, own in zip(word, alphabets, strict=True):
            twin = not char.isascii() and unicodedata.normalize("NFKC", char).isascii()
            if twin or own not in ("", first) or (not char.isascii() and unicodedata.category(char)[0] not in "LMN"):
                return char
    return ""
