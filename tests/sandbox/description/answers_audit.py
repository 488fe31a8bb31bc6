# SPDX-License-Identifier: GPL-3.0-or-later
"""What the audit log answers."""

from __future__ import annotations

from typing import Literal

from ..schemas import Closed
from .answers import Model


class AuditData(Closed):
    """What happened, and who did it."""

    actorName: str
    actorEmail: str
    actorOrgName: str
    adminRoles: list[Literal["User", "Full_Admin", "id_full_admin"]]
    eventCategory: str
    eventDescription: str
    actionText: str
    targetType: str
    targetId: str
    targetName: str
    targetOrgId: str
    targetOrgName: str
    trackingId: str


class AuditItem(Closed):
    """One event."""

    id: str
    created: str
    actorId: str
    actorOrgId: str
    data: AuditData


class AuditList(Closed):
    """Events."""

    items: list[AuditItem]


AUDIT: dict[str, dict[int, Model | None]] = {"List Admin Audit Events": {200: AuditList}}
