# SPDX-License-Identifier: GPL-3.0-or-later
"""What a driver reports: its steps, and what the sandbox saw of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Step:
    """One call of a client: the value or the error it made of the answer, and the requests it sent."""

    value: Any
    error: dict[str, Any] | None
    requests: list[dict[str, Any]]
    complaints: str = ""

    @property
    def operations(self) -> list[str]:
        """The names of the operations, as the contract has them."""
        return [request["operation"] for request in self.requests]

    @property
    def statuses(self) -> list[int]:
        """The statuses of the answers."""
        return [request["status"] for request in self.requests]

    @property
    def pause(self) -> float:
        """Seconds between the last two requests."""
        before, after = (datetime.fromisoformat(request["time"]) for request in self.requests[-2:])
        return (after - before).total_seconds()


class Journey(dict[str, Step]):
    """All steps of a driver, by name."""

    @classmethod
    def read(cls, data: dict[str, dict[str, Any]]) -> Journey:
        """Make one out of what a driver printed."""
        return cls({name: Step(**step) for name, step in data.items()})

    def value(self, name: str) -> Any:
        """Return what a step read; it must have gone well."""
        assert self[name].error is None, self[name].error
        return self[name].value

    @property
    def operations(self) -> set[str]:
        """Every operation that any step called."""
        return {operation for step in self.values() for operation in step.operations}

    def refusals(self) -> dict[str, list[int]]:
        """Return the steps that met a refusal, or that the client failed at, with the refusing statuses."""
        found = {name: [status for status in step.statuses if status >= 400] for name, step in self.items()}
        return {name: found[name] for name, step in self.items() if found[name] or step.error}

    def tolerated(self) -> dict[str, set[str]]:
        """Return what the sandbox let through although the contract does not know it, by operation."""
        found: dict[str, set[str]] = {}
        for step in self.values():
            for request in step.requests:
                if request["tolerated"]:
                    found.setdefault(request["operation"], set()).update(request["tolerated"])
        return found
