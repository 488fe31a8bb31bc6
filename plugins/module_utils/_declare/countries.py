# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Countries, and the time zones of each: from libraries, without asking Webex."""

from __future__ import annotations

import difflib
import functools
import importlib.resources
import zoneinfo
from collections.abc import Sequence
from pathlib import Path

from .._thirdparty import pycountry
from .flaw import nearest

# Codes that are in use and that ISO leaves to its users.
_BESIDE_ISO = {"XK": "Kosovo"}
# What people write, and what no list of names has.
_ALSO_CALLED = {"UK": "GB", "EL": "GR", "KOSOVO": "XK"}
_SHORTEST_NAME = 4
_SHOWN = 8


def is_country(code: str) -> bool:
    """Whether it is the code of a country or territory, in capitals."""
    if len(code) != 2 or not (code.isascii() and code.isupper()):
        return False
    return code in _BESIDE_ISO or pycountry.countries.get(alpha_2=code) is not None


@functools.lru_cache(maxsize=256)
def country_remedy(value: str) -> str:
    """The remedy for what is no code of a country."""
    if is_country(value.upper()):
        return f"Write {value.upper()}."
    if value.upper() in _ALSO_CALLED:
        return f"Write {_ALSO_CALLED[value.upper()]}."
    try:
        return f"Write {pycountry.countries.lookup(value).alpha_2}."
    except LookupError:
        pass
    try:
        found = pycountry.countries.search_fuzzy(value)[:3] if _SHORTEST_NAME <= len(value) <= 60 else []
    except LookupError:
        found = []
    if found:
        return f"Did you mean {' or '.join(f'{country.alpha_2} ({country.name})' for country in found)}?"
    return "Use the ISO 3166-1 code, for example US, GB or DE."


def timezone_remedy(value: str, country: str = "") -> str:
    """The remedy for what is no time zone.

    Parameters:
        country: Code of the country where the clock stands; empty when it is not known.
    """
    zones = _zones(country)
    if not zones:
        return nearest(value, _all_zones())
    by_place = {zone.rpartition("/")[2].casefold(): zone for zone, _comment in zones}
    by_name = {zone.casefold(): zone for zone, _comment in zones}
    close = difflib.get_close_matches(value.casefold(), by_name, n=2, cutoff=0.75)
    place = value.rpartition("/")[2].replace(" ", "_").casefold()
    close_places = difflib.get_close_matches(place, by_place, n=2, cutoff=0.75)
    meant = [by_name[name] for name in close] or [by_place[name] for name in close_places] or _by_region(value, zones)
    if meant:
        return f"Did you mean {' or '.join(meant[:2])}?"
    # One of every region: most of its other zones differ in their past only.
    names = list({_region(comment) or zone: zone for zone, comment in reversed(zones)}.values())[::-1]
    if len(names) == 1:
        return f"Write {names[0]}, the zone of {country}."
    more = " and others" if len(names) > _SHOWN else ""
    return f"Use one of {country}: {', '.join(names[:_SHOWN])}{more}."


def _by_region(value: str, zones: Sequence[tuple[str, str]]) -> list[str]:
    """The first zone of a region that the value names, as Windows does: Pacific Standard Time."""
    words = {word.casefold() for word in value.split()}
    return [zone for zone, comment in zones if _region(comment) in words][:1]


def _region(comment: str) -> str:
    return comment.partition(" ")[0].casefold()


@functools.lru_cache(maxsize=256)
def _zones(country: str) -> tuple[tuple[str, str], ...]:
    """The time zones of a country with what is said about each, the most important one first."""
    rows = (line.split("\t") for line in _table().splitlines() if line.startswith(f"{country}\t"))
    return tuple((row[2], row[3] if len(row) > 3 else "") for row in rows) if country else ()


@functools.lru_cache(maxsize=1)
def _table() -> str:
    """The table of countries and time zones; empty where no copy is installed."""
    name = "zone.tab"
    for folder in zoneinfo.TZPATH:
        path = Path(folder) / name
        if path.is_file():
            return path.read_text(encoding="utf-8")
    try:
        return importlib.resources.files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    except (ImportError, OSError):
        return ""


@functools.lru_cache(maxsize=1)
def _all_zones() -> tuple[str, ...]:
    names = (name for name in zoneinfo.available_timezones() if "/" in name)
    return tuple(sorted(name for name in names if not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))))
