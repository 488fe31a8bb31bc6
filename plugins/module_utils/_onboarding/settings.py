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

from .._declare.address import Address
from .._declare.fields import key, marks_of
from .._declare.model import Declared
from .._declare.types import Email, FilePath, LocationName, Text, countable, flaw, number_as_text, quoted
from .._thirdparty import BeforeValidator, ConfigDict

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
    """The settings, by the names of their variables; null and absent are the default, which is that of the option."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    webex_hosts: str | list[str] | None = key(
        "Hosts of the play, a pattern or a list of patterns; all of the inventory when it is not set.",
        default=None,
        elsewhere=True,
    )
    webex_customer_id: Text | None = key(
        [
            "ID of the customer, to change its external ID, or to name it where two have the same. For one host only.",
            "Refused when another host of the play has it, or declares the external ID that the customer has.",
        ],
        default=None,
        default_of="webex_customer.customer_id",
    )
    webex_access_token: Secret | None = key(
        "Access token of a partner full administrator's integration or service app. Either this or "
        "C(webex_client_id), C(webex_client_secret) and C(webex_refresh_token) is needed; this one wins.",
        default=None,
        default_of="webex_customer.access_token",
        secret=True,
        elsewhere=True,
    )
    webex_client_id: Secret | None = key(
        "Client ID of the integration, for refreshing the access token.",
        default=None,
        default_of="webex_customer.client_id",
        elsewhere=True,
    )
    webex_client_secret: Secret | None = key(
        "Client secret of the integration.",
        default=None,
        default_of="webex_customer.client_secret",
        secret=True,
        elsewhere=True,
    )
    webex_refresh_token: Secret | None = key(
        "Refresh token of the integration. It dies when it is not used for 90 days.",
        default=None,
        default_of="webex_customer.refresh_token",
        secret=True,
        elsewhere=True,
    )
    webex_token_cache: FilePath | None = key(
        "File that keeps the refreshed access token; a file below C(~/.cache/webex_wholesale) when it is not set.",
        default=None,
        default_of="webex_customer.token_cache",
        elsewhere=True,
    )
    webex_api_url: str | None = key(
        "Base URL of the Webex API, with version.", default=None, default_of="webex_customer.api_url", elsewhere=True
    )
    webex_validate_certs: Flag | None = key(
        "Whether TLS certificates are verified.", default=None, default_of="webex_customer.validate_certs"
    )
    webex_ca_path: FilePath | None = key(
        "Bundle of certificate authorities to trust instead of the default one.",
        default=None,
        default_of="webex_customer.ca_path",
        elsewhere=True,
    )
    webex_allow_http: Flag | None = key(
        "Allow plain HTTP to another machine than this one, which sends the token unencrypted.",
        default=None,
        default_of="webex_customer.allow_http",
    )
    webex_request_timeout: SomeSeconds | None = key(
        "Seconds for one answer, and as many for its body.",
        default=None,
        default_of="webex_customer.request_timeout",
        unit="seconds",
    )
    webex_retry_timeout: SomeSeconds | None = key(
        "Seconds of repeating one request, and of waiting in line after others were answered 429.",
        default=None,
        default_of="webex_customer.retry_timeout",
        unit="seconds",
    )
    webex_requests_per_minute: Count | None = key(
        "Requests per minute of all customers and runs on this machine, when the limit of Webex is known; 0 finds the "
        "pace by trying.",
        default=None,
        default_of="webex_customer.requests_per_minute",
    )
    webex_workers: Workers | None = key(
        "Requests of one customer that may be under way at once; fewer while Webex calls it too many.",
        default=None,
        default_of="webex_users.workers",
    )
    webex_progress_interval: Seconds | None = key(
        "Seconds between two lines that tell how far long work is, 10 when it is not set; 0 keeps silent.",
        default=None,
        unit="seconds",
    )
    webex_run_on: Literal["controller", "host"] | None = key(
        "Where modules run. V(host) is for C(delegate_to) a machine that reaches Webex and has Python and the "
        "libraries of the collection; V(controller) when it is not set.",
        default=None,
    )
    webex_precheck: Flag | None = key(
        "Ask Webex's precheck: new templates and customers, and in check mode new users.",
        default=None,
        default_of="webex_customer.precheck",
    )
    webex_prune: Kinds | None = key(
        [
            "Kinds of objects that are removed when they left the inventory; none when it is not set.",
            "With V(numbers), numbers that are declared at another location than they have move there.",
        ],
        default=None,
    )
    webex_prune_max_count: Count | None = key(
        "A run that would remove more users of a customer stops first.",
        default=None,
        default_of="webex_users.prune_max_count",
    )
    webex_prune_max_percent: Count | None = key(
        "A run that would remove a larger share of them stops first.",
        default=None,
        default_of="webex_users.prune_max_percent",
        unit="percent",
    )
    webex_prune_numbers_max_count: Count | None = key(
        "A run that would remove more numbers of a customer stops first; those that move do not count.",
        default=None,
        default_of="webex_phone_numbers.prune_max_count",
    )
    webex_prune_numbers_max_percent: Count | None = key(
        "A run that would remove a larger share of them stops first.",
        default=None,
        default_of="webex_phone_numbers.prune_max_percent",
        unit="percent",
    )
    webex_prune_locations_max_count: Count | None = key(
        "A run that would remove more locations of a customer stops first.",
        default=None,
        default_of="webex_locations.prune_max_count",
    )
    webex_prune_locations_max_percent: Count | None = key(
        "A run that would remove a larger share of them stops first.",
        default=None,
        default_of="webex_locations.prune_max_percent",
        unit="percent",
    )
    webex_prune_numbers_in_use: Flag | None = key(
        "Try to remove numbers that somebody has as well. Main numbers always stay.",
        default=None,
        default_of="webex_phone_numbers.prune_in_use",
    )
    webex_protected_users: Emails | None = key(
        "E-mail addresses that are never removed; administrators are protected anyway.",
        default=None,
        default_of="webex_users.protected_users",
    )
    webex_protected_locations: Names | None = key(
        "Names of locations that are never removed, case-insensitive; the headquarters never are.",
        default=None,
        default_of="webex_locations.protected_locations",
    )
    webex_exclusive_roles: Flag | None = key(
        "Take away roles of the declared administrators that are not declared. Otherwise they stay.",
        default=None,
        default_of="webex_admin_roles.exclusive",
    )
    webex_allow_admin_package_change: Flag | None = key(
        "Change packages of full administrators too; Cisco does not support lowering them.",
        default=None,
        default_of="webex_users.allow_admin_package_change",
    )
    webex_compare_name: Flag | None = key(
        "Keep the name of the organization in step with the customer's name; one request more per customer.",
        default=None,
        default_of="webex_customer.compare_name",
    )
    webex_compare_location_details: Flag | None = key(
        "Compare announcement languages too; one request more per location.",
        default=None,
        default_of="webex_locations.details",
    )
    webex_compare_profile: Flag | None = key(
        "Compare names, title, department, number and extension of users too.",
        default=None,
        default_of="webex_users.compare_profile",
    )
    webex_resend_consent: Flag | None = key(
        "Send the consent e-mail to pending users again.", default=None, default_of="webex_users.resend_consent"
    )
    webex_wait_timeout: Seconds | None = key(
        "Seconds to wait for Webex to build a customer.",
        default=None,
        default_of="webex_customer.wait_timeout",
        unit="seconds",
    )
    webex_review_timeout: Seconds | None = key(
        "Seconds to wait on top for denied-party screening.",
        default=None,
        default_of="webex_customer.review_timeout",
        unit="seconds",
    )
    webex_poll_interval: SomeSeconds | None = key(
        "Seconds between the first two looks.",
        default=None,
        default_of="webex_customer.poll_interval",
        unit="seconds",
    )
    webex_accept_errors: Flag | None = key(
        "Take V(provisioned_with_errors) as good enough, and go on when Webex refuses a change of a customer in use.",
        default=None,
        default_of="webex_customer.accept_errors",
    )
    webex_update_limits: Literal["on_change", "always"] | None = key(
        "When limits of packages are sent; V(always) sends them with every run.",
        default=None,
        default_of="webex_customer.update_limits",
    )
    webex_ignore_drift: Differences | None = key(
        "Differences of the customer that are accepted.", default=None, default_of="webex_customer.ignore_drift"
    )
    webex_template_driver: Literal["manual", "rest"] | None = key(
        "Where onboarding templates live. V(manual) is Partner Hub, V(rest) a template service.",
        default=None,
        default_of="webex_onboarding_template.driver",
    )
    webex_template_record_dir: Text | None = key(
        "Folder of the records of confirmed templates, with driver V(manual); C(.webex/onboarding-templates) beside "
        "the inventory when it is not set.",
        default=None,
    )
    webex_templates_confirmed: Flag | None = key(
        "Partner Hub now has what is declared; record that.",
        default=None,
        default_of="webex_onboarding_template.confirmed",
    )
    webex_templates_fail_on_drift: Flag | None = key(
        "Fail, instead of warning, when a template is declared differently from its record.",
        default=None,
        default_of="webex_onboarding_template.fail_on_drift",
    )
    webex_template_precheck_email: Email | None = key(
        "E-mail address that nobody uses, for the precheck of a provisioning ID; that of a customer that uses the "
        "template when it is not set. With C(webex_template_precheck_address) as well nothing else of a customer is "
        "sent.",
        default=None,
        default_of="webex_onboarding_template.precheck_email",
    )
    webex_template_precheck_address: Address | None = key(
        "Address for the precheck of a provisioning ID; that of a customer that uses the template when it is not set.",
        default=None,
        default_of="webex_onboarding_template.precheck_address",
    )
    webex_template_service_url: Text | None = key(
        "Base URL of the template service. Needed with driver V(rest).",
        default=None,
        default_of="webex_onboarding_template.template_service_url",
    )
    webex_template_service_token: Secret | None = key(
        "Bearer token for the template service. Without it the Webex token is used, but only when the service is on "
        "the host of the API.",
        default=None,
        default_of="webex_onboarding_template.template_service_token",
        secret=True,
    )
    webex_setup_assist: Flag | None = key(
        "Prepare a request for Setup Assist, the paid service of Cisco that sets up locations and users; false when "
        "it is not set.",
        default=None,
    )
    webex_setup_assist_notes: Lines | None = key("Text for the request for Setup Assist.", default=None)
    webex_setup_assist_folder: Text | None = key(
        "Folder of the requests for Setup Assist, relative to the inventory; C(.webex/setup-assist) when it is not "
        "set.",
        default=None,
    )


# Without pydantic a model has no fields. What is elsewhere is read by the tasks that need it.
ALL_SETTINGS = tuple(getattr(RunSettings, "model_fields", {}))
SETTINGS = tuple(name for name in ALL_SETTINGS if not marks_of(RunSettings, name).elsewhere)
