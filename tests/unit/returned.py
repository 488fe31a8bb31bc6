# SPDX-License-Identifier: GPL-3.0-or-later
"""What a module returns, held to what its documentation says it returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from ansible_collections.webex.wholesale.plugins.module_utils._declare.fields import fields_of
from ansible_collections.webex.wholesale.plugins.module_utils._declare.returned import Returned


def undeclared(model: type[Returned], value: Any, path: str = "") -> Iterator[str]:
    """The keys of a value that the model does not declare, at any depth."""
    for row in value if isinstance(value, list) else [value]:
        if not isinstance(row, Mapping):
            continue
        for key, inner in row.items():
            field = model.model_fields.get(key)
            if field is None and not (model.OF and key in fields_of(*model.OF)):
                yield f"{path}{key}"
            elif field is None:
                continue
            elif inner_model := _model_in(field.annotation):
                yield from undeclared(inner_model, inner, f"{path}{key}.")


def _model_in(annotation: Any) -> type[Returned] | None:
    """The model of a value, of the entries of a list, or of what may be null; none of a mapping by name."""
    if isinstance(annotation, type) and issubclass(annotation, Returned):
        return annotation
    if getattr(annotation, "__origin__", None) is dict:
        return None
    return next((found for argument in get_args(annotation) if (found := _model_in(argument))), None)
