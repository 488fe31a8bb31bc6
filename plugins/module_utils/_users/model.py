# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A user of a customer, a Wholesale subscriber with the profile of its person, and the options of the modules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from .._customers.reference import CustomerReference, PlannedCustomer
from .._declare.connection import Connection, SubPartner, Workers
from .._declare.fields import fields_of, key, listed_in, marked
from .._declare.model import Declared
from .._declare.options import (
    State,
    declare_job_timeout,
    declare_precheck,
    declare_prune_max_count,
    declare_prune_max_percent,
    declare_state,
)
from .._declare.packages import UserPackage, is_calling
from .._declare.problem import Problem
from .._declare.types import (
    Email,
    Extension,
    FilePath,
    LocationName,
    PhoneNumber,
    Text,
)
from .._engine.tolerated import ToleratedDifferences
from .._locations.model import KnownLocations
from .._thirdparty import SkipValidation


class User(Declared):
    """A user.

    Groups of fields: profile (of the person), calling (number and extension). Lists of Webex with values of fields:
    subscribers, people, and numbers, which covers many people with one request.
    """

    email: Email = key(
        "E-mail address; the user is found by it, case-insensitive.",
        example="ana.diaz@acme.example",
        identity=True,
        listed_in=("subscribers", "people"),
        control_hub="User ID/Email (Required)",
    )
    first_name: Text = key(
        "First name.",
        example="Ana",
        group="profile",
        listed_in=("people", "numbers"),
        control_hub="First Name",
    )
    last_name: Text = key(
        "Last name.",
        example="Diaz",
        group="profile",
        listed_in=("people", "numbers"),
        control_hub="Last Name",
    )
    package: UserPackage = key(
        "The user's main package, one of the customer's.",
        example="webex_calling",
        listed_in=("subscribers",),
        control_hub="Package",
    )
    location: LocationName | None = key(
        [
            "Name of the location; only with a calling package. New users are at the headquarters when it is left out.",
            "A user that is at another location is moved by a job of Webex, together with its extension and, unless "
            "another number is given, its number.",
        ],
        default=None,
        example="Head Office",
        listed_in=("people", "numbers"),
        control_hub="Location",
    )
    number: PhoneNumber | None = key(
        "Phone number in E.164 form; only with a calling package, which needs O(number), O(extension) or both.",
        default=None,
        example="+14085550101",
        group="calling",
        listed_in=("people", "numbers"),
        control_hub="Phone Number",
    )
    extension: Extension | None = key(
        "Extension, in quotes; only with a calling package.",
        default=None,
        example="101",
        group="calling",
        listed_in=("people", "numbers"),
        control_hub="Extension",
    )
    display_name: Text | None = key(
        ["Name shown to others.", "Webex makes it of first and last name when it is left out."],
        default=None,
        group="profile",
        after_creation=True,
        listed_in=("people",),
        control_hub="Display Name",
    )
    title: Text | None = key(
        ["Job title.", "V(null) clears it."],
        default=None,
        group="profile",
        after_creation=True,
        listed_in=("people",),
        control_hub="Title",
    )
    department: Text | None = key(
        ["Department.", "V(null) clears it."],
        default=None,
        group="profile",
        after_creation=True,
        listed_in=("people",),
        control_hub="Department",
    )

    @property
    def key(self) -> str:
        """The address for comparisons, which are case-insensitive."""
        return self.email.casefold()

    @property
    def calling(self) -> bool:
        """Whether the package includes calling."""
        return is_calling(self.package)

    def rules(self) -> Iterator[Problem]:
        """Packages with calling need calling data, and the other ones have none."""
        if self.calling and not (self.number or self.extension):
            yield Problem(
                ("extension",),
                f"package {self.package} makes calls, but neither number nor extension is given.",
                "Add extension, number or both.",
            )
        if not self.calling:
            for key in ("location", "number", "extension"):
                if getattr(self, key) is not None:
                    remedy = f"Remove {key}, or choose a calling package."
                    yield Problem((key,), f"package {self.package} makes no calls, but {key} is given.", remedy)


PROFILE = fields_of(User, "profile")
CALLING = fields_of(User, "calling")
# The request that creates a user does not have them.
AFTER_CREATION = marked(User, "after_creation")
# Fields of an owner that the list of numbers has, and those that it does not have.
IN_NUMBER_LIST = listed_in(User, PROFILE, "numbers")
NOT_IN_NUMBER_LIST = tuple(name for name in PROFILE if name not in IN_NUMBER_LIST)


# Checked by `read_users`, which reports the mistakes of all rows at once, with their lines in a file.
RawUser = Annotated[User, SkipValidation()]


class ManagedUsers(KnownLocations):
    """Options of modules that create and change users."""

    default_location: LocationName | None = key(
        "Name of the location of users that name none. With a single location in the organization it is that one.",
        default=None,
    )
    planned_numbers: list[str] = key(
        "Numbers that an earlier task adds; in check mode, users who get one of them are not prechecked.", default=[]
    )
    planned_packages: list[str] = key(
        "Packages that the customer gets from an earlier task; in check mode, new users with one of them are not "
        "prechecked.",
        default=[],
    )
    full_admins: list[str] = key("E-mail addresses of users that are declared full administrators.", default=[])
    allow_admin_package_change: bool = key(
        "Change the package of a full administrator. Cisco does not support lowering it, and publishes no order of "
        "packages, so every change is refused otherwise.",
        default=False,
    )
    compare_profile: bool = key(
        "Compare names, title and so on, number and extension of users too, which costs one more list request per 100 "
        "people.",
        default=True,
    )
    resend_consent: bool = key(
        "Send the consent e-mail again to users that are V(pending_user_migration). Every run with it sends one.",
        default=False,
    )
    precheck: bool = declare_precheck(
        "In check mode, ask Webex whether it would accept each new user, and each move to another location."
    )
    job_timeout: float = declare_job_timeout(
        "the job of Webex that moves users to another location, and for one that runs already"
    )
    location_names: dict[str, str] = key(
        "Names by ID of locations that are not declared, from which users may come.", default={}, hidden=True
    )
    planned_connections: list[str] = key(
        "Names of locations that the same run connects to the PSTN; Webex is not asked about moves to them.",
        default=[],
        hidden=True,
    )
    moving_numbers: list[str] = key(
        "Numbers that the same run moves to other locations: whoever gives one up does so before.",
        default=[],
        hidden=True,
    )
    numbers_listed: bool = key(
        "The list of numbers was read by an earlier step with the same session, and costs nothing.",
        default=False,
        hidden=True,
    )
    known_users: list[dict[str, Any]] = key(
        "The users of the customer as a listing of those of all customers returned them; empty without one.",
        default=[],
        hidden=True,
    )


class CommonOptions(ManagedUsers, CustomerReference, PlannedCustomer, SubPartner, Connection):
    """Options of webex_users and webex_user."""


class UsersOptions(ToleratedDifferences, CommonOptions, Workers):
    """Options of webex_users."""

    RULES = {  # noqa: RUF012 - never changed
        "required_one_of": [("users", "users_file")],
        "mutually_exclusive": [("users", "users_file")],
    }

    users: list[RawUser] | None = key("The users. Either this or O(users_file) is needed.", default=None, bulk=True)
    users_file: FilePath | None = key(
        [
            "CSV file (UTF-8) with a header row; columns are named like the keys of O(users), or as in Control Hub's "
            "user export.",
            "A relative path is looked for in the host's C(host_vars) folder, beside the inventory, and in the working "
            "directory. The file may be encrypted by ansible-vault.",
        ],
        default=None,
    )
    prune: bool = key(
        "Take the package away from users that are not declared, within the limits below. Their persons remain.",
        default=False,
    )
    prune_max_count: int = declare_prune_max_count(
        "users", 10, "Users whose calling package is taken away count as well, whatever O(prune) says."
    )
    prune_max_percent: int = declare_prune_max_percent("users", 20)
    protected_users: list[Email] = key("E-mail addresses of users that are never removed.", default=[])


class UserOptions(State, CommonOptions):
    """Options of webex_user; those of the user itself are the fields of User."""

    OF = User
    NEEDED = ("email",)

    state: str = declare_state(
        "V(present) makes or changes the user.",
        "V(absent) takes the package away. The person and its e-mail address remain in the organization.",
    )


class UserInfoOptions(CustomerReference, SubPartner, Connection):
    """Options of webex_user_info."""

    email: Email | None = key("Only the user with this e-mail address.", default=None)
    status: Literal["provisioned", "pending_user_migration"] | None = key("Only users in this status.", default=None)
    profile: bool = key(
        "Return the profile too (names, title and so on), which costs one more list request per 100 people.",
        default=False,
    )
