# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules for users return."""

from __future__ import annotations

from typing import Any

from .._declare.fields import key, like
from .._declare.returned import (
    Actions,
    Calls,
    Returned,
    RowReturned,
    ToleratedReturned,
    declare_summary,
    declare_tolerated,
)
from .model import User


class UserReturned(Returned):
    """One user."""

    email: str = key("E-mail address.")
    action: str = like(RowReturned, "action")
    id: str = key("ID of the subscriber.", default="")
    person_id: str | None = key("ID of the person; null while the user is pending.", default=None)
    package: str = key("Package.", default="")
    status: str = key("V(provisioned) or V(pending_user_migration).", default="")
    impacts: list[str] = key(
        "In check mode, what a move to another location changes beside the location, in Webex's words.", default=[]
    )
    error: str = like(RowReturned, "error")


class UsersResult(Actions):
    """Result of webex_users."""

    users: list[UserReturned] = key("One row per user, in the order of the declaration, removals last.")
    failed_users: list[dict[str, Any]] = key("The rows that failed.")
    summary: dict[str, int] = declare_summary(
        "users", {"create": 2, "update": 0, "delete": 0, "none": 298, "undeclared": 3}
    )
    tolerated: list[ToleratedReturned] = declare_tolerated()


class UserResult(Actions):
    """Result of webex_user."""

    user: UserReturned | None = key("The user; null when it is absent.")


class SubscriberReturned(Returned):
    """One user with its state at Webex."""

    OF = (User, "profile")

    id: str = like(UserReturned, "id")
    email: str = like(UserReturned, "email")
    status: str = like(UserReturned, "status")
    person_id: str | None = like(UserReturned, "person_id")
    package: str = like(UserReturned, "package")
    errors: list[dict[str, str]] = key("Errors, each with code and description.")


class UserInfoResult(Calls):
    """Result of webex_user_info."""

    users: list[SubscriberReturned] = key(
        ["The users.", "Those of the profile are there with O(profile=true), and null where the person has none."]
    )
