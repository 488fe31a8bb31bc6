# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a run behaves, as variables of the inventory or of the command line say it.

`-e name=value` makes text of everything. Text is taken where Ansible itself takes it: for true and false, and for
numbers. A list is never read out of text, since every part of a text is "in" it.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import math
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal

from .._thirdparty import BeforeValidator, ConfigDict
from .address import Address
from .base import Declared
from .types import Email, LocationName, Text, countable, flaw, number_as_text, shown

PRUNABLE = ("users", "numbers", "locations")
_TRUE = ("y", "yes", "on", "1", "true", "t")
_FALSE = ("n", "no", "off", "0", "false", "f")


def _flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    # What Ansible takes for true and false, also in the options of modules.
    word = value.strip().lower() if isinstance(value, str) else value
    if isinstance(word, (str, int, float)) and word in (*_TRUE, 1):
        return True
    if isinstance(word, (str, int, float)) and word in (*_FALSE, 0):
        return False
    raise flaw(f"{shown(value)} is not true or false.", "Write true or false.")


def _count(least: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        written = isinstance(value, str) and re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", value)
        number = int(value) if written or (isinstance(value, float) and value.is_integer()) else value
        if isinstance(number, bool) or not isinstance(number, int):
            raise flaw(f"{shown(value)} is not a whole number.", "Write it in digits, for example 10.")
        if number < least:
            raise flaw(f"{shown(value)} is less than {least}.", f"Use {least} or more.")
        return countable(number)

    return check


def _seconds(*, zero: bool) -> Callable[[Any], float]:
    def check(value: Any) -> float:
        number = math.nan
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            with contextlib.suppress(ValueError, OverflowError):
                number = float(value)
        if not math.isfinite(number):
            raise flaw(f"{shown(value)} is not a number of seconds.", "Write it in digits, for example 900.")
        if number < 0 or (number == 0 and not zero):
            raise flaw(f"{shown(value)} is too few seconds.", f"Use {'0 or more' if zero else 'more than 0'}.")
        return number

    return check


def _listed(example: str, known: tuple[str, ...] = ()) -> Callable[[Any, Any], Any]:
    """A list and nothing that looks like one; the advice names what a text can have meant."""

    def check(value: Any, info: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return list(value)
        words = re.split(r"[\s,;]+", value.lower()) if isinstance(value, str) else []
        meant = [name for word in words for name in difflib.get_close_matches(word, known, n=1)] or [example]
        some = f"Write a list of some of {', '.join(known)}" if known else "Write a list"
        name = info.field_name
        raise flaw(
            f"{shown(value)} is {'text, ' if isinstance(value, str) else ''}not a list.",
            f"{some}, such as {name}: [{', '.join(meant)}], on the command line -e '{json.dumps({name: meant})}'; "
            "leave it out where there is none.",
        )

    return check


def _secret(value: Any) -> Any:
    # Never shown.
    if not isinstance(value, str):
        raise flaw("its value is not text.", "Put it in quotes.")
    return value


Flag = Annotated[bool, BeforeValidator(_flag)]
Count = Annotated[int, BeforeValidator(_count(0))]
Workers = Annotated[int, BeforeValidator(_count(1))]
Seconds = Annotated[float, BeforeValidator(_seconds(zero=True))]
SomeSeconds = Annotated[float, BeforeValidator(_seconds(zero=False))]
Lines = Annotated[str, BeforeValidator(number_as_text)]
Secret = Annotated[str, BeforeValidator(_secret)]
Kinds = Annotated[list[Literal["users", "numbers", "locations"]], BeforeValidator(_listed("users", PRUNABLE))]
Emails = Annotated[list[Email], BeforeValidator(_listed("ana@acme.example"))]
Names = Annotated[list[LocationName], BeforeValidator(_listed("Head Office"))]
Differences = Annotated[
    list[Literal["address", "packages"]], BeforeValidator(_listed("address", ("address", "packages")))
]


class RunSettings(Declared):
    """The settings, by the names of their variables; null and absent are the default. See docs/inventory.md."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    webex_accept_errors: Flag | None = None
    webex_allow_admin_package_change: Flag | None = None
    webex_allow_http: Flag | None = None
    webex_compare_location_details: Flag | None = None
    webex_compare_name: Flag | None = None
    webex_compare_profile: Flag | None = None
    webex_customer_id: Text | None = None
    webex_exclusive_roles: Flag | None = None
    webex_ignore_drift: Differences | None = None
    webex_poll_interval: SomeSeconds | None = None
    webex_precheck: Flag | None = None
    webex_progress_interval: Seconds | None = None
    webex_protected_locations: Names | None = None
    webex_protected_users: Emails | None = None
    webex_prune: Kinds | None = None
    webex_prune_locations_max_count: Count | None = None
    webex_prune_locations_max_percent: Count | None = None
    webex_prune_max_count: Count | None = None
    webex_prune_max_percent: Count | None = None
    webex_prune_numbers_in_use: Flag | None = None
    webex_prune_numbers_max_count: Count | None = None
    webex_prune_numbers_max_percent: Count | None = None
    webex_request_timeout: SomeSeconds | None = None
    webex_resend_consent: Flag | None = None
    webex_retry_timeout: SomeSeconds | None = None
    webex_review_timeout: Seconds | None = None
    webex_run_on: Literal["controller", "host"] | None = None
    webex_setup_assist: Flag | None = None
    webex_setup_assist_folder: Text | None = None
    webex_setup_assist_notes: Lines | None = None
    webex_template_driver: Literal["manual", "rest"] | None = None
    webex_template_precheck_address: Address | None = None
    webex_template_precheck_email: Email | None = None
    webex_template_record_dir: Text | None = None
    webex_template_service_token: Secret | None = None
    webex_template_service_url: Text | None = None
    webex_templates_confirmed: Flag | None = None
    webex_templates_fail_on_drift: Flag | None = None
    webex_update_limits: Literal["on_change", "always"] | None = None
    webex_validate_certs: Flag | None = None
    webex_wait_timeout: Seconds | None = None
    webex_workers: Workers | None = None


# Without pydantic a model has no fields.
SETTINGS = tuple(RunSettings.model_fields) if hasattr(RunSettings, "model_fields") else ()
