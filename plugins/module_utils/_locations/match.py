# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Matches declared locations with present ones, also those that may have another name. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .._declare.address import Address
from .._declare.unicode_forms import name_key
from .._declare.webex_ids import same_id
from .model import Location
from .present import PresentLocation


@dataclass(frozen=True)
class Matches:
    """The present locations of the declared ones.

    Attributes:
        found: The present location by declared name.
        problems: Why a declared location cannot be distinguished from present ones, by declared name.
        in_doubt: IDs of the present locations that a problem is about: they are not declared, and are not removed.
    """

    found: dict[str, PresentLocation] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    in_doubt: set[str] = field(default_factory=set)

    def others(self, present: Sequence[PresentLocation]) -> list[PresentLocation]:
        """The present locations that are none of the declared ones."""
        taken = {location.id for location in self.found.values()} | self.in_doubt
        return [location for location in present if location.id not in taken]


@dataclass(frozen=True)
class Resemblance:
    """A present location that is not declared, and what it has in common with a new one."""

    location: PresentLocation
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        """What they have in common, as the end of a sentence about the present one."""
        return " and ".join(self.reasons)


def match(wanted: Sequence[Location], present: Sequence[PresentLocation], headquarters: str = "") -> Matches:
    """Find each wanted location by its name, an equal spelling first, or by its previous name.

    Parameters:
        headquarters: Name of the headquarters, which are also found by their address. Other locations at the same
            address are different locations.
    """
    by_name = {name_key(location.name): location for location in present}
    exact = {location.name: location for location in present}
    named = {location.name: exact.get(location.name) or by_name.get(name_key(location.name)) for location in wanted}
    matches = Matches({name: location for name, location in named.items() if location})
    for location in wanted:
        _match_previous(location, present, matches)
    key = name_key(headquarters)
    for location in wanted:
        if name_key(location.name) == key and location.name not in {*matches.found, *matches.problems}:
            same = [other for other in matches.others(present) if _same_street(location.address, other)]
            if len(same) == 1:
                matches.found[location.name] = same[0]
    return matches


def _match_previous(wanted: Location, present: Sequence[PresentLocation], matches: Matches) -> None:
    """Match the location with the previous name; a problem when the new name is in use as well."""
    key = name_key(wanted.previous_name or "")
    if key in ("", name_key(wanted.name)):
        return
    before = [location for location in matches.others(present) if name_key(location.name) == key]
    if len(before) == 1 and wanted.name not in matches.found:
        matches.found[wanted.name] = before[0]
    elif len(before) > 1:
        names = ", ".join(sorted({location.name for location in before}))
        matches.problems[wanted.name] = (
            f"there are several locations of its previous name ({names}; case does not count); rename all but one in "
            "Control Hub."
        )
    elif before:
        old = before[0].name
        matches.problems[wanted.name] = (
            f"it is there, and so is {old}, its previous name. If they are one site, move what {old} has, and remove "
            f"it; if they are two, remove previous_name and declare {old} as well (its name is enough)."
        )
    if wanted.name in matches.problems:
        matches.in_doubt.update(location.id for location in before)


def resemblances(
    wanted: Sequence[Location], present: Sequence[PresentLocation], numbers: Mapping[str, str], matches: Matches
) -> dict[str, list[Resemblance]]:
    """The present locations that are not declared and that a new one may be, by the name of the new one.

    Parameters:
        numbers: IDs of present locations by number, as far as they are known.
    """
    names = {name_key(location.name) for location in wanted}
    others = [other for other in matches.others(present) if name_key(other.name) not in names]
    found: dict[str, list[Resemblance]] = {}
    for location in wanted:
        if location.name in matches.found or location.name in matches.problems:
            continue
        for other in others:
            same = [number for number in location.numbers or () if same_id(numbers.get(number, ""), other.id)]
            reasons = (
                *(("is at its address",) if _same_address(location.address, other) else ()),
                *((f"has its {'number' if len(same) == 1 else 'numbers'} {', '.join(same)}",) if same else ()),
            )
            if reasons:
                found.setdefault(location.name, []).append(Resemblance(other, reasons))
    return found


def without_resemblances(matches: Matches, found: Mapping[str, Sequence[Resemblance]]) -> Matches:
    """The same matches, where a new location that may be a present one is a problem."""
    problems, in_doubt = dict(matches.problems), set(matches.in_doubt)
    for name, alike in found.items():
        names = [row.location.name for row in alike]
        similar = " and ".join(f"location {row.location.name}, which is not declared, {row.why}" for row in alike)
        problems[name] = (
            f"it is not there, but {similar}. If it was renamed, add previous_name: {' or '.join(names)}. If it is "
            f"another site, declare {' and '.join(names)} as well: the name is enough."
        )
        in_doubt.update(row.location.id for row in alike)
    return Matches(matches.found, problems, in_doubt)


def _same_address(wanted: Address | None, present: PresentLocation) -> bool:
    """Whether the street is the same, in the same city where no postal code tells."""
    if wanted is None or not _same_street(wanted, present):
        return False
    return bool(wanted.postal_code) or _text(wanted.city) == _text(present.address.get("city"))


def _same_street(wanted: Address | None, present: PresentLocation) -> bool:
    """Whether street and postal code are the same."""
    if wanted is None:
        return False
    street = _text(wanted.line1), _text(wanted.postal_code).replace(" ", "")
    return street == (_text(present.address.get("line1")), _text(present.address.get("postal_code")).replace(" ", ""))


def _text(value: str | None) -> str:
    return " ".join((value or "").casefold().split())
