# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Webex's audit log: what administrators have changed in an organization."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from .._client.client import Client
from .._client.json_fields import obj, optional_str
from .._client.paging import Pages, list_all
from .audit import AuditEvent

PATH = "/adminAudit/events"
PAGES = Pages(size=100, counter="offset")
# The published description names no scope; this is the one of Cisco's documentation.
SCOPE = "audit:events_read"
MAX_EVENTS = 2_000


def events(client: Client, org_id: str, begin: datetime, end: datetime) -> list[AuditEvent]:
    """The events of an organization in a time, MAX_EVENTS at most (GET /adminAudit/events).

    Raises:
        AccessDenied: The scope is missing, or the organization gives no access.
    """
    params = {"orgId": org_id, "from": _text(begin), "to": _text(end)}
    return list(islice(_read(client, org_id, params), MAX_EVENTS))


def _read(client: Client, org_id: str, params: dict[str, str]) -> Iterator[AuditEvent]:
    for item in list_all(client, PATH, pages=PAGES, params=params, org_id=org_id):
        data = obj(item, "data")
        # An event that failed has changed nothing.
        if optional_str(data, "errorCode") or optional_str(data, "errorMessage"):
            continue
        yield AuditEvent(
            optional_str(item, "created"),
            optional_str(data, "actorName"),
            optional_str(data, "actorEmail"),
            optional_str(data, "targetName"),
            optional_str(data, "targetId"),
            optional_str(data, "actionText") or optional_str(data, "eventDescription"),
        )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
