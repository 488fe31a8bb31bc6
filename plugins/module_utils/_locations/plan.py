# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan for the locations of a customer: declaration compared with the present state. Pure.

The headquarters that Webex created with the customer are found by name, or by their address when they were renamed;
they are never created a second time. Names are compared case-insensitively: a location with another spelling at Webex
is renamed, and so is one with the previous name. A new location that looks like a present one which is not declared is
refused: it may be that location under another name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .._declare.fields import fields_of
from .._declare.timezones import same_timezone
from .._declare.unicode_forms import comparable, name_key
from .._engine.plan import Change, ObjectAddress, Row, created, deleted, refused, updated
from .._engine.tolerated import Tolerances, tolerating
from .match import match, resemblances, without_resemblances
from .model import CREATION_NEEDS, LOCAL_OF_LOCATION, TELEPHONY, Location
from .present import CallingLocation, CustomerLocations, PresentLocation

KIND = "location"
# A field of a location that is managed with its numbers.
MAIN_NUMBER = "main_number"
DETAILS = fields_of(Location, "details")
CALLING_SETTINGS_LISTED = fields_of(Location, "settings")
CALLING_SETTINGS = (*CALLING_SETTINGS_LISTED, *DETAILS)
BASICS = {"name", "timezone", "address"}
_NAMES_LISTED = 20
_WHOLE_ADDRESS = ("line1", "city", "country")


@dataclass(frozen=True)
class LocationRow(Row[Location, PresentLocation]):
    """One location.

    Attributes:
        basics: name, timezone, language and the whole address to write; all known values when one changes.
        settings: Calling settings to write; None clears one.
        enable: Whether calling is to be enabled.
        has_calling: Whether it is enabled now.
    """

    basics: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, str | None] = field(default_factory=dict)
    enable: bool = False
    has_calling: bool = False

    def keeping(self, fields: Mapping[str, Change]) -> LocationRow:
        """The same row with the values that Webex has in place of those of the declaration."""
        plain = {name: fields[name].before for name in ("name", "timezone") if name in fields}
        parts = {
            name.partition(".")[2]: change.before for name, change in fields.items() if name.startswith("address.")
        }
        left = {name.partition(".")[0] for name in self.action.fields if name not in fields}
        basics = {**self.basics, **plain}
        if basics.get("address"):
            basics["address"] = {key: value for key, value in {**basics["address"], **parts}.items() if value}
        wanted = self.wanted
        if wanted and wanted.address:
            wanted = wanted.model_copy(update={**plain, "address": wanted.address.model_copy(update=parts)})
        elif wanted:
            wanted = wanted.model_copy(update=plain)
        settings = {name: value for name, value in self.settings.items() if name not in fields}
        return replace(self, basics=basics if left & BASICS else {}, wanted=wanted, settings=settings)

    @property
    def makes(self) -> ObjectAddress | None:
        """The location, when it is created or enabled for calling, or when it may be another one."""
        if self.wanted and (self.enable or self.problem):
            return ObjectAddress(KIND, name_key(self.identity))
        return super().makes


def plan_locations(
    wanted: Sequence[Location],
    present: CustomerLocations,
    *,
    with_calling: bool = True,
    prune: bool = False,
    protected: Collection[str] = (),
    headquarters: str = "",
    all_declared: bool = True,
    tolerances: Tolerances = Tolerances(),  # noqa: B008 - never changed
) -> list[LocationRow]:
    """Plan every location, in the order of the declaration, removals last.

    Parameters:
        with_calling: Whether declared locations are to be enabled for calling.
        prune: Remove locations that are not declared; names are compared case-insensitively.
        protected: Names that are never removed.
        headquarters: Name of the headquarters, the only location that is also found by its address.
        all_declared: Whether a present location that is not wanted left the declaration, so that it may have another
            name now.
        tolerances: Differences that stay.
    """
    matches = match(wanted, present.locations, headquarters)
    if all_declared:
        alike = resemblances(wanted, present.locations, present.numbers, matches)
        matches = without_resemblances(matches, alike)
    spellings = defaultdict(list)
    for location in present.locations:
        spellings[name_key(location.name)].append(location.name)
    rows = [_plan(location, matches.found.get(location.name), present, with_calling) for location in wanted]
    rows = [refused(row, matches.problems[row.identity]) if row.identity in matches.problems else row for row in rows]
    rows = [_unambiguous(row, spellings[name_key(row.identity)]) for row in rows]
    rows = [_readable(row, present.unreadable) for row in rows]
    rows = [tolerating(row, tolerances) for row in rows]
    if not prune:
        return rows
    safe = {name_key(name) for name in (*protected, *(location.name for location in wanted))}
    gone = [location for location in matches.others(present.locations) if name_key(location.name) not in safe]
    ordered = sorted(gone, key=lambda location: location.name)
    return rows + [_removal(location, location.id in present.calling) for location in ordered]


def plan_removal(name: str, present: CustomerLocations) -> list[LocationRow]:
    """Plan the removal of all locations of this name, compared case-insensitively; nothing where there is none."""
    meant = name_key(name)
    others = [location.name for location in present.locations if name_key(location.name) != meant]
    return plan_locations([], present, prune=True, protected=others)


def needs_details(wanted: Location) -> bool:
    """Whether the location has to be read on its own to be compared."""
    return any(wanted.is_set(key) for key in DETAILS)


def _plan(
    wanted: Location, present: PresentLocation | None, there: CustomerLocations, with_calling: bool
) -> LocationRow:
    if present is None:
        return _creation(wanted, [location.name for location in there.locations], with_calling)
    side = there.calling.get(present.id)
    basics, fields = _basics(wanted, present)
    enable = with_calling and side is None
    if enable:
        fields["calling"] = Change(False, True)
    settings = _settings(wanted, side, there.languages.get(wanted.name, ""))
    before = side.settings if side else {}
    fields.update({key: Change(before.get(key), value) for key, value in settings.items()})
    missing = _missing(wanted, present) if enable else []
    problem = f"calling cannot be enabled without {', '.join(missing)}; declare it." if missing else ""
    if settings and side is None and not with_calling:
        problem = _needs_calling(settings)
    return LocationRow(
        action=updated(KIND, wanted.name, fields),
        wanted=wanted,
        present=present,
        problem=problem,
        basics=basics,
        settings=settings,
        enable=enable,
        has_calling=side is not None,
    )


def _creation(wanted: Location, names: Sequence[str], with_calling: bool) -> LocationRow:
    values = wanted.model_dump(exclude_unset=True, exclude={*TELEPHONY, *LOCAL_OF_LOCATION})
    settings = _settings(wanted, None)
    missing = _missing(wanted, None)
    problem = ""
    if missing:
        known = f" Webex has {', '.join(sorted(names)[:_NAMES_LISTED])}." if names else ""
        problem = (
            f"it does not exist and cannot be made without {', '.join(missing)}. Add what is missing, or correct its "
            f"name.{known}"
        )
    if settings and not with_calling:
        problem = _needs_calling(settings)
    action = created(KIND, wanted.name, values)
    return LocationRow(
        action=action, wanted=wanted, present=None, problem=problem, settings=settings, enable=with_calling
    )


def _needs_calling(settings: Mapping[str, str | None]) -> str:
    return f"{', '.join(sorted(settings))} needs a location that is enabled for calling."


def _basics(wanted: Location, present: PresentLocation) -> tuple[dict[str, Any], dict[str, Change]]:
    """The basics to write, and the fields that differ.

    Webex drops the preferred language of a location when it is not sent with a new name: all known values are sent.
    """
    fields: dict[str, Change] = {}
    address = dict(present.address)
    if comparable(wanted.name) != comparable(present.name):
        fields["name"] = Change(present.name, wanted.name)
    if wanted.timezone and present.timezone and not same_timezone(wanted.timezone, present.timezone):
        fields["timezone"] = Change(present.timezone, wanted.timezone)
    if wanted.address and present.address:
        declared = wanted.address.model_dump(exclude_unset=True)
        different = {
            key: value for key, value in declared.items() if comparable(value) != comparable(present.address.get(key))
        }
        if different:
            address.update(declared)
            fields.update(
                {f"address.{key}": Change(present.address.get(key), value) for key, value in different.items()}
            )
    known = {
        "name": wanted.name,
        "timezone": fields["timezone"].after if "timezone" in fields else present.timezone,
        "language": present.language.lower(),
        "address": address if all(address.get(key) for key in _WHOLE_ADDRESS) else {},
    }
    return ({key: value for key, value in known.items() if value} if fields else {}), fields


def _settings(wanted: Location, side: CallingLocation | None, recorded: str = "") -> dict[str, str | None]:
    """The calling settings to write; for a location without calling those that have a value."""
    if side is None:
        return {key: getattr(wanted, key) for key in CALLING_SETTINGS if getattr(wanted, key)}
    settings: dict[str, str | None] = {
        key: getattr(wanted, key)
        for key in CALLING_SETTINGS
        if wanted.is_set(key) and comparable(getattr(wanted, key)) != comparable(side.settings.get(key))
    }
    # Webex sometimes returns no language although one is set: then what was recorded counts.
    present = side.settings.get("language", "") or recorded
    if wanted.language and present and present.casefold() != wanted.language.casefold():
        settings["language"] = wanted.language
    return settings


def _unambiguous(row: LocationRow, spellings: Sequence[str]) -> LocationRow:
    """The row, refused when several present locations match."""
    if len(spellings) < 2:
        return row
    names = ", ".join(sorted(set(spellings)))
    problem = f"there are several locations of this name ({names}; case does not count); "
    return refused(row, problem + "rename all but one in Control Hub.")


def _readable(row: LocationRow, unreadable: Mapping[str, str]) -> LocationRow:
    """The row, refused when its details could not be read."""
    error = unreadable.get(row.present.id) if row.present else None
    return refused(row, error) if error else row


def _missing(wanted: Location, present: PresentLocation | None) -> list[str]:
    """The missing keys of a location that is created or enabled for calling."""
    return [key for key in CREATION_NEEDS if getattr(wanted, key) is None and not (present and getattr(present, key))]


def _removal(location: PresentLocation, has_calling: bool) -> LocationRow:
    values = {"timezone": location.timezone, "address": dict(location.address)}
    return LocationRow(
        action=deleted(KIND, location.name, values), wanted=None, present=location, has_calling=has_calling
    )
