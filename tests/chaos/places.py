# SPDX-License-Identifier: GPL-3.0-or-later
"""Countries, towns and names for made-up customers, with letters from all over Europe."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Town:
    """A town; `state` where its country has them, `postal_code` in the form of the country."""

    name: str
    postal_code: str
    state: str | None = None


@dataclass(frozen=True)
class Country:
    """A country.

    Parameters:
        prefix: What all its made-up numbers begin with.
        digits: How many more digits a number has.
        language: Of the organization; the announcement language is the same in small letters.
    """

    code: str
    prefix: str
    digits: int
    language: str
    timezone: str
    towns: tuple[Town, ...]


COUNTRIES = (
    Country(
        "US",
        "+1408555",
        4,
        "en_US",
        "America/Los_Angeles",
        (Town("San José", "95112", "CA"), Town("Fremont", "94536", "CA"), Town("La Cañada", "91011", "CA")),
    ),
    Country(
        "CA",
        "+1514555",
        4,
        "fr_CA",
        "America/Toronto",
        (Town("Montréal", "H2Y 1C6", "QC"), Town("Québec", "G1R 4S9", "QC"), Town("Ottawa", "K1P 1J1", "ON")),
    ),
    Country(
        "GB",
        "+4420794",
        5,
        "en_GB",
        "Europe/London",
        (Town("London", "EC1A 1BB"), Town("Ynys Môn", "LL77 7TW"), Town("Leeds", "LS1 4DY")),
    ),
    Country(
        "DE",
        "+493023125",
        4,
        "de_DE",
        "Europe/Berlin",
        (Town("München", "80331"), Town("Köln", "50667"), Town("Gießen", "35390")),
    ),
    Country(
        "FR",
        "+331990",
        5,
        "fr_FR",
        "Europe/Paris",
        (Town("Orléans", "45000"), Town("Béziers", "34500"), Town("Nîmes", "30000")),
    ),
    Country(
        "ES",
        "+349100",
        5,
        "es_ES",
        "Europe/Madrid",
        (Town("A Coruña", "15001"), Town("Córdoba", "14001"), Town("Málaga", "29001")),
    ),
    Country(
        "NL",
        "+312055",
        5,
        "nl_NL",
        "Europe/Amsterdam",
        (Town("Curaçaobuurt", "1079 AA"), Town("Utrecht", "3511 AA"), Town("Heeg (Hegemer Mar)", "8621 AA")),
    ),
)
COMPANIES = (
    "Bäckerei Müßig",
    "Société Générale d'Été",
    "O'Brien & Sons",
    "Łódź Trading",
    "Señor Nuñez",
    "Ångström Labs",
    "Ærø Shipping",
    "Harbor Dental",
    "Žižkov Books",
    "Café Façade",
    "İzmir Textiles",
    "Thistle & Quill",
)
FIRST_NAMES = ("Zoë", "José", "Łukasz", "Ana", "Bjørn", "Chloé", "Ðuro", "Émile", "Fatma", "Gül", "Håkon", "Søren")
LAST_NAMES = ("Müller", "O'Neill", "Nuñez", "Ångström", "Diaz", "Šimek", "Żak", "D'Été", "Yılmaz", "Smith-Jones", "Õun")
