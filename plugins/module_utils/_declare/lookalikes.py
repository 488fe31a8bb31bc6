# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Characters that only look like others: letters of other alphabets, printed letters, blanks and hyphens. Pure.

Names of people and streets keep what their languages need: a word in another alphabet is not touched, only a letter
in the middle of a word that belongs to another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from .text import quoted

# Letters of one alphabet that look like those of the other in most fonts; after Unicode's table of confusables.
_CYRILLIC = dict(
    zip(
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf"
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405",
        "aeopcyxijshdqwlABEKMHOPCTYXIJS",
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "\u03bf\u03bd\u03f3\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
        "ovjABEZHIKMNOPTYX",
        strict=True,
    )
)
_TO_LATIN = {**_CYRILLIC, **_GREEK}
# The other way without those that begin brands, such as i and j.
_TO_CYRILLIC = {latin: letter for letter, latin in _CYRILLIC.items() if latin in "aeopcyxABEKMHOPCTYX"}
ALPHABETS = ("LATIN", "CYRILLIC", "GREEK")
# The wide blank is that of Japanese and Chinese names.
_BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f]")
_HYPHENS = "\u2010\u2011"
# French sets a blank that does not break before and after these.
_FRENCH = "\u00ab\u00bb:;!?%\u20ac"
_LIGATURES = "\ufb00-\ufb06"
_PRINTED = re.compile(rf"[{_LIGATURES}\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]")
_OF_TWO_ALPHABETS = re.compile(r"[\u0370-\u052f]")
_ALWAYS_ODD = re.compile(rf"[{_LIGATURES}\U0001d400-\U0001d7ff]")
_CURLY = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f"
_CURLY_ENDS = re.compile(rf"[{_CURLY}].*[{_CURLY}]", re.DOTALL)


def named(char: str) -> str:
    """The character for a message: U+0430 (CYRILLIC SMALL LETTER A)."""
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X} ({name})" if name else f"U+{ord(char):04X}"


def plainly(text: str) -> str:
    """The text with the characters of a keyboard in place of all that only look like them."""
    return "".join(_plain(char) for char in text)


def plain_word(value: str, is_known: Callable[[str], bool]) -> str:
    """The remedy for a value that only looks like a known name; empty when it looks like none."""
    if value.isascii():
        return ""
    twin = plainly(value)
    odd = next((char for char in value if _plain(char) != char), "")
    if not odd or not is_known(twin):
        return ""
    return f"Write {twin} again: {named(odd)} in it only looks like {quoted(_plain(odd))}."


def odd_one(text: str) -> tuple[str, str]:
    """The first character that only looks like another one, and the text as it was meant; empty when there is none."""
    first, meant = "", text
    while found := _odd_letter(meant) or _odd_sign(meant):
        first, meant = first or found[0], found[1]
    return first, meant if first else ""


def curly_quotes(text: str) -> bool:
    """Whether the whole text stands in typographic quotes, which neither YAML nor CSV take for quotes."""
    return len(text) > 2 and bool(_CURLY_ENDS.fullmatch(text)) and not set(text[1:-1]) & set(_CURLY)


def alphabet(char: str) -> str:
    """The alphabet of a letter: LATIN, CYRILLIC or GREEK; empty for all others."""
    word = unicodedata.name(char, "").partition(" ")[0] if char.isalpha() else ""
    return word if word in ALPHABETS else ""


def looks_latin(word: str) -> bool:
    """Whether a word of another alphabet consists of letters that all look like Latin ones."""
    return bool(word) and all(char in _TO_LATIN for char in word)


def _plain(char: str) -> str:
    if char in _TO_LATIN:
        return _TO_LATIN[char]
    if _BLANKS.match(char):
        return " "
    if char in _HYPHENS:
        return "-"
    return unicodedata.normalize("NFKC", char) if _PRINTED.match(char) else char


def _odd_letter(text: str) -> tuple[str, str] | None:
    """The first letter of a word that belongs to another alphabet than the word, and the text as it was meant."""
    # Fast path: this runs for every name that is not plain ASCII.
    if not (_OF_TWO_ALPHABETS.search(text) or _PRINTED.search(text)):
        return None
    for match in re.finditer(r"[^\W_]+", text):
        word = match.group()
        if word.isascii():
            continue
        odd, meant = _odd_in(word)
        if odd:
            return odd, text[: match.start()] + meant + text[match.end() :]
    return None


def _odd_in(word: str) -> tuple[str, str]:
    printed = _PRINTED.search(word)
    if printed and (_ALWAYS_ODD.search(word) or re.search("[A-Za-z]", word)):
        return printed.group(), unicodedata.normalize("NFKC", word)
    latin = [char for char in word if alphabet(char) == "LATIN"]
    other = [char for char in word if alphabet(char) in ALPHABETS[1:]]
    if not latin or not other:
        return "", word
    to_cyrillic = all(char in _TO_CYRILLIC for char in latin)
    if all(char in _TO_LATIN for char in other) and (len(other) <= len(latin) or not to_cyrillic):
        return other[0], "".join(_TO_LATIN.get(char, char) for char in word)
    if to_cyrillic and all(alphabet(char) == "CYRILLIC" for char in other):
        return latin[0], "".join(_TO_CYRILLIC.get(char, char) for char in word)
    return "", word


def _odd_sign(text: str) -> tuple[str, str] | None:
    """The first blank or hyphen that is not that of the keyboard, and the text with those."""
    for index, char in enumerate(text):
        french = set(text[max(index - 1, 0) : index + 2]) & set(_FRENCH)
        if char in _HYPHENS or (_BLANKS.match(char) and not french):
            return char, "".join(one if one in _TO_LATIN or _PRINTED.match(one) else _plain(one) for one in text)
    return None
