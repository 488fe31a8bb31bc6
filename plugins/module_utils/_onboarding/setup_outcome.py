# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What webex_customer_setup says about a plan as a whole: counts by kind, and everything that failed."""

from __future__ import annotations

from collections.abc import Iterable

from .._admins.operation import AdminRolesOperation
from .._admins.plan import KIND as ADMIN
from .._customers.plan import KIND as CUSTOMER
from .._engine.plan import Action, Verb
from .._locations.plan import KIND as LOCATION
from .._numbers.plan import KIND as NUMBER
from .._pstn.plan import KIND as PSTN
from .._users.operation import UsersOperation
from .._users.plan import KIND as USER
from .course import Course
from .setup_plan import SetupPresent

# The kinds of actions, as the results call them.
NAMES = {
    LOCATION: "locations",
    PSTN: "connections",
    NUMBER: "numbers",
    USER: "users",
    ADMIN: "admins",
    CUSTOMER: "customer",
}
# Of several actions on one object, such as a new location and its main number, the first of these counts.
_VERBS: tuple[Verb, ...] = ("create", "delete", "update", "none")


def summary_by_kind(actions: Iterable[Action]) -> dict[str, dict[str, int]]:
    """How many declared or removed objects of each kind are created, updated, deleted and left as they are."""
    verbs: dict[tuple[str, str], Verb] = {}
    for action in actions:
        key = (action.kind, action.identity)
        verbs[key] = min(verbs.get(key, "none"), action.action, key=_VERBS.index)
    counts: dict[str, dict[str, int]] = {
        name: {"create": 0, "update": 0, "delete": 0, "none": 0} for name in NAMES.values()
    }
    for (kind, _identity), verb in verbs.items():
        counts[NAMES[kind]][verb] += 1
    return counts


def failed_rows(course: Course, external_id: str) -> list[dict[str, str]]:
    """Everything that failed, in the order of the steps; a step that failed as a whole is a row of the customer."""
    failures = dict(course.failures)
    rows = []
    for name, step in course.steps.items():
        for row in step.plan.rows:
            if error := step.report.error_of(row.identity):
                rows.append({"kind": row.action.kind, "identity": row.action.identity, **error})
        failures.update({name: step.failure} if step.failure else {})
    return [
        {"kind": CUSTOMER, "identity": external_id, "error": text} for text in dict.fromkeys(failures.values())
    ] + rows


def undeclared_admins(present: SetupPresent) -> int | None:
    """The number of people with administrator roles who are not declared as administrators.

    None where that is not known: administrators are not declared, or the people were not listed with their roles, which
    every customer's first administrator has.
    """
    admins, users = (present.steps[name].compared if name in present.steps else None for name in ("admins", "users"))
    if admins is None or users is None:
        return None
    if not isinstance(admins.operation, AdminRolesOperation) or not isinstance(users.operation, UsersOperation):
        return None
    declared = {admin.email.casefold() for admin in admins.operation.options.admins}
    found = [person for person in users.present.people.values() if person.roles]
    return sum(declared.isdisjoint(map(str.casefold, person.emails)) for person in found) if found else None
