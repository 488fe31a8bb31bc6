# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of the inventory as facts: declaration of a customer, connection, settings of a run."""

from __future__ import annotations

import re
from dataclasses import replace

from pydantic import BaseModel

from ansible_collections.webex.wholesale.plugins.module_utils._declare.connection import Connection
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.contract import Contract
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.settings import RunSettings

from .declared import Fact, facts


def contract() -> tuple[Fact, ...]:
    """The variables that declare a customer."""
    return facts(Contract)


def connection() -> tuple[Fact, ...]:
    """The variables of the connection."""
    return tuple(fact for fact in all_settings() if _is_connection(fact))


def settings() -> tuple[Fact, ...]:
    """The settings of a run."""
    return tuple(fact for fact in all_settings() if not _is_connection(fact))


def _is_connection(fact: Fact) -> bool:
    return fact.name.removeprefix("webex_") in Connection.model_fields


def all_settings() -> tuple[Fact, ...]:
    """All settings, with the defaults of the options that they give."""
    found = facts(RunSettings)
    return tuple(_completed(fact, found) for fact in found)


def _completed(fact: Fact, others: tuple[Fact, ...]) -> Fact:
    if fact.marks.option is None:
        return fact
    model, name = fact.marks.option
    (option,) = facts(model, {name})
    texts = tuple(_of_variables(text, model, others) for text in fact.description)
    return replace(fact, description=texts, default=option.default, example=option.example)


def _of_variables(text: str, model: type[BaseModel], others: tuple[Fact, ...]) -> str:
    """The description of an option for its setting: names of other options become those of their settings."""
    variables = {
        fact.marks.option[1]: fact.name
        for fact in others
        if fact.marks.option is not None and issubclass(model, fact.marks.option[0])
    }
    return re.sub(r"\bO\((\w+)", lambda match: f"C({variables.get(match[1], match[1])}", text)
