# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What to do with the locations of a customer: wanted against present. Pure.

The head office that Webex made with the customer is found by name, or by its address when somebody renamed it; it is
never made a second time. Names are compared without case: a location that Webex spells in another way is renamed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .._api.calling_locations import CallingLocation
from .._api.locations import Location as PresentLocation
from .._model.location import Location
from .._text import name_key
from .plan import Action, Change, created, deleted, updated

KIND = "location"
# Told by the single read of a calling location only.
DETAILS = ("external_caller_id_name", "emergency_location_identifier")
SETTINGS = ("outside_dial_digit", "routing_prefix", *DETAILS)


@dataclass(frozen=True)
class LocationChange:
    """One location: what happens, and what is needed to do it.

    Attributes:
        action: For results and diff.
        wanted: The declaration; None for a removal.
        present: The location at Webex; None for a creation.
        basics: name, timezone and address to write.
        settings: Calling settings to write; None clears.
        enable: Whether calling is to be enabled.
        problem: Why it cannot be done; empty when it can.
    """

    action: Action
    wanted: Location | None
    present: PresentLocation | None
    basics: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, str | None] = field(default_factory=dict)
    enable: bool = False
    problem: str = ""


def plan_locations(
    wanted: Sequence[Location],
    present: Sequence[PresentLocation],
    calling: Mapping[str, CallingLocation],
    *,
    with_calling: bool = True,
    prune: bool = False,
    protected: Collection[str] = (),
    headquarters: str = "",
) -> list[LocationChange]:
    """Plan every location, in the order of the declaration, removals last.

    Parameters:
        wanted: The declaration.
        present: All locations of the organization.
        calling: Those with calling, by id; with details where they are to be compared.
        with_calling: Whether declared locations are to make calls.
        prune: Remove locations that are not declared, in whatever spelling.
        protected: Names that are never removed.
        headquarters: Name of the head office, the only location that is found by its address too.
    """
    matched = match(wanted, present, headquarters)
    spellings = defaultdict(list)
    for location in present:
        spellings[name_key(location.name)].append(location.name)
    changes = [_plan(location, matched.get(location.name), calling, with_calling) for location in wanted]
    changes = [_unambiguous(change, spellings[name_key(change.action.identity)]) for change in changes]
    if prune:
        kept = {location.id for location in matched.values()}
        safe = {name_key(name) for name in (*protected, *(location.name for location in wanted))}
        gone = [location for location in present if location.id not in kept and name_key(location.name) not in safe]
        changes += [_removal(location) for location in sorted(gone, key=lambda location: location.name)]
    return changes


def needs_details(wanted: Location) -> bool:
    """Tell whether comparing the location takes a read of its own."""
    return any(wanted.is_set(key) for key in DETAILS)


def match(
    wanted: Sequence[Location], present: Sequence[PresentLocation], headquarters: str = ""
) -> dict[str, PresentLocation]:
    """The present location of each wanted one, by its declared name.

    Found by name, the very spelling first; the head office by its address as well. Another location at the same
    address is another location.
    """
    by_name = {name_key(location.name): location for location in present}
    exact = {location.name: location for location in present}
    found = {location.name: exact.get(location.name) or by_name.get(name_key(location.name)) for location in wanted}
    matched = {name: location for name, location in found.items() if location}
    free = [location for location in present if location not in matched.values()]
    for location in wanted:
        if location.name in matched or location.address is None:
            continue
        if name_key(location.name) != name_key(headquarters):
            continue
        key = _street(location.address.line1, location.address.postal_code)
        same = [
            candidate
            for candidate in free
            if _street(candidate.address.get("line1"), candidate.address.get("postal_code")) == key
        ]
        if len(same) == 1:
            matched[location.name] = same[0]
            free.remove(same[0])
    return matched


def _street(line1: str | None, postal_code: str | None) -> tuple[str, str]:
    return " ".join((line1 or "").casefold().split()), (postal_code or "").replace(" ", "").casefold()


def _plan(
    wanted: Location, present: PresentLocation | None, calling: Mapping[str, CallingLocation], with_calling: bool
) -> LocationChange:
    if present is None:
        values = wanted.model_dump(exclude_unset=True, exclude={"pstn", "numbers", "main_number"})
        missing = _missing(wanted, None)
        problem = f"it does not exist and cannot be made without {', '.join(missing)}." if missing else ""
        settings = {key: getattr(wanted, key) for key in SETTINGS if getattr(wanted, key)}
        if settings and not with_calling:
            problem = f"{', '.join(sorted(settings))} needs a location that is enabled for calling."
        action = created(KIND, wanted.name, values)
        return LocationChange(action, wanted, None, {}, settings, enable=with_calling, problem=problem)
    basics, fields = _basics(wanted, present)
    here = calling.get(present.id)
    enable = with_calling and here is None
    if enable:
        fields["calling"] = Change(False, True)
    settings = _settings(wanted, here)
    fields.update({key: Change((here.settings.get(key) if here else None), value) for key, value in settings.items()})
    missing = _missing(wanted, present) if enable else []
    problem = f"calling cannot be enabled without {', '.join(missing)}; declare it." if missing else ""
    if settings and here is None and not with_calling:
        problem = f"{', '.join(sorted(settings))} needs a location that is enabled for calling."
    return LocationChange(updated(KIND, wanted.name, fields), wanted, present, basics, settings, enable, problem)


def _basics(wanted: Location, present: PresentLocation) -> tuple[dict[str, Any], dict[str, Change]]:
    basics: dict[str, Any] = {}
    fields: dict[str, Change] = {}
    if wanted.name != present.name:
        basics["name"] = wanted.name
        fields["name"] = Change(present.name, wanted.name)
    if wanted.timezone and present.timezone and wanted.timezone != present.timezone:
        basics["timezone"] = wanted.timezone
        fields["timezone"] = Change(present.timezone, wanted.timezone)
    if wanted.address and present.address:
        declared = {key: getattr(wanted.address, key) for key in wanted.address.model_fields_set}
        different = {
            key: value for key, value in declared.items() if (value or None) != (present.address.get(key) or None)
        }
        if different:
            basics["address"] = {**present.address, **declared}
            fields.update(
                {f"address.{key}": Change(present.address.get(key), value) for key, value in different.items()}
            )
    return basics, fields


def _settings(wanted: Location, here: CallingLocation | None) -> dict[str, str | None]:
    if here is None:
        return {key: getattr(wanted, key) for key in SETTINGS if getattr(wanted, key)}
    settings: dict[str, str | None] = {
        key: getattr(wanted, key)
        for key in SETTINGS
        if wanted.is_set(key) and (getattr(wanted, key) or "") != here.settings.get(key, "")
    }
    told = here.settings.get("language", "")
    # Compared only where the details were read anyway; Webex sometimes tells no language although one is set.
    if wanted.language and told and told.casefold() != wanted.language.casefold():
        settings["language"] = wanted.language
    return settings


def _unambiguous(change: LocationChange, spellings: Sequence[str]) -> LocationChange:
    """The change, refused when several present locations are meant."""
    if len(spellings) < 2:
        return change
    names = ", ".join(sorted(set(spellings)))
    problem = f"there are several locations of this name ({names}; case does not count); "
    return replace(change, problem=problem + "rename all but one in Control Hub.")


def _missing(wanted: Location, present: PresentLocation | None) -> list[str]:
    """What a location that is made or enabled for calling needs and does not have."""
    return [
        key
        for key in ("address", "timezone", "language")
        if getattr(wanted, key) is None and not (present and getattr(present, key))
    ]


def _removal(location: PresentLocation) -> LocationChange:
    values = {"timezone": location.timezone, "address": dict(location.address)}
    return LocationChange(deleted(KIND, location.name, values), None, location)
