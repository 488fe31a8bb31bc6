# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The result of comparing a customer with its declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._engine.plan import Action


@dataclass(frozen=True)
class Drift:
    """The first step that changes something, or cannot be compared.

    Attributes:
        reason: Why it counts as drift.
        differences: The actions of the step; empty when it could not be planned.
    """

    step: str
    reason: str
    differences: tuple[Action, ...] = ()


@dataclass(frozen=True)
class CustomerCompared:
    """One customer, compared.

    Attributes:
        drift: None when it is as declared in all steps.
        customer: As webex_customer returns it; None while it is unknown.
        record: What is to be remembered of it; None where nothing is recorded.
        warnings: Warnings of all steps; empty with drift, since the steps report their own.
    """

    drift: Drift | None
    customer: Mapping[str, Any] | None
    record: Mapping[str, Any] | None = None
    warnings: tuple[str, ...] = ()
