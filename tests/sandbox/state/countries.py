# SPDX-License-Identifier: GPL-3.0-or-later
"""Some countries with the data that calling locations need."""

from __future__ import annotations

from typing import Any

_US = (
    "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,"
    "DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,"
    "KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,"
    "MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,"
    "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,"
    "SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,"
    "WV West Virginia,WI Wisconsin,WY Wyoming"
)
_CA = (
    "AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,"
    "NT Northwest Territories,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,SK Saskatchewan,YT Yukon"
)
_AU = (
    "ACT Australian Capital Territory,NSW New South Wales,NT Northern Territory,QLD Queensland,SA South Australia,"
    "TAS Tasmania,VIC Victoria,WA Western Australia"
)


def _country(state: bool, postal_code: bool, states: str, *zones: str) -> dict[str, Any]:
    pairs = [entry.split(" ", 1) for entry in states.split(",")] if states else []
    return {
        "stateRequired": state,
        "zipCodeRequired": postal_code,
        "states": [{"code": code, "name": name} for code, name in pairs],
        "timeZones": list(zones),
    }


# The prefix of national numbers.
DIAL_CODES = {
    "US": "1",
    "CA": "1",
    "AU": "61",
    "GB": "44",
    "IE": "353",
    "DE": "49",
    "FR": "33",
    "ES": "34",
    "IT": "39",
    "NL": "31",
    "JP": "81",
    "SG": "65",
    "AE": "971",
}


def national(number: str, country: str) -> str:
    """Write an E.164 number without the code of its country."""
    return number.removeprefix("+" + DIAL_CODES.get(country, "")).removeprefix("+")


COUNTRIES: dict[str, dict[str, Any]] = {
    "US": _country(
        True,
        True,
        _US,
        "America/New_York",
        "America/Detroit",
        "America/Chicago",
        "America/Denver",
        "America/Phoenix",
        "America/Los_Angeles",
        "America/Anchorage",
        "Pacific/Honolulu",
    ),
    "CA": _country(
        True,
        True,
        _CA,
        "America/St_Johns",
        "America/Halifax",
        "America/Toronto",
        "America/Winnipeg",
        "America/Regina",
        "America/Edmonton",
        "America/Vancouver",
    ),
    "AU": _country(True, True, _AU, "Australia/Perth", "Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney"),
    "GB": _country(False, True, "", "Europe/London"),
    "IE": _country(False, True, "", "Europe/Dublin"),
    "DE": _country(False, True, "", "Europe/Berlin"),
    "FR": _country(False, True, "", "Europe/Paris"),
    "ES": _country(False, True, "", "Europe/Madrid", "Atlantic/Canary"),
    "IT": _country(False, True, "", "Europe/Rome"),
    "NL": _country(False, True, "", "Europe/Amsterdam"),
    "JP": _country(False, True, "", "Asia/Tokyo"),
    "SG": _country(False, True, "", "Asia/Singapore"),
    "AE": _country(False, False, "", "Asia/Dubai"),
}
