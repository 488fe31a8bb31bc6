# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Phone numbers: written in many ways, and sent digit for digit as they were written.

The library judges whether a number is possible. It never changes one: its rules for digits that are dialled only inside
a country differ between its versions.
"""

from __future__ import annotations

import re
import unicodedata

from .._thirdparty import phonenumbers
from .flaw import flaw
from .lookalikes import named
from .spreadsheet import lost_digits, unwrapped, whole_number
from .text import quoted

# E.164.
_MAX_DIGITS = 15
_LONGEST = 60
_SEPARATORS = re.compile(r"[ ().\-]")
_LOCAL_ONLY = 4
_EXAMPLE = "+14085550101"


def phone_number(value: str) -> str:
    """The number in E.164 form.

    Raises:
        PydanticCustomError: It is no such number; the remedy has the number to write where it is certain.
    """
    compact = _SEPARATORS.sub("", value)
    if lost_digits(value):
        raise flaw(
            f"{quoted(value)} was changed by a spreadsheet.", f"Write the full number as text, for example {_EXAMPLE}."
        )
    if _is_decimal(value):
        raise flaw(f"{quoted(value)} is a decimal number, as spreadsheets make of phone numbers.", _remedy(value))
    if not re.fullmatch(r"\+?[0-9]+", compact):
        raise flaw(_foreign(value), _remedy(value))
    if not compact.startswith("+"):
        problem = f"{quoted(value)} is not in international form: the plus sign and country code are missing."
        raise flaw(problem, _with_plus(value, compact))
    for digits in (compact, _without_zero_in_brackets(value)):
        if digits and _sendable(digits):
            return digits
    raise _impossible(value, compact)


def number_remedy(value: float) -> str:
    """The remedy for a phone number that YAML took for a number, since it drops the plus sign."""
    # Python refuses to write numbers of thousands of digits.
    if isinstance(value, int) and 0 < value < 10**_MAX_DIGITS and _is_valid(f"+{value}"):
        return f'Put it in quotes: "+{value}" if it begins with its country code.'
    return f'Put the full number in quotes, for example "{_EXAMPLE}".'


def _is_valid(digits: str) -> bool:
    return _sendable(digits) and bool(phonenumbers.is_valid_number(phonenumbers.parse(digits)))


def _is_decimal(value: str) -> bool:
    """Whether a number ends with decimals: without them it is a number, or they are zeros."""
    whole = whole_number(value)
    return bool(whole) and (not value[len(whole) + 1 :].strip("0") or bool(_corrected(value)))


def _sendable(digits: str) -> bool:
    """Whether it is a possible number, and the library would write it with the same digits."""
    return _reason(digits) == 0 and _written(digits) == digits


def _reason(digits: str) -> int:
    """The library's reason; 0 for a possible number, -1 where it is none."""
    if len(digits) - 1 > _MAX_DIGITS:
        return -1
    try:
        return int(phonenumbers.is_possible_number_with_reason(phonenumbers.parse(digits)))
    except phonenumbers.NumberParseException:
        return -1


def _written(digits: str) -> str:
    number = phonenumbers.parse(digits)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _without_zero_in_brackets(value: str) -> str:
    """+44 (0)20 7946 0958 without the zero in brackets, which is dialled only inside the country."""
    rest = re.sub(r"\( ?0 ?\)", "", value)
    return _SEPARATORS.sub("", rest) if rest != value else ""


def _impossible(value: str, compact: str) -> Exception:
    reason = _reason(compact)
    if reason == _LOCAL_ONLY:
        return flaw(f"{quoted(value)} has no area code: only its neighbours can dial it.", "Write it with area code.")
    if reason == 0 and _sendable(_written(compact)):
        problem = f"{quoted(value)} has digits that are dialled only inside the country."
        return flaw(problem, f"Write {_written(compact)}.")
    return flaw(f"{quoted(value)} is not a possible phone number.", f"Check its digits; E.164 form is {_EXAMPLE}.")


def _foreign(value: str) -> str:
    """What is wrong with a number that has other characters than digits and separators."""
    if value.startswith("="):
        return f"{quoted(value)} is a formula of a spreadsheet."
    if value.startswith("'"):
        return f"{quoted(value)} begins with the apostrophe with which spreadsheets mark text."
    if value.startswith("#"):
        return f"{quoted(value)} is no phone number, but what a spreadsheet shows in its place."
    odd = next((char for char in value if not re.match(r"[0-9 ().\-+]", char)), "+")
    shown = repr(odd) if odd.isascii() else named(odd)
    return f"{quoted(value)} is not a possible phone number: it contains {shown}."


def _remedy(value: str) -> str:
    corrected = _corrected(value)
    return f"Write {corrected}." if corrected else f"Write it in E.164 form, for example {_EXAMPLE}."


def _corrected(value: str) -> str:
    """The number that was meant; empty where it is not certain, as with an extension behind it."""
    text = unwrapped(value[:_LONGEST]).strip(" \u201c\u201d\u2018\u2019\u201e\"'")
    text = unicodedata.normalize("NFKC", whole_number(text) or text)
    text = re.sub(r"(?i)^tel: ?", "", text)
    digits = ""
    for char in text:
        if char.isdecimal():
            digits += str(unicodedata.decimal(char))
        elif char == "+" and not digits:
            digits = "+"
        elif unicodedata.category(char) not in ("Zs", "Pd", "Ps", "Pe") and char not in ".,/\u2212":
            return ""
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    return digits if digits.startswith("+") and _sendable(digits) else ""


def _with_plus(value: str, compact: str) -> str:
    """The remedy for a number without plus sign; it may lack the country code as well."""
    if compact.startswith("00"):
        return _remedy(value)
    if _is_valid(f"+{compact}"):
        return (
            f"Write +{compact} if it begins with its country code, otherwise put plus sign and country code before it."
        )
    return f"Write it in E.164 form, for example {_EXAMPLE}."
