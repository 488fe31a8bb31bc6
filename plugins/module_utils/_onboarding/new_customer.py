# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a declaration lacks should its customer be new: whether it is, Webex alone knows. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from .._declare.packages import any_calling
from .._declare.problem import Problem
from .._declare.unicode_forms import name_key
from .._locations.model import CREATION_NEEDS
from .declared_customer import CustomerDeclaration


def missing_when_new(declaration: CustomerDeclaration) -> Iterator[Problem]:
    """What an existing customer may have already, and a new one cannot have.

    An organization that is attached is as unknown as an existing customer.
    """
    if declaration.customer is None or declaration.customer.org_id:
        return
    yield from _locations(declaration)
    yield from _numbers(declaration)
    yield from _admins(declaration)


def _locations(declaration: CustomerDeclaration) -> Iterator[Problem]:
    customer = declaration.customer
    office = name_key(customer.headquarters.name) if customer and customer.headquarters else ""
    for index, location in enumerate(declaration.locations or ()):
        missing = [name for name in CREATION_NEEDS if getattr(location, name) is None]
        if missing and name_key(location.name) != office:
            message = f"location {location.name} cannot be made without {', '.join(missing)}."
            yield Problem(("webex_locations", index), message, f"Add {', '.join(missing)}.")


def _numbers(declaration: CustomerDeclaration) -> Iterator[Problem]:
    customer = declaration.customer
    if customer is None or not any_calling(customer.packages):
        return
    declared = {number for location in declaration.locations or () for number in location.numbers or ()}
    for index, user in declaration.users:
        if user.number and user.number not in declared:
            message = f"{user.number} is at no location."
            remedy = f"Add it to the numbers of {user.location or 'its location'} in webex_locations."
            place = declaration.places.get(index, "")
            yield Problem((declaration.users_path, index, "number"), message, remedy, place=place)
    for index, location in enumerate(declaration.locations or ()):
        if location.main_number and location.numbers is None:
            message = f"{location.main_number} is not at location {location.name}."
            yield Problem(("webex_locations", index, "main_number"), message, "Add it to numbers.")


def _admins(declaration: CustomerDeclaration) -> Iterator[Problem]:
    customer = declaration.customer
    people = {user.key for _index, user in declaration.users}
    if customer and customer.admin_email:
        people.add(customer.admin_email.casefold())
    for index, admin in enumerate(declaration.admins):
        if admin.roles and admin.email.casefold() not in people:
            message = f"{admin.email} is no user and not the admin_email."
            yield Problem(("webex_admins", index, "email"), message, "Add it to webex_users.")
