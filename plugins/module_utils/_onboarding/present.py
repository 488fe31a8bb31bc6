# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a customer differs in from its declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._engine.plan import Action


@dataclass(frozen=True)
class Drift:
    """The first step that has something to do, or that could not be compared.

    Attributes:
        reason: Why it counts as drift.
        differences: What the step would do; empty where it was not asked, or would refuse.
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
        warnings: Of all steps; none with drift, for the steps will warn themselves.
    """

    drift: Drift | None
    customer: Mapping[str, Any] | None
    warnings: tuple[str, ...] = ()
