# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of the inventory as facts: declaration of a customer, connection, settings of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ansible_collections.webex.wholesale.plugins.module_utils._declare.connection import Connection
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.contract import Contract
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.settings import RunSettings

from .declared import Fact, facts
from .house import Value


def contract() -> tuple[Fact, ...]:
    """The variables that declare a customer."""
    return facts(Contract)


def connection(values: Mapping[str, Value]) -> tuple[Fact, ...]:
    """The variables of the connection."""
    return tuple(fact for fact in _settings(values) if _is_connection(fact))


def settings(values: Mapping[str, Value]) -> tuple[Fact, ...]:
    """The settings of a run."""
    return tuple(fact for fact in _settings(values) if not _is_connection(fact))


def _is_connection(fact: Fact) -> bool:
    return fact.name.removeprefix("webex_") in Connection.model_fields


def _settings(values: Mapping[str, Value]) -> tuple[Fact, ...]:
    """All settings.

    Parameters:
        values: Defaults and environment variables of options, by module.option.
    """
    return tuple(
        _completed(fact, values[fact.marks.default_of]) if fact.marks.default_of else fact
        for fact in facts(RunSettings)
    )


def _completed(fact: Fact, value: Value) -> Fact:
    return replace(fact, default=value.default, marks=replace(fact.marks, env=value.env))
