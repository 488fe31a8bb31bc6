# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options for one customer, from the results of tasks that read all customers of a play."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._plain import plain


def known_of_customer(declaration: Mapping[str, Any], listed: Mapping[str, Any]) -> dict[str, Any]:
    """The option known_customer or known_absent; empty without a listing.

    Parameters:
        declaration: Variables of the customer by name.
        listed: Result of webex_customer_info with external_ids; may be that of a failed task.
    """
    customer = declaration.get("webex_customer")
    # The listing does not have the customers of sub-partners, whose external IDs may be equal.
    if not isinstance(customer, Mapping) or customer.get("sub_partner_org_id") is not None:
        return {}
    external_id = customer.get("external_id")
    if not isinstance(external_id, str):
        return {}
    known = (listed.get("by_external_id") or {}).get(external_id)
    if known:
        return {"known_customer": plain(known)}
    # A customer that is named by its ID is looked up by it, whatever its external ID is.
    absent = external_id in (listed.get("absent") or ()) and declaration.get("webex_customer_id") is None
    return {"known_absent": True} if absent else {}


def known_of_users(known: Mapping[str, Any], listed: Mapping[str, Any]) -> dict[str, Any]:
    """The option known_users, for the customer that is known; empty without a listing.

    Parameters:
        known: What `known_of_customer` has found.
        listed: Result of webex_customer_info with user_counts; may be that of a failed task.
    """
    customer = known.get("known_customer") or {}
    users = (listed.get("users_by_external_id") or {}).get(customer.get("external_id"))
    return {"known_users": plain(users)} if users else {}


def known_of_roles(listed: Mapping[str, Any]) -> dict[str, Any]:
    """The option known_roles; empty without a listing.

    Parameters:
        listed: Result of webex_admin_role_info; may be that of a failed or skipped task.
    """
    return {"known_roles": plain(listed["roles"])} if listed.get("roles") is not None else {}


def registered(name: Any, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The result in a variable; empty when its task did not run.

    Parameters:
        name: Of the variable.
    """
    result = variables.get(str(name)) if name else None
    return result if isinstance(result, Mapping) else {}
