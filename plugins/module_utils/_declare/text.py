# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Text in messages: quoting of values, and characters that are invisible or misleading."""

from __future__ import annotations

import datetime
import re
import reprlib
import unicodedata
from typing import Any

_MAX_SHOWN = 60
# Letters, symbols and marks of Unicode that are invisible.
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_VARIATIONS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_BLANKS = re.compile(f"[{_BLANK}]")
_SILENT = re.compile(f"[{_BLANK}{_VARIATIONS}]")
_NON_JOINER, _JOINER = "\u200c", "\u200d"
_EMOJI_STYLE, _KEYCAP = "\ufe0f", "\u20e3"
_VIRAMA = 9

_containers = reprlib.Repr()
_containers.maxlevel = 3


def escape_control_chars(text: str) -> str:
    """The text in one line; invisible and control characters are escaped."""
    if text.isprintable() and not _BLANKS.search(text):
        return text
    return "".join(char if char.isprintable() and char not in _BLANK else ascii(char)[1:-1] for char in text)


def quoted(value: Any) -> str:
    """The value for a message: short, in one line, with invisible characters escaped."""
    if isinstance(value, str):
        text = escape_control_chars(repr(value[:_MAX_SHOWN]))
    elif isinstance(value, datetime.date):
        text = str(value)
    else:
        try:
            text = escape_control_chars(
                _containers.repr(value) if isinstance(value, (list, dict, tuple, set)) else repr(value)
            )
        except (ValueError, RecursionError):
            # Python refuses to format numbers of thousands of digits.
            text = "a number of many digits" if isinstance(value, int) else f"a {type(value).__name__}"
    return _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 3]}..."


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number of things in words, such as "1 user" or "2 users".

    Parameters:
        noun: For one of them.
        plural: For others; the noun with an s when it is not given.
    """
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def shown_key(key: str) -> str:
    """A key for a path: quoted when it is empty, long, or has unusual characters."""
    plain = key and len(key) <= _MAX_SHOWN and key.isascii() and key.isprintable()
    return key if plain else _cut(ascii(key[:_MAX_SHOWN]))


def hidden(value: str) -> str:
    """The first character that is invisible or changes the direction of text; empty when there is none.

    Joiners and variation selectors count only where they have no effect: names in many languages need them.
    """
    if value.isprintable() and not _SILENT.search(value):
        return ""
    for index, char in enumerate(value):
        if (char.isprintable() and not _SILENT.match(char)) or unicodedata.category(char) == "Zs":
            continue
        if not _belongs(char, value[max(index - 1, 0) : index], value[index + 1 : index + 2]):
            return char
    return ""


def _belongs(char: str, before: str, after: str) -> bool:
    """Whether a joiner or a variation selector has an effect between its neighbours."""
    if char in (_NON_JOINER, _JOINER):
        return _joins(char, before, after)
    if _SILENT.match(char) and char not in _BLANK:
        return _ideograph(before) or _symbol(before) or (char == _EMOJI_STYLE and after == _KEYCAP)
    return False


def _joins(char: str, before: str, after: str) -> bool:
    # The rule for joiners in domain names (RFC 5892, appendix A), and emoji sequences.
    if _VIRAMA in [unicodedata.combining(neighbour) for neighbour in before + after]:
        return True
    return (_arabic(before) and _arabic(after)) or (char == _JOINER and _picture(before) and _picture(after))


def _ideograph(char: str) -> bool:
    return bool(char) and unicodedata.name(char, "").startswith("CJK UNIFIED")


def _arabic(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "LM" and unicodedata.name(char, "").startswith("ARABIC ")


def _symbol(char: str) -> bool:
    return bool(char) and not char.isascii() and unicodedata.category(char)[0] in "SP"


def _picture(char: str) -> bool:
    return char == _EMOJI_STYLE or _symbol(char)
