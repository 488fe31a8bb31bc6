# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a template driver is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from .._client.client import Client
from .._model.template import Template
from .._reconcile.plan import Action
from .recent import RecentCreations


class Driver(ABC):
    """Knows where a template lives.

    Parameters:
        inputs: Module options.
        template: The declaration; None for a removal.
        warnings: Filled with what Ansible shall show.
    """

    def __init__(self, inputs: Mapping[str, Any], template: Template | None, warnings: list[str]) -> None:
        self.inputs, self.template, self.warnings = inputs, template, warnings
        self.name = str(inputs.get("name") or "")

    @abstractmethod
    def client(self, check_mode: bool) -> Client:
        """The session to whom the driver talks."""

    @abstractmethod
    def read(self, client: Client) -> None:
        """Find what is there."""

    @abstractmethod
    def plan(self) -> Action:
        """Compare."""

    def scope(self, client: Client) -> tuple[str, ...]:
        """As of an operation; a record on disk is never behind."""
        return ()

    @abstractmethod
    def forecast(self, client: Client) -> None:
        """Check mode."""

    @abstractmethod
    def apply(self, client: Client, recent: RecentCreations) -> None:
        """Carry the plan out."""

    @abstractmethod
    def objects(self) -> dict[str, Any]:
        """The objects for the result."""
