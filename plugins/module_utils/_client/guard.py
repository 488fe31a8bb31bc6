# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The last check before a request is sent: no write in check mode, and none without an explicit organization."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._declare.webex_ids import same_id
from .errors import CheckModeViolation, OrganizationRefused

_READS = frozenset({"GET", "HEAD"})
# POST operations that validate and write nothing.
_VALIDATIONS = tuple(
    re.compile(pattern)
    for pattern in (
        r"/wholesale/customers/validate",
        r"/wholesale/subscribers/validate",
        r"/telephony/config/actions/validateNumbers/invoke",
        r"/telephony/config/locations/[^/]+/actions/validateExtensions/invoke",
        r"/telephony/config/locations/[^/]+/actions/precheckForDeletion/invoke",
    )
)
# One operation both validates and writes; its body says which.
_MOVES = "/telephony/config/jobs/person/moveLocation"
# Wholesale operations take the partner from the token and name the customer in path or body.
_WITHOUT_ORGANIZATION = ("/wholesale/", "/subscribers/")


def is_write(method: str, path: str, json: Any = None) -> bool:
    """Whether the request changes something at Webex.

    Parameters:
        json: The body, which matters where it says whether something is done or only asked.
    """
    if method in _READS or any(pattern.fullmatch(path) for pattern in _VALIDATIONS):
        return False
    return not (method == "POST" and path == _MOVES and _only_validates(json))


def _only_validates(json: Any) -> bool:
    """Whether every part of a request to move users only validates."""
    parts = json.get("usersList") if isinstance(json, Mapping) else None
    if not isinstance(parts, list) or not parts:
        return False
    return all(isinstance(part, Mapping) and part.get("validate") is True for part in parts)


def refuse_in_check_mode(method: str, path: str, json: Any = None) -> None:
    """Raise CheckModeViolation when the request would change something."""
    if is_write(method, path, json):
        raise CheckModeViolation(f"{method} {path} was refused: nothing is written in check mode. Please report this.")


def refuse_without_organization(
    method: str, path: str, org_id: str | None, partner_org_id: str | None, json: Any = None
) -> None:
    """Raise OrganizationRefused for a write without organization, or into the partner's own one.

    Parameters:
        org_id: The organization the caller means.
        partner_org_id: The partner's own organization, when it is known.
        json: See `is_write`.
    """
    if not is_write(method, path, json) or path.startswith(_WITHOUT_ORGANIZATION):
        return
    if not org_id:
        raise OrganizationRefused(
            f"{method} {path} was refused: no customer organization is named, and Webex would take the partner's own."
        )
    if partner_org_id and same_id(org_id, partner_org_id):
        raise OrganizationRefused(f"{method} {path} was refused: {org_id} is the partner's own organization.")
