# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Webex's precheck says about a provisioning ID: asked with the data of customers that use the template.

Webex has no operation that looks an ID up. Precheck is asked whether a declared customer could be created with it, and
only an objection to the ID counts. No invented data are sent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from .._client.client import Client
from .._client.errors import AccessDenied, NotFound, ServiceError
from .._client.precheck import Precheck
from .._customers.api import CustomerRequest, CustomersApi
from .._customers.model import Customer
from .._customers.request import creation
from .._declare.model import read
from .._declare.problem import InputError
from .model import TemplateOptions

# "Already belongs to a user", one of the few codes that Cisco publishes: never an objection to a template.
EMAIL_TAKEN = "10022"
_ID = re.compile(r"provisioning[\s_-]*id", re.IGNORECASE)
_TEMPLATE = re.compile(r"\btemplate\b", re.IGNORECASE)
_MISSING = re.compile(r"\b(unknown|invalid|not valid|not found|no such|(not|n't) exist)\b", re.IGNORECASE)
# Other parts of an order: an objection that names one of them is not about the ID, even if it mentions the ID.
_OTHER = re.compile(r"state|province|postal|zip|address|city|country|e-?mail|admin|package", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """One precheck.

    Attributes:
        request: The order to ask about.
        sub_partner_org_id: Sub-partner on whose behalf Webex is asked; None for the partner itself.
        who: The source of the data, for messages.
    """

    request: CustomerRequest
    sub_partner_org_id: str | None
    who: str


@dataclass(frozen=True)
class PrecheckVerdict:
    """The verdict on the ID.

    Attributes:
        verdict: `unclear` when Webex objected to something else.
        detail: The reason in a few words, without a full stop.
        warnings: Refusals for other partners, although the ID is usable for one of them.
    """

    verdict: Literal["usable", "refused", "unclear", "not_asked"]
    detail: str
    warnings: tuple[str, ...] = ()


class TemplatePrecheck:
    """The questions about one template, and their verdict.

    Parameters:
        options: The data to ask with: `precheck_customers`, `precheck_email`, `precheck_address`.

    Raises:
        InputError: With every mistake in the customers.
    """

    def __init__(self, options: TemplateOptions) -> None:
        problems = []
        self._email = options.precheck_email or None
        self._address = options.precheck_address.model_dump() if options.precheck_address else None
        self._customers: list[Customer] = []
        for index, row in enumerate(options.precheck_customers):
            try:
                self._customers.append(read(Customer, row))
            except InputError as error:
                problems += [problem.under("precheck_customers", index) for problem in error.problems]
        if problems:
            raise InputError(problems)

    def ask(self, client: Client, provisioning_id: str) -> PrecheckVerdict:
        """Ask for one customer after the other until the ID is usable: one of several partners has to accept it."""
        refused: list[str] = []
        unclear: list[str] = []
        for question in self._questions(provisioning_id):
            answer, reason = _answer(client, question)
            if answer.ok:
                return PrecheckVerdict("usable", f"asked for {question.who}", tuple(refused))
            reasons = refused if about_the_id(answer.errors) else unclear
            reasons.append(f"{question.who}: {reason.rstrip('.')}")
        if unclear:
            return PrecheckVerdict("unclear", "; ".join([*unclear, *refused]))
        if refused:
            return PrecheckVerdict("refused", "; ".join(refused))
        return PrecheckVerdict("not_asked", "no declared customer uses the template")

    def _questions(self, provisioning_id: str) -> Sequence[Question]:
        if self._email and self._address:
            return self._given_alone(provisioning_id)
        return [
            Question(self._request(customer, provisioning_id), customer.sub_partner_org_id, _who(customer))
            for customer in self._customers
        ]

    def _given_alone(self, provisioning_id: str) -> Sequence[Question]:
        """Questions with the given address and e-mail, one for each partner that uses the template."""
        request = CustomerRequest(address=self._address, provisioning_id=provisioning_id, admin_email=self._email)
        who = "the given address and e-mail"
        partners = dict.fromkeys(customer.sub_partner_org_id for customer in self._customers) or {None: None}
        return [Question(request, partner, f"{who}{_on_behalf(partner)}") for partner in partners]

    def _request(self, customer: Customer, provisioning_id: str) -> CustomerRequest:
        """The request of the customer's own precheck, so that the answers mean the same."""
        request = creation(customer, provisioning_id)
        if self._email:
            request = replace(request, admin_email=self._email, org_id=None)
        return replace(request, address=self._address) if self._address else request


def about_the_id(errors: Sequence[ServiceError]) -> bool:
    """Whether an objection clearly concerns the provisioning ID: Cisco publishes neither its code nor its words."""
    return any(
        error.code != EMAIL_TAKEN
        and not _OTHER.search(error.description)
        and (
            _ID.search(error.description)
            or (_TEMPLATE.search(error.description) and _MISSING.search(error.description))
        )
        for error in errors
    )


def _answer(client: Client, question: Question) -> tuple[Precheck, str]:
    """The answer, and the objection in words."""
    try:
        answer = CustomersApi(client, question.sub_partner_org_id).precheck(question.request)
        return answer, answer.reason
    except (AccessDenied, NotFound) as error:
        # This may concern one sub-partner only, whose customers fail later; the other partners are still asked.
        return Precheck(False, error.errors), str(error)


def _who(customer: Customer) -> str:
    return f"customer {customer.external_id}{_on_behalf(customer.sub_partner_org_id)}"


def _on_behalf(sub_partner_org_id: str | None) -> str:
    return f", on behalf of sub-partner {sub_partner_org_id}" if sub_partner_org_id else ""
