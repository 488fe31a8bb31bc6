# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A template as a template service has it, or as it was confirmed last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ServedTemplate:
    """A template of the service; `fields` are those of the wizard, `authentication` with method and idp_entity_id."""

    id: str
    provisioning_id: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """The confirmed fields of the wizard, and the provisioning ID of the template."""

    provisioning_id: str
    fields: Mapping[str, Any]
