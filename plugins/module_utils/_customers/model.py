# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A customer with the data that Partner Hub's wizard and the Wholesale API take at creation, and the options of the
modules for customers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from .._declare.address import Address
from .._declare.called import called
from .._declare.connection import Connection, SubPartner
from .._declare.fields import key, like, marked
from .._declare.model import Declared
from .._declare.options import State, declare_precheck, declare_state
from .._declare.packages import CustomerPackage, UserPackage, any_calling, unmet_dependency
from .._declare.problem import Problem
from .._declare.types import (
    AnnouncementLanguage,
    Email,
    FilePath,
    Language,
    LocationName,
    PreviousName,
    Text,
    TimeZone,
    WholeNumber,
)
from .._declare.unicode_forms import composed
from .._declare.webex_ids import key_of
from .._engine.reviewed import ReviewedActions
from .._engine.tolerated import ToleratedDifferences
from .._thirdparty import ConfigDict
from .reference import declare_known_customer
from .waiting import Waiting

ADDITIONS, REMOVALS = "additions", "removals"
UpdateLimits = Literal["on_change", "always"]
Difference = Literal["address", "packages"]


class Headquarters(Declared):
    """The first location, which Webex creates together with the customer when a calling package is ordered."""

    name: LocationName = key("Name of the location, at most 80 characters.", example="Head Office")
    previous_name: PreviousName | None = key(
        "Name that the location had before; M(webex.wholesale.webex_locations) renames the location of this name. Not "
        "sent with the customer.",
        default=None,
        example="Main Building",
        local=True,
    )
    timezone: TimeZone = key("IANA time zone.", example="America/Los_Angeles")
    language: AnnouncementLanguage = key("Language of voice prompts and e-mails.", example="en_us", recorded=True)
    address: Address | None = key("Street address; the customer's own address when it is left out.", default=None)
    emergency_location_identifier: Text | None = key("For the countries that use it.", default=None)


class Customer(Declared):
    """A customer of the partner or of one of its sub-partners."""

    external_id: Text = key(
        [
            "The provider's own key; the customer is found by it.",
            "Two customers with the same external ID are refused, because which one is meant cannot be known.",
        ],
        example="acme-0001",
        identity=True,
    )
    name: Text | None = key(
        "Company name, without percent sign. Needed unless O(org_id) attaches an existing organization.",
        default=None,
        example="Acme Pizza",
        creation_only=True,
        recorded=True,
    )
    admin_email: Email | None = key(
        "E-mail address of the first administrator; it must not belong to another organization. Needed unless "
        "O(org_id) attaches an existing organization.",
        default=None,
        example="it@acme.example",
        creation_only=True,
        recorded=True,
    )
    template: Text | None = key(
        [
            "Name of the onboarding template; needed in the inventory.",
            "Webex takes it only when it makes a customer, and never returns it: the record remembers the name, "
            "and another one is reported once.",
        ],
        default=None,
        example="gold-us",
        local=True,
        recorded=True,
    )
    packages: list[CustomerPackage] = key(
        [
            "The complete set of packages.",
            "A package that left the set is refused unless O(allow_package_removal=true).",
        ],
        example=["webex_calling", "webex_meetings"],
        min_length=1,
    )
    package_limits: dict[CustomerPackage, WholeNumber] = key(
        "Ceiling per package, a whole number. Cannot be read back: sent at creation, with other changes, and when the "
        "record has other ones.",
        default={},
        example={"webex_calling": 50},
        recorded=True,
    )
    language: Language | None = key(
        "Language of the organization and its meeting site, with or without country.",
        default=None,
        example="en_US",
        creation_only=True,
        recorded=True,
    )
    address: Address = key(
        "Billing address, 50 characters a line. Keys that are left out keep what Webex has; V(null) clears."
    )
    headquarters: Headquarters | None = key(
        "First location, made by Webex together with the customer. Needed with any calling package.",
        default=None,
        creation_only=True,
    )
    meetings_timezone: TimeZone | None = key(
        "IANA time zone of the meeting site.",
        default=None,
        example="America/Los_Angeles",
        creation_only=True,
        recorded=True,
    )
    org_id: Text | None = key(
        [
            "Existing organization to attach instead of making a new one.",
            "The onboarding template has to allow administrator invitation e-mails. With 100 users or more, or with a "
            "verified or claimed domain, an administrator of the organization has to approve.",
            "Refused when another customer has the organization, and when the customer that is found has another one.",
        ],
        default=None,
        creation_only=True,
    )
    sub_partner_org_id: Text | None = like(SubPartner, "sub_partner_org_id")
    sub_partner_admin_email: Email | None = key(
        "Administrator of the sub-partner; only for customers of a sub-partner.",
        default=None,
        creation_only=True,
        recorded=True,
    )
    protected: bool = key("Never removed, whatever asks for it.", default=False, local=True)
    allow_package_removal: bool = key(
        "Allow packages to be taken away. Before that the users of the customer are listed, and when some have one of "
        "the packages it is refused with their names, in check mode as well.",
        default=False,
        local=True,
    )

    def rules(self) -> Iterator[Problem]:
        """Rules between keys."""
        if self.name and "%" in self.name:
            yield Problem(("name",), "a percent sign is not allowed in a customer's name.", "Remove the percent sign.")
        if not self.org_id:
            for key in ("name", "admin_email"):
                if getattr(self, key) is None:
                    remedy = f"Add the key {key}, or org_id when an existing organization is to be attached."
                    yield Problem((key,), "it is missing.", remedy)
        if self.org_id and self.sub_partner_org_id and key_of(self.org_id) == key_of(self.sub_partner_org_id):
            remedy = "Name the organization of the customer."
            yield Problem(("org_id",), "it is the organization of the sub-partner, and no customer.", remedy)
        if any_calling(self.packages) and not self.headquarters:
            yield Problem(
                ("headquarters",),
                "it is missing: with a calling package Webex makes the first location of the customer.",
                "Add headquarters with name, timezone and language.",
            )
        yield from self._package_rules()

    def _package_rules(self) -> Iterator[Problem]:
        for name in sorted(name for name, times in Counter(self.packages).items() if times > 1):
            yield Problem(("packages",), f"{name} is listed more than once.", "Name every package once.")
        for name in self.packages:
            needs = unmet_dependency(name, self.packages)
            if needs:
                remedy = f"Add at least one of {', '.join(needs)}, or remove {name}."
                yield Problem(("packages",), f"{name} cannot stand alone.", remedy)
        for name, limit in self.package_limits.items():
            if name not in self.packages:
                remedy = f"Add {name} to packages, or remove the limit."
                yield Problem(("package_limits", name), "the customer does not have this package.", remedy)
            if limit < 0:
                yield Problem(("package_limits", name), f"{limit} is less than 0.", "Use 0 or more.")


# Webex never gets them.
LOCAL_OF_CUSTOMER = marked(Customer, "local")
LOCAL_OF_HEADQUARTERS = marked(Headquarters, "local")


class UserToCome(Declared):
    """The keys of a user, declared for a later task, that matter for the customer; other keys are ignored."""

    model_config = ConfigDict(extra="ignore")

    email: Email = key("E-mail address.", identity=True)
    package: UserPackage = key("The user's main package.")

    @property
    def key(self) -> str:
        """The address for comparisons, which are case-insensitive."""
        return self.email.casefold()


class CustomerOptions(State, ReviewedActions, ToleratedDifferences, Waiting, SubPartner, Connection):
    """Options of webex_customer."""

    OF = Customer
    RULES = {  # noqa: RUF012 - never changed
        "required_one_of": [("external_id", "customer_id", "from_inventory")],
        "mutually_exclusive": [("users", "users_file")],
    }

    state: str = declare_state(
        "V(present) makes or changes the customer.",
        "V(absent) cuts the tie between the Wholesale customer and its organization. The organization, its people and "
        "their e-mail addresses remain. A customer that has users is refused unless O(remove_with_users=true).",
    )
    from_inventory: bool = key(
        "In a playbook, take what the task does not set from the variables of the host, named as those of role "
        "P(webex.wholesale.onboard#role).",
        default=False,
    )
    customer_id: Text | None = key(
        [
            "ID of the customer, to name it when its external ID is to be changed or is not unique.",
            "With O(external_id) of another customer it is refused, whether Webex has that customer or another host of "
            "the inventory declares it. With O(state=absent) O(external_id) has to be the one the customer has, or "
            "left out.",
        ],
        default=None,
    )
    provisioning_id: Text | None = key(
        "Provisioning ID of the onboarding template. Needed for a new customer.", default=None
    )
    missing_when_new: list[str] = key(
        [
            "What the declaration of everything below the customer lacks should the customer be new, as "
            "M(webex.wholesale.webex_inventory) returned it for the host.",
            "When Webex does not have the customer, the task fails with it before anything is sent, in check mode as "
            "well: later tasks could not finish the customer.",
        ],
        default=[],
    )
    package_changes: Literal["all", "additions", "removals"] = key(
        [
            "V(all) sends the complete set at once.",
            "V(additions) changes everything but leaves the packages that left O(packages) with the customer, so that "
            "users can be moved to other ones first. The result names them in RV(customer.packages_leaving). Users "
            "that would keep one of them by O(users) and O(prune_users) are refused before anything is sent.",
            "V(removals) takes these packages away and does nothing else. In check mode the users count as O(users) "
            "and O(prune_users) say, otherwise as they are.",
        ],
        default="all",
    )
    users: list[UserToCome] | None = key(
        "The users that a later task with M(webex.wholesale.webex_users) is going to keep, in the same words; see "
        "O(package_changes). Nothing is done to them here.",
        default=None,
        bulk=True,
    )
    users_file: FilePath | None = key("The same as a CSV file.", default=None)
    prune_users: bool = key("A later task removes users that are not declared.", default=False)
    protected_users: list[Email] = key("E-mail addresses of users that this later task does not remove.", default=[])
    remove_with_users: bool = key(
        [
            "With O(state=absent), remove a customer although it has users. All of them lose package and number, and "
            "their addresses stay bound to the organization.",
            "Without it a customer that has users is refused, with their number and names, in check mode as well.",
        ],
        default=False,
    )
    compare_name: bool = key(
        [
            "Keep the name of the organization in step with O(name) of the customer, which costs one more request.",
            "Needs the scope C(identity:organizations_rw) for a change.",
        ],
        default=False,
    )
    update_limits: UpdateLimits = key(
        [
            "V(on_change) sends O(package_limits) at creation, when something else changes, and when the record has "
            "other ones.",
            "V(always) sends them with every run, which is then always changed.",
        ],
        default="on_change",
    )
    record_dir: FilePath | None = key(
        [
            "Folder on the controller, with one file for each customer, which remembers what Webex was sent and does "
            "not return: O(package_limits), and O(name), O(admin_email), O(language), O(headquarters), "
            "O(meetings_timezone) and O(sub_partner_admin_email) as the customer was made with them. Relative to the "
            "inventory, or to the working directory where the inventory has no folder. Put it under version control.",
            "Limits that differ from the record are sent. The other values Webex takes only at creation: when they "
            "differ, a warning says once what to do, and the new value is recorded. Without a file nothing is sent, "
            "and what is declared is recorded.",
            "Without it nothing is remembered, and such differences are not seen. In check mode nothing is written.",
        ],
        default=None,
    )
    record: dict[str, Any] | None = key(
        "What is remembered, as RV(record) of an earlier run; empty when nothing was remembered yet. Nothing is then "
        "read from O(record_dir) or written to it.",
        default=None,
    )
    ignore_drift: list[Difference] = key(
        "Differences of the customer that are accepted, for a service that writes them differently.", default=[]
    )
    precheck: bool = declare_precheck("Ask Webex's precheck before a creation, also in check mode.")
    known_customer: dict[str, Any] | None = declare_known_customer(
        "Many customers are read with few requests that way. Passed over when it has another external ID."
    )
    declared_elsewhere: dict[str, Any] | None = key(
        [
            "External IDs of customers that are declared elsewhere, and by what. O(customer_id) of one of them is "
            "refused, because it would take that customer over.",
            "Left out, the other hosts of the inventory are looked at, when an external ID is about to be changed.",
        ],
        default=None,
    )
    only_shown: bool = key(
        "The plan is looked at and never carried out: a package that would be taken away is a difference like others.",
        default=False,
        hidden=True,
    )
    look_elsewhere: Callable[[], Mapping[str, str]] | None = key(
        "The same as a function, which takes its time: it is called when an external ID is about to be changed.",
        default=None,
        hidden=True,
    )
    wait: bool = key(
        [
            "Wait until Webex has built, changed or removed the customer, and fail when that goes wrong.",
            "With V(false) the status is returned as it is; M(webex.wholesale.webex_customer_info) can wait later, for "
            "many customers at the same time.",
        ],
        default=True,
    )

    @property
    def external_id(self) -> str:
        """The external ID in composed Unicode form; empty when the customer is named by its ID only."""
        return composed(str(self.entry.get("external_id") or ""))

    @property
    def org_id(self) -> str:
        """The organization that the customer has to have; empty when none is named."""
        return str(self.entry.get("org_id") or "")

    @property
    def protected(self) -> bool:
        """Whether the customer is protected from removal."""
        return bool(self.entry.get("protected"))

    def host_of(self, external_id: str) -> str:
        """The host that declares the external ID of another customer; empty when none is known."""
        declared = self.declared_elsewhere
        if declared is None:
            declared = dict(self.look_elsewhere()) if self.look_elsewhere else {}
        return str(declared.get(external_id, ""))

    def rules(self) -> Iterator[Problem]:
        """A customer that is to be removed has to be named."""
        if self.absent and not (self.external_id or self.customer_id):
            yield Problem(("external_id",), "it is missing.", f"Add external_id or {called('customer_id')}.")


class CustomerInfoOptions(Waiting, SubPartner, Connection):
    """Options of webex_customer_info."""

    RULES = {  # noqa: RUF012 - never changed
        "mutually_exclusive": [("external_id", "customer_id", "external_ids")],
        "required_if": [("wait", True, ("external_id", "customer_id"), True)],
    }

    external_id: Text | None = key("Only the customer with exactly this external ID.", default=None)
    external_ids: list[Text] | None = key(
        [
            "Only the customers with these external IDs, in one listing for all of them.",
            "The listing is given up, and no customer returned, when it costs more than a tenth of one look-up for "
            "each. A customer that is missing from the result may exist all the same.",
            "An external ID that two customers have is left out.",
        ],
        default=None,
    )
    user_counts: dict[str, int] = key(
        [
            "Numbers of users that are about to be compared, by external ID. Beside O(external_ids), the users of "
            "these customers are returned as well where one listing of all users costs at most half as many requests "
            "as a list for each customer.",
            "Whether it does is estimated from these numbers and the number of all customers. A listing that turns out "
            "to be longer is given up.",
        ],
        default={},
        example={"acme-0001": 12},
    )
    customer_id: Text | None = key("Only the customer with this ID.", default=None)
    org_id: Text | None = key("Only the customer of this organization.", default=None)
    status: (
        Literal[
            "provisioning",
            "updating",
            "pending_rpl_review",
            "provisioned",
            "provisioned_with_errors",
            "error",
            "deleting",
        ]
        | None
    ) = key("Only customers in this status.", default=None)
    include_licenses: bool = key(
        "Return the license IDs of each package too, which costs one request per customer.", default=False
    )
    wait: bool = key("Wait until the customer is provisioned. Needs O(external_id) or O(customer_id).", default=False)
