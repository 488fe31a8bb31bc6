# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What Webex was sent for a customer and never returns: compared with the declaration, and remembered. Pure.

The values of a record have one name each, such as `language`, `headquarters.language`, `package_limits.webex_calling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._declare.called import called
from .._declare.fields import marked
from .._declare.packages import any_calling
from .._declare.timezones import same_timezone
from .._engine.plan import Change
from .model import Customer, Headquarters
from .present import WholesaleCustomer

LIMITS = "package_limits"
NOT_READABLE = "not readable"
_OF_LIMITS = f"{LIMITS}."
# An organization that is attached has these already.
_OF_NEW_ORGANIZATION = ("name", "admin_email", "language")
ONLY_WHEN_MADE = "Webex takes it only when it makes the customer"
# What a person does about a value that Webex takes only when the customer is made.
_REMEDIES = {
    "name": "set {setting}, or change it in Control Hub, in the organization's settings",
    "admin_email": "declare the new administrator in webex_admins, or give the role in Control Hub, at the user",
    "template": "the customer keeps what the former template gave it, such as sign-in and branding. Change that in "
    "Control Hub or Partner Hub, or declare the former template again; when it only has another name, nothing "
    "has to be done",
    "language": "change it in Control Hub, in the organization's settings, and at the meeting site",
    "headquarters.language": "with webex_locations the step of the locations changes it; otherwise change the "
    "announcement language in Control Hub, at the calling settings of the location",
    "meetings_timezone": "change it in Control Hub, at the meeting site",
    "sub_partner_admin_email": "change the administrators in the Partner Hub of the sub-partner",
}


def values_of(wanted: Customer) -> dict[str, Any]:
    """The declared values that Webex takes and never returns; those that are null or absent are left out."""
    passed_over = _OF_NEW_ORGANIZATION if wanted.org_id else ()
    values = {name: getattr(wanted, name) for name in marked(Customer, "recorded") if name not in passed_over}
    limits = values.pop(LIMITS, None) or {}
    values |= {f"{_OF_LIMITS}{package}": limit for package, limit in limits.items()}
    if wanted.headquarters and any_calling(wanted.packages):
        office = wanted.headquarters
        values |= {f"headquarters.{name}": getattr(office, name) for name in marked(Headquarters, "recorded")}
    return {name: value for name, value in values.items() if value is not None}


def limits_change(
    wanted: Customer, recorded: Mapping[str, Any] | None, *, always: bool = False, other_changes: bool = False
) -> Change | None:
    """The change of the limits; None when there is none to show.

    Parameters:
        recorded: The record; empty when nothing was recorded yet, None when no record is kept.
        always: Send them anyway.
        other_changes: They are sent with another change.
    """
    declared = dict(wanted.package_limits)
    if not declared:
        return None
    if recorded:
        before = {name: recorded[_OF_LIMITS + name] for name in declared if _OF_LIMITS + name in recorded}
        if before != declared:
            return Change(before or None, declared)
    unknown = recorded is not None and not recorded
    return Change(NOT_READABLE, declared) if always or (unknown and other_changes) else None


def record_warnings(
    wanted: Customer, current: WholesaleCustomer, recorded: Mapping[str, Any], *, sent: bool, compares_name: bool
) -> list[str]:
    """What a person should know about values that cannot be compared with Webex; reported until that is recorded.

    Parameters:
        wanted: The declaration that is due.
        recorded: The record; empty when nothing was recorded yet.
        sent: A change is sent, and some of the values with it.
        compares_name: The name is read from the organization.
    """
    name, values = f"customer {wanted.external_id}", values_of(wanted)
    carried = set(_carried(wanted, current, values)) if sent else set()
    if compares_name:
        carried.add("name")
    if not recorded:
        return _unknown(name, [value for value in values if value not in carried])
    warnings = [
        f"{name}: {value} is declared as {values[value]}, and was {_shown(recorded.get(value))}. {ONLY_WHEN_MADE}: "
        f"{_REMEDIES[value].format(setting=called('compare_name', 'true'))}. Reported until a run has recorded it."
        for value in sorted(values)
        if value in _REMEDIES and value not in carried and not _same(value, values[value], recorded.get(value))
        # A customer always has one: a record without it is older than that.
        if value != "template" or recorded.get(value)
    ]
    left = [value.removeprefix(_OF_LIMITS) for value in recorded if value not in values and _is_limit(value)]
    return warnings + [
        f"{name}: the limit of {package} left the declaration, and stays. Reported until a run has recorded it."
        for package in sorted(left)
        if package in wanted.packages
    ]


def record_after(wanted: Customer, recorded: Mapping[str, Any]) -> dict[str, Any]:
    """The record after a run: what is declared, and what was recorded of values that are not declared any more."""
    kept = {name: value for name, value in recorded.items() if not _is_limit(name)}
    # Never empty, which would be no record.
    return dict(sorted({"name": None, **kept, **values_of(wanted)}.items()))


def of_customer(record: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The record without what belongs to locations."""
    return None if record is None else {name: record[name] for name in record if not name.startswith("locations.")}


def _carried(wanted: Customer, current: WholesaleCustomer, values: Iterable[str]) -> Iterable[str]:
    """The values that a change sends."""
    calling, meetings = current.begins_calling(wanted.packages), current.begins_meetings(wanted.packages)
    for name in values:
        begins = (calling and name.startswith("headquarters.")) or (meetings and name == "meetings_timezone")
        if _is_limit(name) or begins:
            yield name


def _unknown(name: str, values: list[str]) -> list[str]:
    if not values:
        return []
    limits = any(map(_is_limit, values))
    remedy = f" {called('update_limits', 'always')} sends the limits." if limits else ""
    return [
        f"{name}: {', '.join(sorted(values))} cannot be compared, since Webex does not return them and nothing is "
        f"recorded yet. The run records what is declared; later changes are noticed.{remedy}"
    ]


def _is_limit(name: str) -> bool:
    return name.startswith(_OF_LIMITS)


def _same(name: str, one: Any, other: Any) -> bool:
    if name.endswith("timezone") and one is not None and other is not None:
        return same_timezone(str(one), str(other))
    # For Webex, letters of addresses and languages may be in any case.
    if name.endswith(("email", "language")) and other is not None:
        return str(one).casefold() == str(other).casefold()
    return bool(one == other)


def _shown(value: Any) -> str:
    return "not declared" if value is None else str(value)
