# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that make customers, and what is to become of them."""

from __future__ import annotations

from typing import Any

from .support import control, order, task

MODULE = "webex_customer"


def make(title: str, key: str, /, **changes: Any) -> dict[str, Any]:
    """A task that makes a customer."""
    keywords = {word: changes.pop(word) for word in ("check", "vars", "register") if word in changes}
    return task(title, MODULE, order(key, **changes), **keywords)


def outcome(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return control("/outcomes", {"external_id": key, "outcome": kind, **more})
