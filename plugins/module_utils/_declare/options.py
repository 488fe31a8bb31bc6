# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options of an operation: one frozen object, read once, with one default per option.

The argument specification and the documentation of the module are generated from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from .._thirdparty import Field
from .fields import key, marks_of
from .model import Declared, given, inner_model, read, read_list
from .problem import InputError, Problem

O = TypeVar("O", bound="Options")  # noqa: E741 - O for options


class Options(Declared):
    """Base of the options of a module.

    Attributes:
        OF: A model whose fields are options of the module, such as those of one user; `entry` holds them as written.
        OF_WITHOUT: Fields of that model which are no options.
        NEEDED: Fields of that model that are needed in every state; the other ones with state present only.
        RULES: required_if, mutually_exclusive and so on, as AnsibleModule takes them.
    """

    OF: ClassVar[type[Declared] | None] = None
    OF_WITHOUT: ClassVar[tuple[str, ...]] = ()
    NEEDED: ClassVar[tuple[str, ...]] = ()
    RULES: ClassVar[Mapping[str, Any]] = {}

    entry: dict[str, Any] = Field(default_factory=dict)


def declare_state(*description: str) -> Any:
    """Declare the option `state`: each module describes what the states do.

    Parameters:
        description: One paragraph each.
    """
    return key(description, default="present", choices=("present", "absent"))


def declare_job_timeout(of: str) -> Any:
    """Declare the option `job_timeout`: the jobs differ from module to module.

    Parameters:
        of: What the jobs do.
    """
    return key(f"Seconds to wait for {of}.", default=300.0, unit="seconds")


def declare_precheck(*description: str) -> Any:
    """Declare the option `precheck`: each module describes what Webex checks before a write.

    Parameters:
        description: One paragraph each.
    """
    return key(description, default=True)


def declare_prune_max_count(objects: str, default: int, also: str = "") -> Any:
    """Declare the option `prune_max_count`.

    Parameters:
        objects: What would be removed, such as users.
        default: As many may go without being asked for.
        also: What else counts.
    """
    limit = f"A run that would remove more {objects} of a customer than this stops before the first removal."
    return key(
        [limit, also] if also else limit,
        default=default,
    )


def declare_prune_max_percent(objects: str, default: int) -> Any:
    """Declare the option `prune_max_percent`.

    Parameters:
        objects: What would be removed, such as users.
        default: As large a share may go without being asked for.
    """
    return key(
        f"A run that would remove a larger percentage of the {objects} of a customer than this stops before the first "
        "removal. It counts for customers with ten or more.",
        default=default,
        unit="percent",
    )


class State(Options):
    """The option `state` of modules for one object; each declares with its own words what the states do."""

    state: str

    @property
    def absent(self) -> bool:
        """Whether the object is to be removed."""
        return self.state == "absent"


def read_options(model: type[O], inputs: Mapping[str, Any]) -> O:
    """The options of an operation out of the values that Ansible validated.

    Parameters:
        inputs: Values by name; absent is not null.

    Raises:
        InputError: With every mistake, and paths as the user writes them.
    """
    entry: dict[str, Any] = {}
    names = set(model.model_fields)
    if model.OF is not None:
        entry = {name: value for name, value in given(model.OF, inputs).items() if name not in model.OF_WITHOUT}
    own = {
        name: value
        for name, value in inputs.items()
        if name in names and (value is not None or model.model_fields[name].is_required())
    }
    mistaken = _read_lists(model, own)
    try:
        options = read(model, {**own, "entry": entry})
    except InputError as error:
        reported = {problem.path[:1] for problem in mistaken}
        raise InputError([*mistaken, *(row for row in error.problems if row.path[:1] not in reported)]) from None
    if mistaken:
        raise InputError(mistaken)
    return options


def _read_lists(model: type[Options], values: dict[str, Any]) -> list[Problem]:
    """Replace the data of lists whose entries have an identity by models, and collect every mistake in them.

    Each entry is read on its own, so that a mistake in one entry does not hide those in others.
    """
    mistaken: list[Problem] = []
    for name, value in values.items():
        identity = marks_of(model, name).unique
        if not identity or not isinstance(value, (list, tuple)):
            continue
        try:
            values[name] = read_list(inner_model(model.model_fields[name].annotation), value, (name,), identity)
        except InputError as error:
            mistaken += error.problems
    return mistaken


def secrets_of(model: type[Options], inputs: Mapping[str, Any]) -> list[str]:
    """The values of secret options, for masking what is shown."""
    return [
        str(inputs[name]) for name in model.model_fields if inputs.get(name) and marks_of(model, name).secret is True
    ]
