# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The last check before a request is sent: no write in check mode, and none without an explicit organization."""

from __future__ import annotations

import re

from .._declare.webex_ids import same_organization
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
# Wholesale operations take the partner from the token and name the customer in path or body.
_WITHOUT_ORGANIZATION = ("/wholesale/", "/subscribers/")


def is_write(method: str, path: str) -> bool:
    """Whether the request changes something at Webex."""
    return method not in _READS and not any(pattern.fullmatch(path) for pattern in _VALIDATIONS)


def refuse_in_check_mode(method: str, path: str) -> None:
    """Raise CheckModeViolation when the request would change something."""
    if is_write(method, path):
        raise CheckModeViolation(f"{method} {path} was refused: nothing is written in check mode. Please report this.")


def refuse_without_organization(method: str, path: str, org_id: str | None, partner_org_id: str | None) -> None:
    """Raise OrganizationRefused for a write without organization, or into the partner's own one.

    Parameters:
        org_id: The organization the caller means.
        partner_org_id: The partner's own organization, when it is known.
    """
    if not is_write(method, path) or path.startswith(_WITHOUT_ORGANIZATION):
        return
    if not org_id:
        raise OrganizationRefused(
            f"{method} {path} was refused: no customer organization is named, and Webex would take the partner's own."
        )
    if partner_org_id and same_organization(org_id, partner_org_id):
        raise OrganizationRefused(f"{method} {path} was refused: {org_id} is the partner's own organization.")
