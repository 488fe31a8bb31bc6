# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What to do with the administrator roles of a person: wanted against present. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._api.roles import Role
from .._model.types import nearest, shown
from .plan import Action, Change, updated

KIND = "administrator"
FULL_ADMINISTRATOR = "full administrator"
LOCATION_ADMINISTRATOR = "location administrator"


def role_ids(names: Sequence[str], roles: Sequence[Role]) -> dict[str, str]:
    """Role ids by id to name, for names as Control Hub shows them; small and capital letters are the same.

    Raises:
        ValueError: A role is not known, or two that exclude each other are wanted.
    """
    known = {role.name.casefold(): role for role in roles}
    found: dict[str, str] = {}
    for name in names:
        role = known.get(name.casefold())
        if role is None:
            raise ValueError(f"there is no role {shown(name)}. {nearest(name, tuple(role.name for role in roles))}")
        found[role.id] = role.name
    _refuse_company(list(found.values()))
    return found


def _refuse_company(names: Sequence[str]) -> None:
    if len(names) > 1 and any(name.casefold() == LOCATION_ADMINISTRATOR for name in names):
        together = " and ".join(sorted(names))
        raise ValueError(
            f"Location administrator excludes every other role. {together} would stand together: name one of them "
            "only, and set exclusive to take the others away."
        )


def plan_roles(
    email: str, wanted: Mapping[str, str], present: Sequence[str], roles: Sequence[Role], *, exclusive: bool
) -> tuple[Action, list[str]]:
    """Plan a change or nothing; the second value is the new list of role ids.

    Parameters:
        email: The person.
        wanted: Role names by id.
        present: Role ids of the person.
        roles: All roles, for the names of present ones.
        exclusive: Take away roles that are not wanted; otherwise they stay.

    Raises:
        ValueError: Roles that exclude each other would stand together.
    """
    names = {role.id: role.name for role in roles}
    after = list(wanted) if exclusive else [*present, *(role for role in wanted if role not in present)]
    if set(after) != set(present):
        _refuse_company([names.get(role, role) for role in after])
    if set(after) == set(present):
        return updated(KIND, email, {}), list(present)
    change = Change(sorted(names.get(role, role) for role in present), sorted(names.get(role, role) for role in after))
    return updated(KIND, email, {"roles": change}), after
