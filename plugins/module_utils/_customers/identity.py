# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Checks that the customer that was found is the one that is meant. Pure.

An id, an external id and an organization may be given together. Where they name different customers, users would be
created in the organization of another customer, and their addresses could not be used elsewhere any more.
"""

from __future__ import annotations

from collections.abc import Iterable

from .._declare.webex_ids import key_of
from .._engine.refusal import Refused
from .present import WholesaleCustomer

_ID = "webex_customer_id (option customer_id)"


def refuse_contradiction(
    found: WholesaleCustomer, *, customer_id: str = "", org_id: str = "", external_id: str = ""
) -> None:
    """Refuse when one of the given names belongs to another customer; empty ones are ignored.

    Raises:
        Refused: The text names what was given and what was found.
    """
    if customer_id and key_of(customer_id) != key_of(found.id):
        raise Refused(
            f"{_named(found)} has the id {found.id}, but {_ID} names {customer_id}. Nothing was changed. Correct one "
            "of them, or leave the id out."
        )
    if external_id and found.external_id and external_id != found.external_id:
        raise Refused(
            f"{_ID} {customer_id or found.id} is {_named(found)}, and not {external_id}. Nothing was changed. Correct "
            "one of them, or leave the id out. Only the step customer (module webex_customer) gives a customer another "
            "external id."
        )
    if org_id and found.org_id and key_of(org_id) != key_of(found.org_id):
        raise Refused(
            f"{_named(found)} has the organization {found.org_id}, but org_id names {org_id}. Nothing was changed. "
            "Correct org_id or the external id, or leave org_id out."
        )


def refuse_renaming(
    current: WholesaleCustomer, external_id: str, *, declared_by: str, holders: Iterable[WholesaleCustomer]
) -> None:
    """Refuse another external id for a customer, named by its id, when one of the two belongs to another customer.

    Parameters:
        current: The present customer, with another external id.
        external_id: The external id that it would get.
        declared_by: The host that declares its present external id; empty when there is none.
        holders: Other customers of Webex with the external id that it would get.

    Raises:
        Refused: The text names the other customer.
    """
    others = ", ".join(f"{other.id} ({other.status})" for other in holders)
    if declared_by:
        raise Refused(
            f"{_ID} {current.id} names {_named(current)}, which is the customer of host "
            f"{declared_by} and not {external_id}. Nothing was changed. Correct the id, or leave it out. Give "
            "webex_customer_id to the one host whose customer it is: in its host_vars, or with -e together with "
            f"--limit.{_change_of_places(current, external_id, declared_by) if others else ''}"
        )
    if others:
        raise Refused(
            f"{_named(current)}, named by {_ID}, would get the external id {external_id}, "
            f"which another customer has: {others}. Nothing was changed. Leave the id out to manage that customer; or "
            "give it another external id first."
        )


def _change_of_places(current: WholesaleCustomer, external_id: str, other_host: str) -> str:
    """How two customers get the external ids of each other: Webex takes one change at a time."""
    return (
        f" Two customers change places in three runs: first this one gets an external_id that nobody has, and host "
        f"{other_host} keeps {external_id}; then host {other_host} gets {current.external_id} and the "
        f"webex_customer_id of its customer; then this one gets {external_id}."
    )


def refuse_attached(org_id: str, holders: Iterable[WholesaleCustomer]) -> None:
    """Refuse to attach the organization of another customer.

    Raises:
        Refused: The text names that customer.
    """
    for other in holders:
        if other.status != "deleting" and key_of(other.org_id) == key_of(org_id):
            raise Refused(
                f"org_id {org_id} is already the organization of {_named(other)} ({other.id}). Nothing was changed. "
                "Correct org_id or external_id; to give that customer another external id, name it in "
                f"{_ID}."
            )


def _named(customer: WholesaleCustomer) -> str:
    return f"customer {customer.external_id or customer.id}"
