# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The customer of Webex that a host declares; no two hosts may declare the same one. Pure.

Reads variables and not models, so that a mistake in another key does not hide the identity of a customer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._declare.problem import Problem
from .._declare.text import quoted
from .._declare.unicode_forms import composed
from .._declare.webex_ids import key_of

# The variables that identify a customer.
IDENTITY_VARIABLES = ("webex_customer", "webex_customer_id")
_MAX_HOSTS_NAMED = 10
_MAX_TEXT = 4_000
_ONE_HOST_ONLY = (
    "Give it to the one host whose customer it is: in its host_vars, or with -e together with --limit. Group variables "
    "and -e alone reach every host."
)


@dataclass(frozen=True)
class Identity:
    """The identity that a host declares; ids in a form that is equal for all their spellings.

    Attributes:
        host: The inventory host.
        external_id: Key of the external id, unique among the customers of `sub_partner`, or of the partner itself.
        customer_id: The customer's id, which takes precedence over the external id.
        org_id: The attached organization.
    """

    host: str
    external_id: str = ""
    sub_partner: str = ""
    customer_id: str = ""
    org_id: str = ""


def identity_of(host: str, variables: Mapping[str, Any]) -> Identity:
    """The identity from a host's variables; values that are no text are ignored, since the models report them."""
    customer = variables.get("webex_customer")
    declared: Mapping[str, Any] = customer if isinstance(customer, Mapping) else {}
    return Identity(
        host,
        external_id=_text(declared.get("external_id")),
        sub_partner=key_of(_text(declared.get("sub_partner_org_id"))),
        customer_id=key_of(_text(variables.get("webex_customer_id"))),
        org_id=key_of(_text(declared.get("org_id"))),
    )


def shared_identities(identities: Iterable[Identity]) -> Iterator[Problem]:
    """A problem for every customer or organization that several hosts declare."""
    hosts = list(identities)
    named: dict[str, list[str]] = {}
    external: dict[tuple[str, str], str] = {}
    attached: dict[str, str] = {}
    partners = {own.sub_partner: own.host for own in reversed(hosts) if own.sub_partner}
    for own in hosts:
        if own.customer_id:
            named.setdefault(own.customer_id, []).append(own.host)
        if own.external_id:
            first = external.setdefault((own.sub_partner, own.external_id), own.host)
            if first != own.host:
                message = f"{quoted(own.external_id)} is the external id of {first} as well."
                remedy = "Give every customer an own one, in the host_vars of its host."
                path = ("webex_customer", "external_id")
                yield Problem(path, message, remedy, own.host, shared_with=(first,))
        if own.org_id and attached.setdefault(own.org_id, own.host) != own.host:
            first = attached[own.org_id]
            message = f"this organization is attached by {first} as well."
            remedy = "Attach an organization once."
            yield Problem(("webex_customer", "org_id"), message, remedy, own.host, shared_with=(first,))
        if own.org_id in partners and own.org_id != own.sub_partner:
            message = f"this organization is the sub-partner of {partners[own.org_id]}, and no customer."
            remedy = "Name the organization of the customer."
            yield Problem(("webex_customer", "org_id"), message, remedy, own.host)
    for names in named.values():
        if len(names) > 1:
            message = f"{len(names)} hosts name one and the same customer by its id: {_listed(names)}."
            yield Problem(("webex_customer_id",), message, _ONE_HOST_ONLY, names[0], shared_with=tuple(names[1:]))


def _listed(hosts: list[str]) -> str:
    more = len(hosts) - _MAX_HOSTS_NAMED
    return ", ".join(hosts[:_MAX_HOSTS_NAMED]) + (f" and {more} more" if more > 0 else "")


def _text(value: Any) -> str:
    # Longer values are refused by the models, and would take long to compose.
    return composed(value) if isinstance(value, str) and len(value) <= _MAX_TEXT else ""
