# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Base of models of module results; RETURN in the documentation is generated from them."""

from __future__ import annotations

from typing import Any, ClassVar

from .._thirdparty import BaseModel
from .fields import key


class Returned(BaseModel):
    """Base of a part of a result.

    Attributes:
        OF: A model, and a group of its fields, which are returned as well.
    """

    OF: ClassVar[tuple[type[BaseModel], str] | None] = None


class ActionReturned(Returned):
    """One entry of `actions`."""

    kind: str = key("Type of the object.", example="customer")
    identity: str = key("Name by which the object is known.", example="acme-0001")
    action: str = key("V(create), V(update), V(delete) or V(none).", example="update")
    fields: dict[str, Any] = key(
        "Every field that changes, with C(from) and C(to).",
        example={"packages": {"from": ["webex_calling"], "to": ["webex_calling", "webex_meetings"]}},
    )


class ProblemReturned(Returned):
    """One mistake."""

    customer: str = key("Inventory host. Empty for a setting that is wrong for all hosts alike.")
    path: str = key("Place in the data.", example="webex_users[3].email")
    place: str = key("File and line, where they are known.", example="host_vars/acme_pizza/users.yml:12")
    message: str = key("What is wrong.")
    remedy: str = key("What to do about it.")


class ToleratedReturned(ActionReturned):
    """One entry of `tolerated`."""

    reason: str = key("Why it is tolerated, as it was declared.", example="Agreed in ticket 4711")
    until: str | None = key("Last day on which it is; null without one.", example="2027-01-31")


def declare_tolerated() -> Any:
    """`tolerated` of the modules that leave tolerated differences as they are."""
    return key(
        "Differences that are tolerated: what would be done about them otherwise.",
        returned="when there are some",
    )


class RowReturned(Returned):
    """The values that all rows have."""

    action: str = key("What was done, or would be, V(none) included.", example="create")
    error: str = key("Why it failed.", default="")


def declare_forecast() -> Any:
    """`forecast` of the modules that count what a run would send."""
    return key(
        "About how many requests a run will send for this customer, without repetitions and without waiting for Webex.",
        returned="in check mode",
        example=27,
    )


def declare_summary(of: str, example: dict[str, int]) -> Any:
    """`summary` of the modules for many objects.

    Parameters:
        of: The objects, in the plural.
    """
    return key(
        [
            f"How many {of} were created, updated, deleted and left as they are.",
            "C(undeclared) counts those that are not declared and stay; not there when nothing could be compared.",
        ],
        example=example,
    )


class Calls(Returned):
    """Returned by every module."""

    problems: list[ProblemReturned] = key(
        "Every mistake in the data; nothing was asked of Webex.", returned="when there are mistakes in the data"
    )
    api_calls: dict[str, int] = key("Requests sent, by method.", example={"GET": 1})


class Actions(Calls):
    """Returned by every module that changes something."""

    actions: list[ActionReturned] = key("What was done, or would be in check mode.")
