# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The base of all models of the user's data; turns pydantic's errors into problems with a remedy."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from .._thirdparty import BaseModel, ConfigDict, ValidationError, model_validator
from .countries import timezone_remedy
from .problem import InputError, Problem
from .types import nearest, quoted
from .unicode_forms import name_key

M = TypeVar("M", bound="Declared")

_TYPES = {
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_from_float": "a whole number",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping of keys to values",
    "mapping_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
}


class Declared(BaseModel):
    """A part of the declaration: unknown keys are refused, and values cannot be changed.

    Null means that a value is cleared; for a key that cannot be cleared it means the same as an absent key.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: Any) -> Any:
        # Fast path: this runs for every row of large files.
        if not isinstance(data, Mapping) or None not in data.values():
            return data
        return {key: value for key, value in data.items() if value is not None or not _has_default(cls, key)}

    def rules(self) -> Iterator[Problem]:
        """Yield contradictions between the fields of this model, with paths relative to it."""
        yield from ()

    def is_set(self, name: str) -> bool:
        """Whether the user wrote this key: an absent key is not managed, an explicit null is."""
        return name in self.model_fields_set


def read(model: type[M], data: Any, *, country: str = "") -> M:
    """Turn data into the model.

    Parameters:
        country: Code of the country that counts where the data name none: its time zones are proposed for wrong ones.

    Raises:
        InputError: With every mistake in the data, paths relative to it.
    """
    try:
        declared = model.model_validate(data)
    except ValidationError as error:
        found = [_in_country(data, each, country) for each in error.errors(include_url=False)]
        raise InputError(_problems(model, found)) from None
    problems = list(_broken_rules(declared))
    if problems:
        raise InputError(problems)
    return declared


def read_list(model: type[M], data: Sequence[Any], path: tuple[str | int, ...], key: str) -> list[M]:
    """Read every entry of a list; no two may have the same key, in whatever case.

    Parameters:
        path: Where the list stands in the user's data; empty for a single entry that is the data itself.
        key: Field that identifies an entry.

    Raises:
        InputError: With every mistake of every entry.
    """
    found: list[M] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for index, item in enumerate(data):
        at = (*path, index) if path else ()
        try:
            entry = read(model, item)
        except InputError as error:
            problems += [problem.under(*at) for problem in error.problems]
            continue
        identity = name_key(str(getattr(entry, key)))
        if identity in seen:
            message = f"{quoted(getattr(entry, key))} is in entry {seen[identity]} already."
            problems.append(Problem((*at, key), message, "Remove one of them."))
        seen.setdefault(identity, index)
        found.append(entry)
    if problems:
        raise InputError(problems)
    return found


def _in_country(data: Any, error: Any, country: str) -> Any:
    """The error with the time zones of the country as its remedy, where a time zone is wrong."""
    context = error.get("ctx", {})
    if not context.get("timezone"):
        return error
    known = _country_of(data, error["loc"]) or country
    return {**error, "ctx": {**context, "remedy": timezone_remedy(context["timezone"], known)}}


def _country_of(data: Any, path: Sequence[Any]) -> str:
    """The country of the address that is nearest to a value; empty when there is none."""
    found = ""
    for step in path:
        address = data.get("address") if isinstance(data, Mapping) else None
        country = address.get("country") if isinstance(address, Mapping) else None
        found = country if isinstance(country, str) else found
        try:
            data = data[step]
        except (LookupError, TypeError):
            return found
    return found


def _broken_rules(declared: Declared) -> Iterator[Problem]:
    """The violated rules of the model and of every model inside it."""
    yield from declared.rules()
    for name in type(declared).model_fields:
        value = getattr(declared, name)
        if isinstance(value, Declared):
            yield from (problem.under(name) for problem in _broken_rules(value))


def _problems(model: type[Declared], errors: list[Any]) -> list[Problem]:
    """One problem per mistake: a misspelt key is not reported a second time as a missing one."""
    meant = set()
    for error in errors:
        if error["type"] == "extra_forbidden":
            *parent, key = error["loc"]
            close = difflib.get_close_matches(str(key), _keys(model, tuple(parent)), n=1)
            meant |= {(*parent, name) for name in close}
    return [_problem(model, error) for error in errors if error["type"] != "missing" or error["loc"] not in meant]


def _problem(model: type[Declared], error: Any) -> Problem:
    path = tuple(error["loc"])
    kind = error["type"]
    if path[-1:] == ("[key]",):
        # In a mapping the mistake is the key itself, which may look like an index.
        path = (*path[:-2], str(path[-2]))
    context = error.get("ctx", {})
    if kind == "flaw":
        return Problem(path, context["problem"], context["remedy"])
    if error["input"] is None and kind != "extra_forbidden":
        return Problem(path, "it has no value.", "Give it one, or remove it where it is not needed.")
    if kind == "missing":
        return Problem(path, "it is missing.", f"Add the key {path[-1]}.")
    if kind in ("extra_forbidden", "invalid_key"):
        return _unknown_key(model, path)
    if kind in ("literal_error", "enum"):
        if not isinstance(error["input"], (int, float)):
            return _unknown_name(path, error["input"], context["expected"])
        # The choices are words, which YAML may have converted.
        kind = "string_type"
    if kind in ("too_short", "list_too_short"):
        return Problem(path, "it is empty.", "Name at least one.")
    if kind in _TYPES:
        return Problem(path, f"{quoted(error['input'])} is not {_TYPES[kind]}.", _type_remedy(kind, error["input"]))
    return Problem(path, f"{error['msg']}.", "Correct the value.")


def _unknown_key(model: type[Declared], path: tuple[str | int, ...]) -> Problem:
    # Every key is text.
    path = (*path[:-1], str(path[-1]))
    known = _keys(model, path[:-1])
    return Problem(path, "there is no such key.", nearest(str(path[-1]), known) if known else "Remove it.")


def _unknown_name(path: tuple[str | int, ...], value: Any, expected: str) -> Problem:
    """The problem for a value that is none of the names in pydantic's message."""
    known = [name.strip(" '") for name in expected.replace(" or ", ", ").split(",")]
    return Problem(path, f"{quoted(value)} is not known.", nearest(value if isinstance(value, str) else "", known))


def _type_remedy(kind: str, value: Any) -> str:
    if kind == "string_type" and isinstance(value, bool):
        return "YAML took a word such as no, yes, on or off for it: put the word in quotes."
    if kind == "string_type" and isinstance(value, datetime.date):
        return "YAML took it for a date: put it in quotes."
    return "Correct its type."


def _keys(model: Any, path: tuple[Any, ...]) -> list[str]:
    """The keys that are known at this path of the model."""
    for step in path:
        if isinstance(step, int):
            continue
        field = getattr(model, "model_fields", {}).get(step)
        model = inner_model(field.annotation) if field else None
    return list(getattr(model, "model_fields", {}))


def inner_model(annotation: Any) -> Any:
    """The model in a type, such as that of the entries of a list; None where there is none."""
    if isinstance(annotation, type) and issubclass(annotation, Declared):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = inner_model(argument)
        if found:
            return found
    return None


def given(model: type[Declared], inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of the model among module options; a null is kept only where the model allows it."""
    fields = model.model_fields
    return {
        name: inputs[name]
        for name, field in fields.items()
        if name in inputs and (inputs[name] is not None or _nullable(field))
    }


def _has_default(model: type[Declared], name: Any) -> bool:
    field = model.model_fields.get(name) if isinstance(name, str) else None
    return field is not None and not field.is_required() and not _nullable(field)


def _nullable(field: Any) -> bool:
    return field.default is None and type(None) in getattr(field.annotation, "__args__", ())
