# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The result of every module, in one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Result:
    """What a module returns.

    Attributes:
        changed: Whether something was changed, or would be in check mode.
        failed: Whether something failed; `message` then says what failed and what to do.
        objects: The objects by name, for example {"customer": {...}}.
        actions: Planned or done actions.
        diff: Before and after as text, for `--diff`.
        warnings: Shown by Ansible.
        api_calls: Requests by method.
        forecast: In check mode, about how many requests a run will send; None where it is not counted.
        traceback: Of a defect; empty after failures that are expected.
    """

    changed: bool = False
    failed: bool = False
    message: str = ""
    objects: dict[str, Any] = field(default_factory=dict)
    actions: list[dict[str, Any]] = field(default_factory=list)
    diff: list[dict[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    api_calls: Mapping[str, int] = field(default_factory=dict)
    forecast: int | None = None
    traceback: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The result for Ansible; exit_json and fail_json add `failed`."""
        data: dict[str, Any] = {
            "changed": self.changed,
            "actions": self.actions,
            "api_calls": dict(sorted(self.api_calls.items())),
            **self.objects,
        }
        if self.message:
            data["msg"] = self.message
        if self.forecast is not None:
            data["forecast"] = self.forecast
        if self.diff:
            data["diff"] = self.diff
        if self.traceback:
            data["exception"] = self.traceback
        if self.warnings:
            data["warnings"] = self.warnings
        return data
