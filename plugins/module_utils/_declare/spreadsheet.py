# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What spreadsheets and data frames leave in a cell in place of the text that was meant. Pure."""

from __future__ import annotations

import re

# 1.4085E+10, with the decimal comma of other languages as well.
_POWER = re.compile(r"""['"=\s+\-]*\d+([.,]\d+)?[eE][+\-]?\d+["']?""")
# Short groups of a number that people write, such as 12.34.56, are no decimals.
_DECIMAL = re.compile(r"(.*\d)[.,]\d|(.*\d{4})[.,](?:\d{2}|0+)")
_FORMULA = re.compile(r'=\s*"(?P<text>[^"]*)"')
# Results of failed formulas: #REF!, #NAME?, #N/A, and those of other languages.
_ERROR = re.compile(r"#(\S+[!?]|N/A|NV|N/D)")
# What databases, data frames and languages write where there is nothing.
_NOTHING = ("NULL", "null", "(null)", "<null>", "None", "nan", "NaN", "NaT", "<NA>", "NA", "N/A", "n/a", "nil", "\\N")


def lost_digits(text: str) -> bool:
    """Whether a number stands there as a power of ten, without its last digits."""
    return bool(_POWER.fullmatch(text))


def whole_number(text: str) -> str:
    """What stands before the decimals of a number such as +4930123456.0; empty when there are none."""
    match = _DECIMAL.fullmatch(text)
    return (match[1] or match[2]) if match else ""


def unwrapped(text: str) -> str:
    """The text that an apostrophe or a formula was to protect: '0101 and ="0101" are 0101."""
    match = _FORMULA.fullmatch(text)
    return match["text"] if match else text.lstrip("'").rstrip("'") if text.startswith("'") else text


def is_error(text: str) -> bool:
    """Whether it is the result of a failed formula."""
    return text[:1] == "#" and bool(_ERROR.fullmatch(text))


def means_nothing(text: str) -> bool:
    """Whether it is a word of another program for an empty cell."""
    return text in _NOTHING
