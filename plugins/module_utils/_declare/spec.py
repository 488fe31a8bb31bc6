# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Argument specifications as values that can be joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Option types whose values are texts.
TEXTS = ("str", "path")
_NO_TEXT = {"type": "raw"}


def mistaken_text(option: Mapping[str, Any], value: Any) -> bool:
    """Whether the value of a text option is no text; Ansible would convert it."""
    return option.get("type", "str") in TEXTS and value is not None and not isinstance(value, str)


@dataclass(frozen=True)
class Spec:
    """The argument specification of one module.

    Attributes:
        options: Option name to its specification, as AnsibleModule takes it.
        rules: required_if, mutually_exclusive and so on.
        raw: Options that reach the models as the user wrote them: an absent key and an explicit null differ, and a
            conversion would hide mistakes.
        bulk: Long lists, which only the models validate.
    """

    options: Mapping[str, Any]
    rules: Mapping[str, Any] = field(default_factory=dict)
    raw: tuple[str, ...] = ()
    bulk: tuple[str, ...] = ()

    def joined(self, other: Spec) -> Spec:
        """Both specifications in one; lists of rules are concatenated."""
        rules = {key: [*self.rules.get(key, []), *other.rules.get(key, [])] for key in {*self.rules, *other.rules}}
        return Spec({**self.options, **other.options}, rules, (*self.raw, *other.raw), (*self.bulk, *other.bulk))

    def to_kwargs(self) -> dict[str, Any]:
        """Keyword arguments for AnsibleModule."""
        return {"argument_spec": dict(self.options), "supports_check_mode": True, **self.rules}

    def inputs(self, validated: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs of an operation: validated options without unset ones, and raw options as they were written.

        A value that should be text and is not stays as it was written, so that a model can refuse it.

        Parameters:
            validated: Options after validation, with defaults.
            written: Options as the user wrote them.
        """
        inputs = {key: value for key, value in validated.items() if value is not None or key in written}
        inputs.update({key: written[key] for key in self.raw if written.get(key) is not None})
        inputs.update(
            {key: value for key, value in written.items() if mistaken_text(self.options.get(key, _NO_TEXT), value)}
        )
        return inputs
