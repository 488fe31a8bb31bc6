# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What one task has read for all customers of a play, as options for the task of one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._plain import plain


def known_of_customer(declaration: Mapping[str, Any], listed: Mapping[str, Any]) -> dict[str, Any]:
    """The options known_customer or known_absent, where there is a listing.

    Parameters:
        declaration: Variables of the customer by name.
        listed: Result of webex_customer_info with external_ids, of a failed one as well.
    """
    customer = declaration.get("webex_customer")
    # The listing knows nothing of the customers of sub-partners, whose external IDs may be the same.
    if not isinstance(customer, Mapping) or customer.get("sub_partner_org_id") is not None:
        return {}
    external_id = customer.get("external_id")
    if not isinstance(external_id, str):
        return {}
    known = (listed.get("by_external_id") or {}).get(external_id)
    if known:
        return {"known_customer": plain(known)}
    # One that is named by its ID is looked up by it, whatever external ID it has.
    absent = external_id in (listed.get("absent") or ()) and declaration.get("webex_customer_id") is None
    return {"known_absent": True} if absent else {}


def known_of_roles(listed: Mapping[str, Any]) -> dict[str, Any]:
    """The option known_roles, where there is a listing.

    Parameters:
        listed: Result of webex_admin_role_info, of a failed or skipped one as well.
    """
    return {"known_roles": plain(listed["roles"])} if listed.get("roles") is not None else {}
