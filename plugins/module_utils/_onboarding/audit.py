# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which events of Webex's audit log are about what differs. Pure.

An event names its object in words. Nobody publishes in which, so an event counts that has the name of the object among
its words, and what no event names is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .._declare.unicode_forms import name_key
from .._engine.plan import ObjectAddress

MAX_OF_OBJECT = 3
_MAX_NAMED = 20


@dataclass(frozen=True)
class AuditEvent:
    """One event.

    Attributes:
        at: As Webex writes it.
        name, email: Of the actor.
        target, target_id: The object, as Webex names it.
        text: What was done, in Webex's words.
    """

    at: str
    name: str
    email: str
    target: str
    target_id: str
    text: str

    @property
    def who(self) -> str:
        """Name and e-mail address, as far as they are known."""
        address = f" <{self.email}>" if self.name and self.email else self.email
        return f"{self.name}{address}" or "somebody"

    def names(self, identity: str) -> bool:
        """Whether this object is among its words."""
        wanted = re.escape(name_key(identity))
        return bool(re.search(rf"(?<![\w+@.-]){wanted}(?![\w@-])", name_key(f"{self.target}\n{self.text}")))


@dataclass(frozen=True)
class Authors:
    """Who changed what differs.

    Attributes:
        rows: Events with the objects that they are about, for results.
        unnamed: Objects that no event names.
    """

    rows: tuple[dict[str, Any], ...] = ()
    unnamed: tuple[ObjectAddress, ...] = ()


def authors_of(objects: Iterable[tuple[str, str]], events: Sequence[AuditEvent]) -> Authors:
    """The most recent events of each object.

    Parameters:
        objects: Kind and identity of what differs.
        events: In any order.
    """
    ordered = sorted(events, key=lambda event: event.at, reverse=True)
    rows: list[dict[str, Any]] = []
    unnamed: list[ObjectAddress] = []
    for kind, identity in dict.fromkeys(objects):
        found = [event for event in ordered if event.names(identity)][:MAX_OF_OBJECT]
        rows += [
            {"kind": kind, "identity": identity, "at": event.at, "who": event.who, "what": event.text}
            for event in found
        ]
        unnamed += [] if found else [ObjectAddress(kind, identity)]
    return Authors(tuple(rows), tuple(unnamed))


def unnamed_text(unnamed: Sequence[ObjectAddress], days: int) -> str:
    """The sentence about objects that no event names; empty when there are none."""
    if not unnamed:
        return ""
    names = ", ".join(f"{one.kind} {one.key}" for one in unnamed[:_MAX_NAMED])
    more = f" and {len(unnamed) - _MAX_NAMED} more" if len(unnamed) > _MAX_NAMED else ""
    return f"Webex's audit log of the last {days} days names nobody who has changed {names}{more}."
