# SPDX-License-Identifier: GPL-3.0-or-later
"""Inventories of given sizes, as files: per customer one YAML file and one CSV file with its users."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import phonenumbers
import yaml

HEAD_OFFICE = "Head Office"
PACKAGE = "webex_calling"
FULL_ADMIN = "Full administrator"
TEMPLATE = {
    "name": "gold-us",
    "service_provider_admin": "onboarding@provider.example",
    "country": "US",
    "email_language": "en_US",
    "wholesale_subscription": "Sub100448",
    "authentication": {"method": "webex"},
    "brand_name": "Provider Voice",
    "allow_admin_invite_emails": True,
    "allow_webex_calls": True,
}
ADDRESS = {"line1": "771 Alder Drive", "city": "Milpitas", "state": "CA", "postal_code": "95035", "country": "US"}
FIRST_NAMES = ("Ana", "Bo", "Cleo", "Dmitri", "Eve", "Farid", "Grace", "Hugo", "Imani", "Jack")
LAST_NAMES = ("Diaz", "Larsen", "Marsh", "Novak", "Oduya", "Petrov", "Quist", "Rahman", "Sato", "Torres", "Varga")

Row = dict[str, str]


@dataclass(frozen=True)
class Size:
    """How much one customer has.

    Attributes:
        users: All with calling, a number and an extension; the first one is the administrator of creation.
        locations: The first one is the head office.
        spare_numbers: Numbers per location that nobody has, beside the main number.
        admins: Whether the first user's administrator role is declared.
    """

    users: int
    locations: int = 1
    spare_numbers: int = 0
    admins: bool = False


@dataclass(frozen=True)
class Customer:
    """One customer: its declaration, and where it stands."""

    host: str
    inventory: Path
    declaration: dict[str, Any]
    users: tuple[Row, ...]

    @property
    def external_id(self) -> str:
        """The key that Webex keeps."""
        return str(self.declaration["webex_customer"]["external_id"])

    @property
    def users_csv(self) -> Path:
        """The users as the collection reads them."""
        return self.inventory / "host_vars" / self.host / "users.csv"

    @property
    def users_json(self) -> Path:
        """The same users as extra variables, for playbooks that loop over them."""
        return self.inventory.with_suffix(".users.json")


def fictitious_numbers() -> Iterator[str]:
    """Yield numbers that are set aside for fiction: 555-0100 to 555-0199 of every area code of the United States."""
    for area in range(200, 1000):
        first = phonenumbers.parse(f"+1{area}5550100")
        if phonenumbers.region_code_for_number(first) == "US":
            yield from (f"+1{area}55501{last:02}" for last in range(100))


def make(folder: Path, sizes: dict[str, Size], numbers: Iterator[str], *, apart: bool = False) -> list[Customer]:
    """Write the customers and return them.

    Parameters:
        folder: Where the inventory goes.
        sizes: By name of the host.
        numbers: Where the phone numbers come from.
        apart: An inventory of its own for each customer instead of one for all.
    """
    customers = []
    for host, size in sizes.items():
        inventory = folder / host if apart else folder / "all"
        customers.append(_customer(host, inventory, size, numbers))
    for inventory in {customer.inventory for customer in customers}:
        _write(inventory, [customer for customer in customers if customer.inventory == inventory])
    return customers


def _customer(host: str, inventory: Path, size: Size, numbers: Iterator[str]) -> Customer:
    key = host.replace("_", "-")
    names = [HEAD_OFFICE, *(f"Branch {number}" for number in range(2, size.locations + 1))]
    of_location: dict[str, list[str]] = {name: [next(numbers) for _ in range(1 + size.spare_numbers)] for name in names}
    users = []
    for index in range(size.users):
        location = names[index % len(names)]
        of_location[location].append(next(numbers))
        users.append(
            {
                "email": f"u{index:05}@{key}.example",
                "first_name": FIRST_NAMES[index % len(FIRST_NAMES)],
                "last_name": LAST_NAMES[index % len(LAST_NAMES)],
                "package": PACKAGE,
                "location": location,
                "number": of_location[location][-1],
                "extension": str(10000 + index),
            }
        )
    admin = users[0]["email"] if users else f"it@{key}.example"
    declaration: dict[str, Any] = {
        "webex_customer": {
            "external_id": key,
            "name": f"Company {key}",
            "admin_email": admin,
            "template": TEMPLATE["name"],
            "packages": [PACKAGE, "webex_meetings"],
            "language": "en_US",
            "address": ADDRESS,
            "headquarters": {"name": HEAD_OFFICE, "timezone": "America/Los_Angeles", "language": "en_us"},
        },
        "webex_locations": [_location(name, of_location[name]) for name in names],
        "webex_users_file": "users.csv",
    }
    if size.admins:
        declaration["webex_admins"] = [{"email": admin, "roles": [FULL_ADMIN]}]
    return Customer(host, inventory, declaration, tuple(users))


def _location(name: str, numbers: Sequence[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"name": name}
    if name != HEAD_OFFICE:
        place |= {"address": ADDRESS | {"line1": f"{name} Street"}, "timezone": "America/Los_Angeles"}
        place |= {"language": "en_us"}
    return place | {"pstn": {"provider": "Local Carrier"}, "numbers": list(numbers), "main_number": numbers[0]}


def _write(inventory: Path, customers: Sequence[Customer]) -> None:
    shared = inventory / "group_vars" / "all" / "shared.yml"
    shared.parent.mkdir(parents=True)
    shared.write_text(_yaml({"webex_template_driver": "rest", "webex_onboarding_templates": [TEMPLATE]}))
    hosts = {customer.host: None for customer in customers}
    (inventory / "hosts.yml").write_text(_yaml({"all": {"hosts": hosts}}))
    for customer in customers:
        folder = customer.users_csv.parent
        folder.mkdir(parents=True)
        (folder / "customer.yml").write_text(_yaml(customer.declaration))
        columns = ("email", "first_name", "last_name", "package", "location", "number", "extension")
        with customer.users_csv.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(customer.users)
        if len(customers) == 1:
            customer.users_json.write_text(json.dumps({"bench_users": customer.users}))


def _yaml(data: Any) -> str:
    # Without aliases, as a person writes it.
    dumper = type("Plain", (yaml.SafeDumper,), {"ignore_aliases": lambda self, data: True})
    return "---\n" + yaml.dump(data, Dumper=dumper, sort_keys=False, width=1000, default_flow_style=False)
