# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The users that are affected when a customer loses packages, or is removed. Pure.

A user loses a package together with the customer, and with a calling package also location, number and extension.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .._declare.text import counted
from .._engine.refusal import Refused
from .._subscribers.present import Subscriber
from .model import CustomerOptions, UserToCome

MAX_USERS_LISTED = 20


@dataclass(frozen=True)
class UsersToCome:
    """The users as they will be before packages are removed.

    Attributes:
        users: The declared users.
        prune: Users that are not declared are removed.
        protected: E-mail addresses that are never removed.
    """

    users: Sequence[UserToCome] = ()
    prune: bool = False
    protected: Collection[str] = ()

    @classmethod
    def of(cls, options: CustomerOptions) -> UsersToCome:
        """Read the options."""
        return cls(options.users or (), options.prune_users, options.protected_users)


def holders(gone: Collection[str], subscribers: Sequence[Subscriber]) -> list[Subscriber]:
    """The users that have one of the packages."""
    return [subscriber for subscriber in subscribers if set(subscriber.packages) & set(gone)]


def staying(gone: Collection[str], subscribers: Sequence[Subscriber], to_come: UsersToCome) -> list[Subscriber]:
    """The users that have one of the packages, and will still have it after the declared changes."""
    declared: Mapping[str, UserToCome] = {user.key: user for user in to_come.users}
    protected = {email.casefold() for email in to_come.protected}
    found = []
    for subscriber in holders(gone, subscribers):
        user = declared.get(subscriber.key)
        # A user whose package is as declared is not changed, and keeps its add-ons.
        moves = user is not None and user.package not in (*gone, subscriber.package)
        leaves = user is None and to_come.prune and subscriber.key not in protected
        if not (moves or leaves):
            found.append(subscriber)
    return found


def refuse_in_use(identity: str, gone: Collection[str], users: Sequence[Subscriber], *, last: bool = False) -> None:
    """Refuse to remove packages that users have.

    Parameters:
        identity: External ID of the customer.
        gone: The packages.
        users: The users that have one of them and keep it.
        last: The users were changed before, by earlier steps of the run.

    Raises:
        Refused: There are such users.
    """
    if not users:
        return
    packages = ", ".join(sorted(gone))
    why = (
        "Nothing was taken away: the step of the users has not moved them in this run. Run it as well, without "
        "--tags and --skip-tags, "
        if last
        else "Nothing was changed. Declare them with another package of the customer in the users of this inventory, "
        "or let webex_prune remove them (move them with webex_users first where webex_customer stands alone), "
    )
    raise Refused(
        f"customer {identity}: {packages} would be taken away from {count(users)}: {named(users)}. They would lose "
        f"their package, and with a calling package location, number and extension. {why}or leave {packages} in "
        "packages."
    )


def refuse_with_users(identity: str, users: Sequence[Subscriber]) -> None:
    """Refuse to remove a customer that has users.

    Raises:
        Refused: It has users.
    """
    if users:
        raise Refused(
            f"customer {identity} has {count(users)}: {named(users)}. Nothing was removed: all of them would lose "
            "their packages and numbers. Remove the users first (webex_users with prune: true), or "
            "set remove_with_users: true to end the customer with all of them."
        )


def count(users: Sequence[Subscriber]) -> str:
    """The number of users in words, such as 2 users."""
    return counted(len(users), "user")


def named(users: Sequence[Subscriber]) -> str:
    """Addresses of the first users, for a message."""
    names = sorted(user.email for user in users)[:MAX_USERS_LISTED]
    more = len(users) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
