# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Differences that are tolerated: plans leave them out, and say which they are. Pure but for the date of today."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from .._declare.fields import key
from .._declare.flaw import flaw
from .._declare.model import Declared
from .._declare.options import Options
from .._declare.problem import Problem
from .._declare.text import quoted
from .._declare.types import OptionType, Text
from .._declare.unicode_forms import name_key
from .._thirdparty import BeforeValidator
from .plan import Action, Change, R, Row, Tolerated

# Objects that others build on: as a whole they cannot be left alone.
_BY_FIELD = ("customer", "location")


def _date(value: Any) -> Any:
    # YAML makes dates of what looks like one.
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    try:
        return datetime.date.fromisoformat(value if len(value) == len("2027-01-31") else "").isoformat()
    except (TypeError, ValueError):
        raise flaw(f"{quoted(value)} is not a date.", "Write year, month and day, for example 2027-01-31.") from None


Date = Annotated[str, BeforeValidator(_date), OptionType("str")]


class ToleratedDifference(Declared):
    """One difference, or several of one object, for one reason."""

    object: Literal["customer", "location", "pstn", "number", "user", "administrator"] = key(
        "Kind of the object, as plans and reports call it.", example="user"
    )
    name: Text | None = key(
        "The object, as plans and reports name it: e-mail address of a user or an administrator, number, or name of a "
        "location, also for its PSTN connection. Left out for the customer.",
        default=None,
        example="ana.diaz@acme.example",
    )
    fields: list[Text] | None = key(
        [
            "The fields that may differ, as plans and reports call them, such as C(title) or C(address.city); "
            "C(address) means all of it. C(main_number) is a field of a location. Customers and locations need it.",
            "Left out, the object stays as it is: it is not changed, a user or a number that is missing is not made, "
            "and what is not declared is not removed.",
        ],
        default=None,
        example=["title"],
        min_length=1,
    )
    reason: Text = key("Why it is tolerated; reports show it.", example="Change of title agreed in ticket 4711")
    until: Date | None = key(
        "Last day on which it is tolerated, in UTC. After that it counts, and the run changes it.",
        default=None,
        example="2027-01-31",
    )

    def rules(self) -> Iterator[Problem]:
        """One object is meant, and it can be left as it is."""
        if self.object == "customer" and self.name is not None:
            yield Problem(("name",), "the host has one customer only.", "Remove it.")
        if self.object != "customer" and self.name is None:
            yield Problem(("name",), "it is missing.", "Add the name of the object, as the report shows it.")
        if self.object in _BY_FIELD and self.fields is None:
            yield Problem(("fields",), "it is missing.", "Name the fields that may differ.")

    @property
    def label(self) -> str:
        """Its words in messages."""
        fields = f" ({', '.join(self.fields)})" if self.fields else ""
        return f"{self.object}{f' {self.name}' if self.name else ''}{fields}"

    def is_of(self, action: Action) -> bool:
        """Whether it is about this object."""
        if self.object != action.kind:
            return False
        return self.name is None or name_key(self.name) == name_key(action.identity)

    def covers(self, field: str) -> bool:
        """Whether this field may differ."""
        return self.fields is None or any(field == name or field.startswith(f"{name}.") for name in self.fields)

    def names(self, fields: Collection[str]) -> bool:
        """Whether it names one of these fields."""
        return any(name.partition(".")[0] in fields for name in self.fields or ())


class ToleratedDifferences(Options):
    """The option `tolerated`, for modules that leave tolerated differences alone."""

    tolerated: list[ToleratedDifference] = key(
        [
            "Differences that are left as they are, and returned in RV(tolerated). Objects of other modules are passed "
            "over.",
            "There is a warning about each that has expired, and each that nothing differs for any more.",
        ],
        default=[],
    )


def today() -> datetime.date:
    """The date, in UTC."""
    return datetime.datetime.now(datetime.UTC).date()


@dataclass(frozen=True)
class Tolerances:
    """What is tolerated, of everything that was declared."""

    active: tuple[ToleratedDifference, ...] = ()
    expired: tuple[ToleratedDifference, ...] = ()

    @classmethod
    def of(cls, options: Options, day: datetime.date | None = None) -> Tolerances:
        """Those of the options of a module; none where it has no such option.

        Parameters:
            day: The day that counts; today when it is not given.
        """
        declared = options.tolerated if isinstance(options, ToleratedDifferences) else []
        if not declared:
            return cls()
        text = (day or today()).isoformat()
        expired = tuple(entry for entry in declared if entry.until and entry.until < text)
        return cls(tuple(entry for entry in declared if entry not in expired), expired)

    def __bool__(self) -> bool:
        return bool(self.active)

    def allows(self, kind: str, identity: str, field: str) -> bool:
        """Whether this field of an object may differ."""
        action = Action(kind, identity, "none")
        return any(entry.is_of(action) and entry.covers(field) for entry in self.active)

    def split(self, action: Action) -> tuple[Action, tuple[Tolerated, ...]]:
        """What is left to do of an action, and what is tolerated of it."""
        if not self.active or not action.changes:
            return action, ()
        entries = [(entry, index) for index, entry in enumerate(self.active) if entry.is_of(action)]
        if action.action != "update":
            for entry, index in entries:
                if entry.fields is None:
                    return replace(action, action="none", fields={}), (_tolerated(action, entry, index),)
            return action, ()
        rest, found = dict(action.fields), []
        for entry, index in entries:
            covered = {name: rest.pop(name) for name in sorted(rest) if entry.covers(name)}
            found += [_tolerated(replace(action, fields=covered), entry, index)] if covered else []
        return replace(action, action="update" if rest else "none", fields=rest), tuple(found)

    def outdated(
        self,
        rows: Iterable[Row[Any, Any]],
        is_own: Callable[[ToleratedDifference], bool],
        *,
        unknown: Collection[str] = (),
    ) -> tuple[str, ...]:
        """What is to be said about declared tolerances: those that expired, and those that tolerate nothing.

        Parameters:
            rows: The plan.
            is_own: Whether the plan is about this one.
            unknown: Fields that are not compared, so that nobody knows whether they differ.
        """
        rows = list(rows) if self.active or self.expired else []
        used = {left.entry for row in rows for left in row.tolerated}
        new = [row.action for row in rows if row.verb == "create" or row.problem]
        idle = [
            entry
            for index, entry in enumerate(self.active)
            if is_own(entry)
            and index not in used
            and not (unknown and (entry.fields is None or entry.names(unknown)))
            and not any(entry.is_of(action) for action in new)
        ]
        return (
            *(
                f"The tolerated difference of {entry.label} has expired on {entry.until}, and counts. Its reason was: "
                f"{entry.reason}"
                for entry in self.expired
                if is_own(entry)
            ),
            *(f"Nothing of {entry.label} differs, so nothing has to be tolerated. Remove the entry." for entry in idle),
        )


def _tolerated(action: Action, entry: ToleratedDifference, index: int) -> Tolerated:
    return Tolerated(action, entry.reason, entry.until or "", index)


def about(kind: str) -> Callable[[ToleratedDifference], bool]:
    """Whether a tolerance is about an object of this kind."""
    return lambda entry: entry.object == kind


def tolerating(row: R, tolerances: Tolerances) -> R:
    """The row without what is tolerated of it."""
    rest, left = tolerances.split(row.action)
    if not left:
        return row
    kept: dict[str, Change] = {}
    for each in left:
        kept.update(each.action.fields)
    problem = row.problem if rest.changes else ""
    return replace(row.keeping(kept), action=rest, tolerated=left, problem=problem)
