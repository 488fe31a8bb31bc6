# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Mistakes between customers: what two of them declare, and only one of them can have. Pure.

Nobody can tell which of the customers is wrong, so such a mistake concerns all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._declare.problem import Problem
from .._declare.unicode_forms import name_key
from .._templates.model import Template
from .declared_customer import CustomerDeclaration


def contradictions(customers: Sequence[CustomerDeclaration]) -> Iterator[Problem]:
    """Shared e-mail addresses and numbers, and one name of a template with two contents."""
    yield from _shared_users(customers)
    yield from _shared_numbers(customers)
    yield from _ambiguous_templates(customers)


def _shared_users(customers: Sequence[CustomerDeclaration]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for declaration in customers:
        host = declaration.host
        for index, user in declaration.users:
            owner = owners.setdefault(user.key, host)
            if owner != host:
                message = f"{user.email} is a user of {owner} as well; an address lives in one organization."
                path = (declaration.users_path, index, "email")
                place = declaration.places.get(index, "")
                yield Problem(path, message, "Remove one of them.", host, place, (owner,))


def _shared_numbers(customers: Sequence[CustomerDeclaration]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for declaration in customers:
        host = declaration.host
        for number in [number for location in declaration.locations or () for number in location.numbers or ()]:
            owner = owners.setdefault(number, host)
            if owner != host:
                message = f"{number} is a number of {owner} as well."
                yield Problem(("webex_locations",), message, "Remove one of them.", host, shared_with=(owner,))


def _ambiguous_templates(customers: Sequence[CustomerDeclaration]) -> Iterator[Problem]:
    """The first mistake with a template concerns everybody who declares it: it is made once for all of them."""
    templates: dict[str, tuple[str, Template]] = {}
    declaring: dict[str, list[str]] = {}
    for declaration in customers:
        for template in declaration.templates:
            # On some file systems, names that differ in case only are the same file.
            declaring.setdefault(name_key(template.name), []).append(declaration.host)
    for declaration in customers:
        for template in declaration.templates:
            key = name_key(template.name)
            other, first = templates.setdefault(key, (declaration.host, template))
            if first == template:
                continue
            everybody = declaring.pop(key, [other])
            others = tuple(host for host in dict.fromkeys(everybody) if host != declaration.host)
            message = f"template {template.name} is declared differently for {other}."
            remedy = "Declare a template once, for all customers that use it."
            yield Problem(("webex_onboarding_templates",), message, remedy, declaration.host, shared_with=others)
