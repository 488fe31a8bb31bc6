# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Checks options as a task wrote them, before Ansible converts them.

Ansible converts any value of a text option to text, and a text to a list: NO becomes "False", 0101 becomes "65", and
a name with a comma becomes two names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._thirdparty import MISSING
from .model import Declared, read
from .problem import InputError, Problem
from .spec import TEXTS, Spec, mistaken_text
from .text import quoted
from .types import PhoneNumber, Text

# Options by name, as a specification has them.
Specified = Mapping[str, Any]
# Options with phone numbers, for which the advice differs.
_NUMBERS = ("number", "main_number")


class _Value(Declared):
    value: Text


class _Number(Declared):
    value: PhoneNumber


def without_nulls(options: Specified, written: Mapping[str, Any]) -> dict[str, Any]:
    """The written options without nulls that mean the same as absent; other nulls clear a value.

    Parameters:
        options: Specification by name.
        written: Options as a task wrote them.
    """
    return {key: value for key, value in written.items() if value is not None or not _says_nothing(options.get(key))}


def _says_nothing(option: Mapping[str, Any] | None) -> bool:
    if option is None:
        return False
    return bool(
        {"default", "fallback"} & option.keys() or option.get("required") or option.get("type") in ("list", "path")
    )


def convertible(options: Specified, written: Mapping[str, Any]) -> dict[str, Any]:
    """The options with a text in place of every value that should be text; `mistakes` reports these.

    For choices the last one is taken: absent, which follows present, needs the fewest other options.
    """
    return {
        key: options[key].get("choices", [str(value)])[-1]
        if key in options and mistaken_text(options[key], value)
        else value
        for key, value in written.items()
    }


def mistakes(spec: Spec, written: Mapping[str, Any]) -> list[Problem]:
    """Every value of a text option that is no text, and every text for a list.

    Raw options are checked by the models, with the same messages.
    """
    if MISSING:
        return []
    return list(_of_options(spec.options, {key: value for key, value in written.items() if key not in spec.raw}, ()))


def _of_options(options: Specified, written: Mapping[str, Any], path: tuple[str | int, ...]) -> Iterator[Problem]:
    for key, value in written.items():
        if key in options and value is not None:
            yield from _of_value(options[key], value, (*path, key))


def _of_value(option: Mapping[str, Any], value: Any, path: tuple[str | int, ...]) -> Iterator[Problem]:
    kind = option.get("type", "str")
    if kind in TEXTS:
        yield from _of_text(value, path, secret=bool(option.get("no_log")))
    elif kind == "dict" and isinstance(value, Mapping):
        yield from _of_options(option.get("options") or {}, value, path)
    elif kind == "list" and not isinstance(value, (list, tuple)):
        yield Problem(path, f"{quoted(value)} is not a list.", "Begin every entry with a dash.")
    elif kind == "list":
        entry = {**option, "type": option.get("elements", "raw"), "elements": None}
        for index, item in enumerate(value):
            yield from _of_value(entry, item, (*path, index))


def _of_text(value: Any, path: tuple[str | int, ...], *, secret: bool) -> Iterator[Problem]:
    if isinstance(value, str):
        return
    if secret:
        yield Problem(path, "its value is not text.", "Put it in quotes.")
        return
    try:
        read(_Number if path[-1] in _NUMBERS else _Value, {"value": value})
    except InputError as error:
        for problem in error.problems:
            yield Problem(path, problem.message, problem.remedy)
