# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Metadata of a model's fields beside their types: the only place where a field is described.

`make generate` writes argument specifications, module documentation, the roles' argument_specs, the tables of
docs/inventory.md and the JSON schema for editors from it, and lists that decide behaviour are derived from its marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from .._thirdparty import BaseModel, Field

REQUIRED: Any = ...
_MARKS = "marks"


@dataclass(frozen=True)
class Marks:
    """Metadata of a field beside type, default and description.

    Attributes:
        group: Name of the fields that Webex keeps together and one call writes, for example profile.
        identity: The object is found by this field.
        creation_only: Sent when the object is made; later only where an option says so, or with what needs it.
        creation_needs: The object cannot be made without it, although the declaration may leave it out.
        local: Says what the collection does; Webex never gets it.
        after_creation: The creation request does not have it; it is written right after.
        recorded: Webex never returns it; what was sent is remembered in a record.
        listed_in: Lists of Webex that have its value, for example people and numbers; empty where none has.
        control_hub: Column of Control Hub's user export.
        unit: Unit of the value, for example seconds.
        unique: Of a list: no two entries may have the same value of this field.
        secret: Never shown.
        env: Environment variable that is used when the option is not set.
        option: For a setting without a default of its own: model and name of the option whose default counts.
        elsewhere: For a setting: the check of the inventory ignores it, since templating it for every host could query
            a secret store as often, or since it belongs to the play and not to a host.
        bulk: A long list, which only the models validate.
        choices: Known values, where the type does not list them.
        returned: For a result: when it is returned.
        hidden: No option: set by the action plugin.
    """

    group: str = ""
    identity: bool = False
    creation_only: bool = False
    creation_needs: bool = False
    local: bool = False
    after_creation: bool = False
    recorded: bool = False
    listed_in: tuple[str, ...] = ()
    control_hub: str = ""
    unit: str = ""
    unique: str = ""
    secret: bool | None = None
    env: str = ""
    option: tuple[type[BaseModel], str] | None = None
    elsewhere: bool = False
    bulk: bool = False
    choices: tuple[str, ...] = ()
    returned: str = "always"
    hidden: bool = False


def key(
    description: str | Sequence[str],
    *,
    default: Any = REQUIRED,
    example: Any = None,
    min_length: int | None = None,
    **marks: Any,
) -> Any:
    """Declare a field of a model.

    Parameters:
        description: Sentences in Ansible's markup; a list makes paragraphs.
        default: Value when the user does not write the key; left out, the key is needed. A list or a mapping is copied.
        example: A value as the user writes it.
        min_length: Entries that a list has at least.
        marks: Attributes of `Marks`.
    """
    options: dict[str, Any] = {
        "description": "\n".join(_paragraphs(description)),
        "json_schema_extra": {_MARKS: Marks(**marks)},
    }
    if example is not None:
        options["examples"] = [example]
    if min_length is not None:
        options["min_length"] = min_length
    if isinstance(default, list | dict):
        options["default_factory"] = default.copy
    elif default is not REQUIRED:
        options["default"] = default
    return Field(**options)


def like(model: type[BaseModel], name: str, *, example: Any = None) -> Any:
    """Declare a field with the description, default, example and marks of a field of another model.

    Parameters:
        model: The other model.
        name: The other field; the type is written again, since it may be narrower.
        example: An example in place of that of the other field.
    """
    fields = getattr(model, "model_fields", None)
    # Without the libraries a model has no fields.
    if fields is None:
        return Field()
    field = fields[name]
    options: dict[str, Any] = {each: getattr(field, each) for each in ("description", "examples", "json_schema_extra")}
    if example is not None:
        options["examples"] = [example]
    if field.default_factory is not None:
        return Field(default_factory=field.default_factory, **options)
    return Field(default=field.default, **options)


def setting(
    model: type[BaseModel],
    name: str,
    *,
    own: str | Sequence[str] = (),
    also: str | Sequence[str] = (),
    elsewhere: bool = False,
) -> Any:
    """Declare a setting that gives the value of an option: described like the option, null by default.

    Parameters:
        model: Options of a module, or a group of them.
        name: The option.
        own: Words in place of the option's, for a setting that stands for different options of several modules.
        also: Words after the option's, for what roles do beside it.
        elsewhere: See `Marks`.
    """
    fields = getattr(model, "model_fields", None)
    # Without the libraries a model has no fields.
    if fields is None:
        return Field()
    texts = [*(_paragraphs(own) or [fields[name].description]), *_paragraphs(also)]
    marks: Any = {_MARKS: replace(marks_of(model, name), option=(model, name), elsewhere=elsewhere)}
    return Field(default=None, description="\n".join(texts), json_schema_extra=marks)


def _paragraphs(texts: str | Sequence[str]) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts)


def marks_of(model: type[BaseModel], name: str) -> Marks:
    """The marks of a field; default marks for a field that was not declared with `key`."""
    extra: Any = model.model_fields[name].json_schema_extra
    found: Any = extra.get(_MARKS) if isinstance(extra, dict) else None
    return found if isinstance(found, Marks) else Marks()


def fields_of(model: type[BaseModel], group: str) -> tuple[str, ...]:
    """The names of a model's fields that belong to a group, in their order; none where the libraries are missing."""
    return tuple(name for name in getattr(model, "model_fields", {}) if marks_of(model, name).group == group)


def marked(model: type[BaseModel], mark: str) -> tuple[str, ...]:
    """The names of a model's fields that have a mark, in their order; none where the libraries are missing."""
    return tuple(name for name in getattr(model, "model_fields", {}) if getattr(marks_of(model, name), mark))


def listed_in(model: type[BaseModel], names: Sequence[str], source: str) -> tuple[str, ...]:
    """The fields whose value is in a list of Webex.

    Parameters:
        names: Fields to choose from.
        source: Name of the list, as the marks name it.
    """
    return tuple(name for name in names if source in marks_of(model, name).listed_in)
