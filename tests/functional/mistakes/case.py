# SPDX-License-Identifier: GPL-3.0-or-later
"""One mistake in the inventory, and ways to make one."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..support import TEMPLATE, user

Vars = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One mistake, made by one host.

    Attributes:
        host: Inventory host.
        change: Makes the mistake in the host's variables.
        path: Where the problem is said to be.
        message: Part of what is wrong.
        remedy: Part of what to do.
        near: Text on the line that is named; the last key of the path when empty, None when no line can be known.
        count: Number of problems of the host.
        files: Files of the host's folder.
    """

    host: str
    change: Callable[[Vars], Any]
    path: str
    message: str
    remedy: str
    near: str | None = ""
    count: int = 1
    files: dict[str, bytes] = field(default_factory=dict)


def put(path: str, value: Any) -> Callable[[Vars], None]:
    """Set the value at a path such as webex_users.0.email."""

    def change(variables: Vars) -> None:
        *parents, last = path.split(".")
        target: Any = variables
        for step in parents:
            target = target[int(step) if step.isdigit() else step]
        target[int(last) if last.isdigit() else last] = value

    return change


def drop(path: str) -> Callable[[Vars], None]:
    def change(variables: Vars) -> None:
        *parents, last = path.split(".")
        target: Any = variables
        for step in parents:
            target = target[int(step) if step.isdigit() else step]
        del target[last]

    return change


def several(*changes: Callable[[Vars], Any]) -> Callable[[Vars], None]:
    def change(variables: Vars) -> None:
        for one in changes:
            one(variables)

    return change


def add_user(**changes: Any) -> Callable[[Vars], None]:
    def change(variables: Vars) -> None:
        domain = variables["webex_customer"]["admin_email"].partition("@")[2]
        variables["webex_users"].append(user(**{"email": f"bo@{domain}", "extension": "102", **changes}))

    return change


def template(**changes: Any) -> Callable[[Vars], None]:
    """A template of the host's own, under a name of its own."""

    def change(variables: Vars) -> None:
        name = f"own-{variables['webex_customer']['external_id']}"
        variables["webex_customer"]["template"] = name
        variables["webex_onboarding_templates"] = [{**copy.deepcopy(TEMPLATE), "name": name, **changes}]

    return change


def csv(text: str | bytes, name: str = "users.csv") -> dict[str, bytes]:
    return {name: text.encode() if isinstance(text, str) else text}


def from_file(variables: Vars) -> None:
    del variables["webex_users"]
    variables["webex_users_file"] = "users.csv"


HEADER = "email,first_name,last_name,package,extension\n"
CUSTOMER, USER, LOCATION = "webex_customer", "webex_users[0]", "webex_locations[0]"
