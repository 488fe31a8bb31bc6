# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings of a run, in variables of the inventory or of the command line.

`-e name=value` makes text of every value. Text is accepted where Ansible accepts it: for true and false, and for
numbers. A list is never read from text, since every part of a text is "in" it.
"""

from __future__ import annotations

import contextlib
import difflib
import json
import math
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal, Union, get_args

from .._admins.model import AdminRolesOptions
from .._customers.model import CustomerOptions, Difference, UpdateLimits
from .._customers.waiting import Waiting
from .._declare.address import Address
from .._declare.connection import CONTROLLER, Connection, RunOn, Workers
from .._declare.fields import key, marks_of, setting
from .._declare.model import Declared
from .._declare.types import Email, FilePath, LocationName, Text, countable, flaw, number_as_text, quoted
from .._engine.progress import INTERVAL_S
from .._locations.model import LocationsOptions
from .._numbers.model import PhoneNumbersOptions
from .._templates.model import TemplateDriver, TemplateOptions
from .._thirdparty import BeforeValidator, ConfigDict
from .._users.model import UsersOptions
from .model import DriftInfoOptions, InventoryOptions

Kind = Literal["users", "numbers", "locations", "admins"]
# Kinds of objects that are removed when the inventory no longer has them.
PRUNABLE: tuple[str, ...] = get_args(Kind)
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
    raise flaw(f"{quoted(value)} is not true or false.", "Write true or false.")


def _count(least: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        written = isinstance(value, str) and re.fullmatch(r"\s*[+-]?[0-9]{1,18}\s*", value)
        number = int(value) if written or (isinstance(value, float) and value.is_integer()) else value
        if isinstance(number, bool) or not isinstance(number, int):
            raise flaw(f"{quoted(value)} is not a whole number.", "Write it in digits, for example 10.")
        if number < least:
            raise flaw(f"{quoted(value)} is less than {least}.", f"Use {least} or more.")
        return countable(number)

    return check


def _seconds(*, zero: bool) -> Callable[[Any], float]:
    def check(value: Any) -> float:
        number = math.nan
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            with contextlib.suppress(ValueError, OverflowError):
                number = float(value)
        if not math.isfinite(number):
            raise flaw(f"{quoted(value)} is not a number of seconds.", "Write it in digits, for example 900.")
        if number < 0 or (number == 0 and not zero):
            raise flaw(f"{quoted(value)} is too few seconds.", f"Use {'0 or more' if zero else 'more than 0'}.")
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
            f"{quoted(value)} is {'text, ' if isinstance(value, str) else ''}not a list.",
            f"{some}, such as {name}: [{', '.join(meant)}], on the command line -e '{json.dumps({name: meant})}'; "
            "leave it out where there is none.",
        )

    return check


def _secret(value: Any) -> Any:
    # Never shown.
    if not isinstance(value, str):
        raise flaw("its value is not text.", "Put it in quotes.")
    return value


def _patterns(value: Any) -> str | list[str]:
    if isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        return value
    raise flaw(f"{quoted(value)} is no pattern of hosts.", "Write a pattern such as all, or a list of patterns.")


def _output_file(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value or value.endswith("/"):
        raise flaw(f"{quoted(value)} is not the name of a file.", "Write a path, for example plan.json.")
    return value


Flag = Annotated[bool, BeforeValidator(_flag)]
Count = Annotated[int, BeforeValidator(_count(0))]
CountFromOne = Annotated[int, BeforeValidator(_count(1))]
Seconds = Annotated[float, BeforeValidator(_seconds(zero=True))]
SomeSeconds = Annotated[float, BeforeValidator(_seconds(zero=False))]
Lines = Annotated[str, BeforeValidator(number_as_text)]
OutputFile = Annotated[FilePath, BeforeValidator(_output_file)]
# pylint takes a bar here for an operation
Patterns = Annotated[Union[str, list[str]], BeforeValidator(_patterns)]  # noqa: UP007
Secret = Annotated[str, BeforeValidator(_secret)]
Kinds = Annotated[list[Kind], BeforeValidator(_listed("users", PRUNABLE))]
Emails = Annotated[list[Email], BeforeValidator(_listed("ana@acme.example"))]
Names = Annotated[list[LocationName], BeforeValidator(_listed("Head Office"))]
Variables = Annotated[list[Text], BeforeValidator(_listed("webex_floor_plan"))]
Differences = Annotated[list[Difference], BeforeValidator(_listed("address", get_args(Difference)))]


class RunSettings(Declared):
    """The settings, by the names of their variables; null and absent are the default.

    What gives the value of an option is declared with `setting`, and has description and default of that option.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    webex_hosts: Patterns | None = key(
        "Hosts of the play, a pattern or a list of patterns; all of the inventory when it is not set.",
        default=None,
        elsewhere=True,
    )
    webex_other_variables: Variables | None = key(
        "Names of variables that begin with C(webex_) and belong to something else, such as a role of your own. Every "
        "other one that the collection does not know is refused, since it may be misspelt.",
        default=None,
        example=["webex_floor_plan"],
    )
    webex_strict: Flag = key(
        "Do nothing for any customer when one of them has a mistake in its declaration. Otherwise the others go on.",
        default=False,
    )
    webex_validation_file: OutputFile | None = setting(InventoryOptions, "validation_file")
    webex_fail_on_drift: Flag | None = setting(
        DriftInfoOptions, "fail_on_drift", own="Let customers with drift fail, in the playbook for drift."
    )
    webex_drift_audit: Flag | None = setting(
        DriftInfoOptions,
        "audit",
        own=[
            "Tell who has changed what differs, and when, in the playbook for drift: from Webex's audit log, which is "
            "read for customers with drift.",
            "Needs the scope C(audit:events_read); without it there is a warning.",
        ],
    )
    webex_drift_audit_days: CountFromOne | None = setting(DriftInfoOptions, "audit_days")
    # For all modules for a customer: those that take an external ID as well describe it in another way.
    webex_customer_id: Text | None = setting(
        CustomerOptions,
        "customer_id",
        own=[
            "ID of the customer, to change its external ID, or to name it where two have the same. For one host only.",
            "Refused when another host of the play has it, or declares the external ID that the customer has.",
        ],
    )
    webex_access_token: Secret | None = setting(Connection, "access_token", elsewhere=True)
    webex_client_id: Secret | None = setting(Connection, "client_id", elsewhere=True)
    webex_client_secret: Secret | None = setting(Connection, "client_secret", elsewhere=True)
    webex_refresh_token: Secret | None = setting(Connection, "refresh_token", elsewhere=True)
    webex_token_cache: FilePath | None = setting(Connection, "token_cache", elsewhere=True)
    webex_api_url: str | None = setting(Connection, "api_url", elsewhere=True)
    webex_validate_certs: Flag | None = setting(Connection, "validate_certs")
    webex_ca_path: FilePath | None = setting(Connection, "ca_path", elsewhere=True)
    webex_allow_http: Flag | None = setting(Connection, "allow_http")
    webex_request_timeout: SomeSeconds | None = setting(Connection, "request_timeout")
    webex_retry_timeout: SomeSeconds | None = setting(Connection, "retry_timeout")
    webex_requests_per_minute: Count | None = setting(Connection, "requests_per_minute")
    webex_workers: CountFromOne | None = setting(Workers, "workers")
    webex_progress_interval: Seconds = key(
        "Seconds between two lines that tell how far long work is; 0 keeps silent.",
        default=INTERVAL_S,
        unit="seconds",
    )
    webex_run_on: RunOn = key(
        "Where modules run. V(host) is for C(delegate_to) a machine that reaches Webex and has Python and the "
        "libraries of the collection.",
        default=CONTROLLER,
    )
    # For several modules, each of which describes what Webex checks.
    webex_precheck: Flag | None = setting(
        CustomerOptions,
        "precheck",
        own="Ask Webex's precheck: about new templates, customers and numbers, and in check mode about new users.",
    )
    webex_plan_file: OutputFile | None = key(
        [
            "File of a saved plan, relative to the working directory.",
            "A run in check mode writes it. A run without does for each customer exactly what it says, or nothing.",
        ],
        default=None,
        example="plan.json",
    )
    webex_prune: Kinds | None = key(
        [
            "Kinds of objects that are removed when they left the inventory; none when it is not set.",
            "With V(numbers), numbers that are declared at another location than they have move there. These do not "
            "count for the limits.",
            "With V(admins), people who are not among the administrators lose their administrator roles.",
        ],
        default=None,
    )
    webex_prune_max_count: Count | None = setting(UsersOptions, "prune_max_count")
    webex_prune_max_percent: Count | None = setting(UsersOptions, "prune_max_percent")
    webex_prune_numbers_max_count: Count | None = setting(PhoneNumbersOptions, "prune_max_count")
    webex_prune_numbers_max_percent: Count | None = setting(PhoneNumbersOptions, "prune_max_percent")
    webex_prune_locations_max_count: Count | None = setting(LocationsOptions, "prune_max_count")
    webex_prune_locations_max_percent: Count | None = setting(LocationsOptions, "prune_max_percent")
    webex_prune_admins_max_count: Count | None = setting(AdminRolesOptions, "prune_max_count")
    webex_prune_admins_max_percent: Count | None = setting(AdminRolesOptions, "prune_max_percent")
    webex_prune_numbers_in_use: Flag | None = setting(PhoneNumbersOptions, "prune_in_use")
    webex_protected_users: Emails | None = setting(
        UsersOptions,
        "protected_users",
        also="Administrators are protected anyway. What roles these people have stays as well.",
    )
    webex_protected_locations: Names | None = setting(
        LocationsOptions, "protected_locations", also="The headquarters are protected anyway."
    )
    webex_exclusive_roles: Flag | None = setting(AdminRolesOptions, "exclusive")
    webex_allow_admin_package_change: Flag | None = setting(UsersOptions, "allow_admin_package_change")
    webex_compare_name: Flag | None = setting(CustomerOptions, "compare_name")
    webex_compare_location_details: Flag | None = setting(LocationsOptions, "details")
    webex_compare_profile: Flag | None = setting(UsersOptions, "compare_profile")
    webex_resend_consent: Flag | None = setting(UsersOptions, "resend_consent")
    webex_wait_timeout: Seconds | None = setting(Waiting, "wait_timeout")
    webex_review_timeout: Seconds | None = setting(Waiting, "review_timeout")
    webex_poll_interval: SomeSeconds | None = setting(Waiting, "poll_interval")
    webex_job_timeout: SomeSeconds | None = setting(
        UsersOptions,
        "job_timeout",
        own="Seconds to wait for a job of Webex that moves users, changes a routing prefix, or switches calling off.",
    )
    webex_accept_errors: Flag | None = setting(Waiting, "accept_errors")
    webex_update_limits: UpdateLimits | None = setting(CustomerOptions, "update_limits")
    # No setting of the option record_dir, without which nothing is remembered.
    webex_customer_record_dir: Text | None = key(
        "Folder of the records of customers, which remember what Webex does not return; C(.webex/customers) beside the "
        "inventory when it is not set.",
        default=None,
    )
    webex_ignore_drift: Differences | None = setting(CustomerOptions, "ignore_drift")
    webex_template_driver: TemplateDriver | None = setting(TemplateOptions, "driver")
    # No setting of the option record_dir, which has no default: only a play knows where its inventory is.
    webex_template_record_dir: Text | None = key(
        "Folder of the records of confirmed templates, with driver V(manual); C(.webex/onboarding-templates) beside "
        "the inventory when it is not set.",
        default=None,
    )
    webex_templates_confirmed: Flag | None = setting(TemplateOptions, "confirmed")
    webex_templates_fail_on_drift: Flag | None = setting(TemplateOptions, "fail_on_drift")
    webex_template_precheck_email: Email | None = setting(TemplateOptions, "precheck_email")
    webex_template_precheck_address: Address | None = setting(TemplateOptions, "precheck_address")
    webex_template_service_url: Text | None = setting(TemplateOptions, "template_service_url")
    webex_template_service_token: Secret | None = setting(TemplateOptions, "template_service_token")
    webex_setup_assist: Flag = key(
        "Prepare a request for Setup Assist, the paid service of Cisco that sets up locations and users.",
        default=False,
    )
    webex_setup_assist_notes: Lines | None = key("Text for the request for Setup Assist.", default=None)
    webex_setup_assist_folder: Text = key(
        "Folder of the requests for Setup Assist, relative to the inventory.", default=".webex/setup-assist"
    )


# Without pydantic a model has no fields. What is elsewhere is read by the tasks that need it.
ALL_SETTINGS = tuple(getattr(RunSettings, "model_fields", {}))
SETTINGS = tuple(name for name in ALL_SETTINGS if not marks_of(RunSettings, name).elsewhere)
