# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Types of single values: text, e-mail address, country, time zone, language, phone number, extension.

Every refusal says what is wrong and what to do. Webex is not asked.
"""

from __future__ import annotations

import functools
import re
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from .._thirdparty import (
    MISSING,
    AfterValidator,
    BeforeValidator,
    email_validator,
    phonenumbers,
    pycountry,
)
from .countries import country_remedy, is_country, timezone_remedy
from .email_address import foreign_letter, validated
from .flaw import flaw, nearest
from .lookalikes import curly_quotes, named, odd_one, plain_word, plainly
from .phone_number import number_remedy, phone_number
from .spreadsheet import unwrapped
from .text import counted, hidden, quoted
from .unicode_forms import composed


@dataclass(frozen=True)
class OptionType:
    """Ansible's type of a value, where it does not follow from the Python type."""

    name: str


@dataclass(frozen=True)
class Choices:
    """The known values, for documentation and editors."""

    names: tuple[str, ...]


EMERGENCY_EXTENSIONS = ("911", "1911", "933", "611")
_MAX_CHARACTERS = 4_000
_MAX_NUMBER = 10**9


def one_of(names: tuple[str, ...]) -> Callable[[Any], str]:
    """A check that a value is one of these names; stands beside `Choices` with the same names."""

    def check(value: Any) -> str:
        if isinstance(value, str) and value in names:
            return value
        raise flaw(f"{quoted(value)} is not known.", nearest(value if isinstance(value, str) else "", names))

    return check


def _text(value: str) -> str:
    value = _legible(value)
    return value if value.isascii() else _without_twins(value)


def _legible(value: str) -> str:
    # Fast path: this runs for every cell of large files.
    if not (value.isascii() and value.isprintable()):
        value = _checked(value)
    if value != value.strip():
        raise flaw(f"{quoted(value)} begins or ends with white space.", "Remove the white space at its ends.")
    if not value:
        raise flaw("it is empty.", "Give a value, or leave the key out when it is not to be managed.")
    return value


def _checked(value: str) -> str:
    """Text with non-ASCII letters, in composed form, so that equal names are equal."""
    # The time to compose a text can grow with the square of its length.
    if len(value) > _MAX_CHARACTERS:
        raise flaw(f"it has {counted(len(value), 'character')}, {_MAX_CHARACTERS} are allowed.", "Shorten it.")
    value = composed(value)
    bad = hidden(value)
    if bad:
        raise flaw(
            f"{quoted(value)} contains the invisible or control character U+{ord(bad):04X}.",
            "Write it again in plain text, on one line.",
        )
    if "\ufffd" in value:
        raise flaw(
            f"{quoted(value)} contains U+FFFD, which stands where a letter was lost.",
            "Write it again, and save the file as UTF-8.",
        )
    return value


def _without_twins(value: str) -> str:
    if curly_quotes(value):
        raise flaw(
            f"{quoted(value)} stands in typographic quotes, which would be a part of it.",
            f"Write {quoted(value[1:-1])}; only straight quotes are quotes for YAML and CSV.",
        )
    odd, meant = odd_one(value)
    if odd:
        raise flaw(
            f"{quoted(value)} contains {named(odd)}, which only looks like another character.",
            f"Write {quoted(meant)}.",
        )
    return value


def _at_most(limit: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        if len(value) > limit:
            raise flaw(f"it has {counted(len(value), 'character')}, Webex allows {limit}.", "Shorten it.")
        return value

    return check


def number_as_text(value: Any) -> Any:
    """Refuse a number where text belongs."""
    # YAML reads 0123 as a number and loses the zero: a conversion would send another value than was written.
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise flaw(
            f"{quoted(value)} is a number in YAML, not text.",
            'Put it in quotes as it is meant, for example "0101": YAML drops zeros and plus signs.',
        )
    return value


def _phone_number_as_text(value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise flaw(f"{quoted(value)} is a number in YAML, not text.", number_remedy(value))
    return value


def _no_truth_value(value: Any) -> Any:
    if isinstance(value, bool):
        raise flaw(f"{quoted(value)} is not a whole number.", "Write it in digits, for example 50.")
    return value


def countable(value: int) -> int:
    """Refuse a number that is far too large."""
    if abs(value) >= _MAX_NUMBER:
        raise flaw(f"{quoted(value)} is too large a number.", "Correct its digits.")
    return value


def _email(value: str) -> str:
    try:
        address = validated(value)
    except email_validator.EmailNotValidError as error:
        raise flaw(
            f"{quoted(value)} is not an e-mail address: {error}".rstrip(".") + ".",
            "Give an address such as ana@acme.example.",
        ) from None
    # The local part is taken as it is, the domain is normalized.
    odd = "" if address.isascii() else foreign_letter(address)
    if odd:
        meant = plainly(address)
        raise flaw(
            f"{quoted(value)} is no e-mail address to trust: it contains {named(odd)}.",
            f"Write {meant}." if meant.isascii() else "Type the address again, every word in letters of one alphabet.",
        )
    return address


def _country(value: str) -> str:
    if is_country(value):
        return value
    wrong = "not written in capitals" if is_country(value.upper()) else "not a two-letter country code"
    raise flaw(f"{quoted(value)} is {wrong}.", plain_word(value, is_country) or country_remedy(value))


def _timezone(value: str) -> str:
    if not _is_timezone(value):
        raise flaw(f"{quoted(value)} is not an IANA time zone.", timezone_remedy(value), timezone=value)
    return value


def _is_timezone(value: str) -> bool:
    """Look for this time zone only: listing all of them is slow."""
    # Compared with the case of the names, since some file systems ignore it; posix/ and right/ are copies.
    if "/" not in value or not all(part[:1].isupper() for part in value.split("/")):
        return False
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?", value):
        raise flaw(
            f"{quoted(value)} is not a language of an organization.",
            "Write the language, or language and country, for example en or en_US.",
        )
    return value


def _announcement_language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(_[a-z]{2})?", value):
        raise flaw(
            f"{quoted(value)} is not an announcement language.",
            f"Write it in lower case with an underscore, for example {value.lower().replace('-', '_')[:5] or 'en_us'}.",
        )
    return value


# The same number is read several times: of a location, of its main number, of a user.
_phone_number = functools.lru_cache(maxsize=50_000)(phone_number)


def _digits(value: str) -> str:
    if not (value.isascii() and value.isdigit()):
        raise flaw(f"{quoted(value)} does not consist of digits.", 'Use digits only, in quotes, for example "8".')
    return value


def _extension(value: str) -> str:
    if not (value.isascii() and value.isdigit()):
        meant = unwrapped(value)
        example = meant if meant != value and meant.isascii() and meant.isdigit() else "101"
        raise flaw(f"{quoted(value)} is not an extension.", f'Use digits only, in quotes, for example "{example}".')
    if value in EMERGENCY_EXTENSIONS:
        raise flaw(f"{quoted(value)} is an emergency or service number.", "Choose another extension.")
    return value


def warm_up() -> None:
    """Load the tables of the libraries now, once for all workers of a controller."""
    if MISSING:
        return
    pycountry.countries.get(alpha_2="US")
    phonenumbers.is_possible_number(phonenumbers.parse("+14085550100"))


Text = Annotated[str, BeforeValidator(number_as_text), AfterValidator(_text)]
Email = Annotated[Text, AfterValidator(_email)]
Country = Annotated[Text, AfterValidator(_country)]
TimeZone = Annotated[Text, AfterValidator(_timezone)]
Language = Annotated[Text, AfterValidator(_language)]
AnnouncementLanguage = Annotated[Text, AfterValidator(_announcement_language)]
PhoneNumber = Annotated[
    str, BeforeValidator(_phone_number_as_text), AfterValidator(_text), AfterValidator(_phone_number)
]
Extension = Annotated[Text, AfterValidator(_extension)]
Digits = Annotated[Text, AfterValidator(_digits)]
AddressLine = Annotated[Text, AfterValidator(_at_most(50))]
LocationName = Annotated[Text, AfterValidator(_at_most(80))]
# A name that Webex has, with whatever letters, so that it can be given up.
PreviousName = Annotated[str, BeforeValidator(number_as_text), AfterValidator(_legible), AfterValidator(_at_most(80))]
WholeNumber = Annotated[int, BeforeValidator(_no_truth_value), AfterValidator(countable)]
FilePath = Annotated[str, OptionType("path")]
