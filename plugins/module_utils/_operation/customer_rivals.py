# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Two customers with one external id, because two machines made it at the same moment: nothing prevents that.

The administrator's address can belong to one organization only, so one of the two ends in status error. The run that
made that one takes it back and goes on with the other.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from .._api.customers import CustomersApi, WholesaleCustomer
from .._client.client import Client
from .._client.errors import NotFound
from .frame import OperationError
from .provisioning import Patience, wait_until_final, wait_until_gone


@dataclass(frozen=True)
class Settled:
    """The customer to go on with, and what the user should know."""

    customer: WholesaleCustomer
    warning: str = ""


def settle(client: Client, api: CustomersApi, own: WholesaleCustomer, patience: Patience) -> Settled:
    """Look whether the customer that this run made is the only one (GET /wholesale/customers?externalId=).

    Parameters:
        own: The customer in its final status.

    Raises:
        OperationError: Two customers are in use; which one is meant cannot be known.
    """
    others = [
        other
        for other in api.list(external_id=own.external_id)
        if other.external_id == own.external_id and other.id != own.id and other.status not in ("deleting", "error")
    ]
    if not others:
        return Settled(own)
    if own.status == "error" and len(others) == 1:
        with contextlib.suppress(NotFound):
            api.delete(own.id)
        wait_until_gone(client, api, own, patience)
        other = wait_until_final(client, api, others[0], patience)
        return Settled(
            other,
            f"customer {own.external_id} was made by another run at the same time; the second one, which failed, was "
            "removed again.",
        )
    ids = ", ".join(f"{other.id} ({other.status})" for other in (own, *others))
    raise OperationError(
        f"Another run has made customer {own.external_id} at the same time: {ids}. Remove the one without users with "
        "customer_id and state: absent, then run again."
    )
