# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Types of single values: text, e-mail address, country, time zone, language, phone number, extension.

Every refusal says what is wrong and what to do. Webex is not asked.
"""

from __future__ import annotations

import contextlib
import difflib
import functools
import re
import unicodedata
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from .._thirdparty import (
    MISSING,
    AfterValidator,
    BeforeValidator,
    PydanticCustomError,
    email_validator,
    phonenumbers,
    pycountry,
)
from .email_address import foreign_letter, validated
from .text import hidden, quoted
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


def flaw(problem: str, remedy: str) -> PydanticCustomError:
    """A validation error with a remedy."""
    return PydanticCustomError("flaw", "{problem}", {"problem": problem, "remedy": remedy})


def nearest(value: str, known: list[str] | tuple[str, ...]) -> str:
    """The remedy for a name that is not known: the closest known ones, or all when they are few."""
    close = difflib.get_close_matches(value, known, n=3, cutoff=0.6)
    if close:
        return f"Did you mean {' or '.join(close)}?"
    if len(known) <= 15:
        return f"Use one of: {', '.join(known)}."
    return f"Use a name of the kind {', '.join(known[:3])}."


def one_of(names: tuple[str, ...]) -> Callable[[Any], str]:
    """A check that a value is one of these names; stands beside `Choices` with the same names."""

    def check(value: Any) -> str:
        if isinstance(value, str) and value in names:
            return value
        raise flaw(f"{quoted(value)} is not known.", nearest(value if isinstance(value, str) else "", names))

    return check


def _text(value: str) -> str:
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
        raise flaw(f"it has {len(value)} characters, {_MAX_CHARACTERS} are allowed.", "Shorten it.")
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


def _at_most(limit: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        if len(value) > limit:
            raise flaw(f"it has {len(value)} characters, Webex allows {limit}.", "Shorten it.")
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
        raise flaw(
            f"{quoted(value)} is a number in YAML, not text.",
            'Put the full number in quotes, for example "+14085550101".',
        )
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
        raise flaw(
            f"{quoted(value)} is no e-mail address to trust: U+{ord(odd):04X} ({unicodedata.name(odd)}) only looks "
            "like a letter of its word.",
            "Type the address again, every word in letters of one alphabet.",
        )
    return address


def _country(value: str) -> str:
    if len(value) == 2 and pycountry.countries.get(alpha_2=value.upper()) and value.isascii():
        if value.isupper():
            return value
        raise flaw(f"{quoted(value)} is not written in capitals.", f"Write {value.upper()}.")
    guess = ""
    with contextlib.suppress(LookupError):
        guess = pycountry.countries.lookup(value).alpha_2
    remedy = f"Write {guess}." if guess else "Use the ISO 3166-1 code, for example US, GB or DE."
    raise flaw(f"{quoted(value)} is not a two-letter country code.", remedy)


def _timezone(value: str) -> str:
    if not _is_timezone(value):
        names = (name for name in zoneinfo.available_timezones() if "/" in name)
        candidates = sorted(name for name in names if not name.startswith(("Etc/", "SystemV/", "posix/", "right/")))
        raise flaw(f"{quoted(value)} is not an IANA time zone.", nearest(value, candidates))
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
@functools.lru_cache(maxsize=50_000)
def _phone_number(value: str) -> str:
    compact = re.sub(r"[ ().\-]", "", value)
    if re.fullmatch(r"\d+(\.\d+)?[eE]\+?\d+", value):
        raise flaw(
            f"{quoted(value)} was changed by a spreadsheet.", "Write the full number as text, for example +14085550101."
        )
    if not compact.startswith("+"):
        raise flaw(
            f"{quoted(value)} is not in international form: the plus sign and country code are missing.",
            "Write it in E.164 form, for example +14085550101.",
        )
    try:
        number = phonenumbers.parse(compact)
        possible = phonenumbers.is_possible_number(number)
    except phonenumbers.NumberParseException:
        possible = False
    if not possible or not re.fullmatch(r"\+\d+", compact):
        raise flaw(f"{quoted(value)} is not a possible phone number.", "Check its digits; E.164 form is +14085550101.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _digits(value: str) -> str:
    if not (value.isascii() and value.isdigit()):
        raise flaw(f"{quoted(value)} does not consist of digits.", 'Use digits only, in quotes, for example "8".')
    return value


def _extension(value: str) -> str:
    if not (value.isascii() and value.isdigit()):
        raise flaw(f"{quoted(value)} is not an extension.", 'Use digits only, in quotes, for example "101".')
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
WholeNumber = Annotated[int, BeforeValidator(_no_truth_value), AfterValidator(countable)]
FilePath = Annotated[str, OptionType("path")]
