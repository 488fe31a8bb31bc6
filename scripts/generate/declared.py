# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields of models as plain facts: Ansible's type, default, choices, description. Pure."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from ansible_collections.webex.wholesale.plugins.module_utils._declare.fields import Marks, fields_of, marks_of
from ansible_collections.webex.wholesale.plugins.module_utils._declare.options import Options
from ansible_collections.webex.wholesale.plugins.module_utils._declare.returned import Returned
from ansible_collections.webex.wholesale.plugins.module_utils._declare.types import Choices, OptionType

SIMPLE = {str: "str", bool: "bool", int: "int", float: "float"}


@dataclass(frozen=True)
class Fact:
    """One field.

    Attributes:
        name: The key as the user writes it.
        type: Ansible's type: str, path, bool, int, float, list, dict or raw.
        elements: Type of the entries of a list.
        choices: Values that are allowed, of the field itself or of the entries of a list.
        description: Paragraphs in Ansible's markup.
        required: The user has to write the key.
        default: The default; None where there is none.
        example: A value as the user writes it; None where there is none.
        marks: The other metadata of the field.
        inner: The fields of a mapping, or of each entry of a list.
    """

    name: str
    type: str
    elements: str
    choices: tuple[str, ...]
    description: tuple[str, ...]
    required: bool
    default: Any
    example: Any
    marks: Marks
    inner: tuple[Fact, ...] = ()

    @property
    def has_model(self) -> bool:
        """Whether the value is data that only models validate in full."""
        return self.type == "dict" or self.elements == "dict"

    @property
    def shown_default(self) -> Any:
        """The default in its usual form: 900, not 900.0."""
        return int(self.default) if isinstance(self.default, float) and self.default.is_integer() else self.default


def facts(model: type[BaseModel], only: set[str] | None = None) -> tuple[Fact, ...]:
    """The fields of a model, in the order in which they are declared."""
    found = []
    for name, field in model.model_fields.items():
        if only is not None and name not in only:
            continue
        marks = marks_of(model, name)
        if marks.hidden or name == "entry":
            continue
        if not field.description:
            raise SystemExit(f"{model.__module__}.{model.__name__}.{name} has no description: declare it with key().")
        kind, elements, choices, inner = _type(field.annotation, field.metadata, f"{model.__name__}.{name}")
        default = None if field.default is PydanticUndefined else field.default
        if field.default_factory is not None:
            default = field.default_factory()  # type: ignore[call-arg]
        if isinstance(default, BaseModel):
            default = default.model_dump(exclude_none=True)
        found.append(
            Fact(
                name,
                kind,
                elements,
                marks.choices or choices,
                tuple(field.description.split("\n")),
                field.is_required(),
                default,
                field.examples[0] if field.examples else None,
                marks,
                inner,
            )
        )
    return (*found, *_returned_beside(model))


def _returned_beside(model: type[BaseModel]) -> Iterator[Fact]:
    """Fields of a declared model that a result has as well, with the first paragraph of their descriptions."""
    if not issubclass(model, Returned) or model.OF is None:
        return
    declared, group = model.OF
    for fact in facts(declared, set(fields_of(declared, group))):
        yield replace(fact, description=fact.description[:1], required=False, default=None, example=None, marks=Marks())


def option_facts(model: type[Options]) -> tuple[Fact, ...]:
    """The options of a module: its own fields, and those of the model in `OF`."""
    own = facts(model)
    if model.OF is None:
        return own
    optional = []
    for fact in facts(model.OF):
        if fact.name in model.OF_WITHOUT:
            continue
        required = fact.name in model.NEEDED
        optional.append(Fact(**{**fact.__dict__, "required": required, "default": None}))
    return (*own, *optional)


def needed_when_present(model: type[Options]) -> tuple[str, ...]:
    """Options that state present needs."""
    if model.OF is None:
        return ()
    return tuple(
        fact.name for fact in facts(model.OF) if fact.required and fact.name not in (*model.OF_WITHOUT, *model.NEEDED)
    )


def _type(annotation: Any, metadata: Any, place: str) -> tuple[str, str, tuple[str, ...], tuple[Fact, ...]]:
    """Type, type of elements, choices, and fields inside."""
    named = next((item.name for item in metadata if isinstance(item, OptionType)), "")
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0], (*metadata, *arguments[1:]), place)
    if origin in (Union, types.UnionType):
        real = [argument for argument in arguments if argument is not type(None)]
        if len(real) == 1:
            return _type(real[0], metadata, place)
        return "raw", "", (), ()
    known = next((item.names for item in metadata if isinstance(item, Choices)), ())
    if known:
        return "str", "", known, ()
    if named:
        return named, "", (), ()
    if annotation in SIMPLE:
        return SIMPLE[annotation], "", (), ()
    if origin is Literal:
        return "str", "", tuple(str(argument) for argument in arguments), ()
    if origin in (list, tuple):
        elements, _inner, choices, inner = _type(arguments[0], (), place)
        return "list", elements, choices, inner
    if origin is dict or annotation is dict:
        return "dict", "", (), ()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        # Where other keys are ignored, Ansible must not know any: it would refuse the other ones.
        return "dict", "", (), () if annotation.model_config.get("extra") == "ignore" else facts(annotation)
    if annotation is Any:
        return "raw", "", (), ()
    raise SystemExit(f"{place}: no type of Ansible is known for {annotation}.")
