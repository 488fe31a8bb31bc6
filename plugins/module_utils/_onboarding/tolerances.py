# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Mistakes in declared tolerances: fields that are not compared, and objects that are not declared. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from .._declare.address import Address
from .._declare.problem import Path, Problem
from .._declare.types import nearest, quoted
from .._declare.unicode_forms import name_key
from .._engine.tolerated import ToleratedDifference
from .._locations.model import TELEPHONY, Location
from .._locations.plan import MAIN_NUMBER
from .._users.model import User
from .declared_customer import CustomerDeclaration

# Without pydantic a model has no fields.
_ADDRESS = ("address", *(f"address.{name}" for name in getattr(Address, "model_fields", {})))
_OF_LOCATION = tuple(
    name for name in getattr(Location, "model_fields", {}) if name not in (*TELEPHONY, "previous_name", "address")
)
# The fields of each kind of objects that can differ.
TOLERABLE: Mapping[str, tuple[str, ...]] = {
    "customer": ("packages", "name", *_ADDRESS),
    "location": (*_OF_LOCATION, *_ADDRESS, MAIN_NUMBER),
    "pstn": ("connection",),
    "number": ("state", "location"),
    "user": tuple(name for name in getattr(User, "model_fields", {}) if name != "email"),
    "administrator": ("roles",),
}


def tolerance_problems(
    entries: Sequence[tuple[int, ToleratedDifference]], declared: CustomerDeclaration
) -> Iterator[Problem]:
    """The mistakes.

    Parameters:
        entries: The tolerances with their indexes.
        declared: The customer.
    """
    names = _names(declared)
    for index, entry in entries:
        path: Path = ("webex_tolerated", index)
        for place, name in enumerate(entry.fields or ()):
            known = TOLERABLE[entry.object]
            if name not in known:
                yield Problem(
                    (*path, "fields", place), f"{quoted(name)} is no field of a {entry.object}.", nearest(name, known)
                )
        # What is not declared can be tolerated as a whole only: it has no other fields that could differ.
        known_names = names.get(entry.object)
        if entry.fields and entry.name and known_names is not None and name_key(entry.name) not in known_names:
            message = f"there is no {entry.object} {quoted(entry.name)} in the declaration, so no field of it differs."
            yield Problem((*path, "name"), message, _remedy(entry.name, tuple(known_names.values())))


def _remedy(name: str, known: Sequence[str]) -> str:
    return nearest(name, known) if known else "Remove the entry."


def _names(declared: CustomerDeclaration) -> dict[str, dict[str, str]]:
    """The declared names by kind and key; no entry for a kind that is not declared here."""
    found: dict[str, Collection[str]] = {"user": [user.email for _index, user in declared.users]}
    office = declared.customer.headquarters if declared.customer else None
    locations = [location.name for location in declared.locations or ()]
    if declared.locations is not None:
        found["location"] = [*locations, *([office.name] if office else [])]
        found["pstn"] = locations
        found["number"] = [number for location in declared.locations for number in location.numbers or ()]
    found["administrator"] = [admin.email for admin in declared.admins]
    return {kind: {name_key(name): name for name in names} for kind, names in found.items() if names}
