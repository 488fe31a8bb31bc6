# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole tenant made up from a seed: its inventory as files, and what must exist once that was carried out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.functional.support import ATTACH, GOLD, TEMPLATE, dump, write_csv

from .places import COMPANIES, COUNTRIES, FIRST_NAMES, LAST_NAMES, Country

Host = dict[str, Any]

CALLING = ("webex_calling", "webex_calling_standard", "webex_voice", "webex_suite")
MEETINGS = "webex_meetings"
# Connections that the sandbox offers to everybody.
CARRIERS = ("Local Carrier", "Global SIP Provider")
TRUNK = "Y2lzY29zcGFyazovL3VzL1RSVU5LL21haW4tdHJ1bms"
FULL = "Full administrator"
ROLES = ("User administrator", "Device administrator", "Read-only administrator", "Support administrator")
COLUMNS = ("email", "first_name", "last_name", "package", "location", "number", "extension", "title", "display_name")
DRIVERS = ("rest", "manual")
# What the example seed calls the templates that were made by hand.
BY_HAND = {GOLD: "partner-us", ATTACH: "partner-attach"}


@dataclass(frozen=True)
class Tenant:
    """Templates, and by inventory host what it declares."""

    driver: str
    templates: list[dict[str, Any]]
    hosts: dict[str, Host]

    def write(self, folder: Path) -> Path:
        """Write the inventory: users of every second customer as CSV."""
        (folder / "group_vars" / "all").mkdir(parents=True)
        shared = {"webex_template_driver": self.driver, "webex_onboarding_templates": self.templates}
        _write(folder / "group_vars" / "all" / "templates.yml", shared)
        _write(folder / "hosts.yml", {"all": {"hosts": dict.fromkeys(self.hosts)}})
        for index, (host, declared) in enumerate(self.hosts.items()):
            place = folder / "host_vars" / host
            place.mkdir(parents=True)
            users = declared["webex_users"]
            rest = {key: value for key, value in declared.items() if key != "webex_users"}
            if index % 2:
                rows = [[user.get(column) or "" for column in COLUMNS] for user in users]
                write_csv(place / "users.csv", [COLUMNS, *rows])
                _write(place / "customer.yml", {**rest, "webex_users_file": "users.csv"})
            else:
                _write(place / "customer.yml", rest)
                _write(place / "users.yml", {"webex_users": users})
        return folder

    def expected(self) -> dict[str, Any]:
        """What the sandbox must hold after a run, in the shape that `verdict` compares."""
        names = {row["name"]: str(BY_HAND.get(row.get("provisioning_id", ""), row["name"])) for row in self.templates}
        customers = {host["webex_customer"]["external_id"]: _expected(host, names) for host in self.hosts.values()}
        return {"templates": list(names) if self.driver == "rest" else [], "customers": customers}


def make(
    seed: int, *, customers: int = 3, users: int = 12, locations: int = 3, numbers: int = 6, driver: str = "rest"
) -> Tenant:
    """Make a tenant up: the same seed and sizes give the same tenant.

    Parameters:
        customers: How many; the first has locations, some of the others hold meetings only.
        users: Of all customers together, at least one each.
        locations: At most per customer.
        numbers: At most per location, at least two.
        driver: Of the templates, rest or manual.
    """
    if users < customers or locations < 1 or numbers < 2 or driver not in DRIVERS:
        raise ValueError("Too few users, locations or numbers, or no such driver.")
    random = Random(seed)
    names = ("gold", "saml")
    templates: list[dict[str, Any]] = [{**TEMPLATE, "name": name} for name in names]
    templates[1]["authentication"] = {"method": "saml", "idp_entity_id": "https://sso.provider.example/metadata"}
    if driver == "manual":
        for template, provisioning_id in zip(templates, BY_HAND, strict=True):
            template["provisioning_id"] = provisioning_id
    counts = _shares(random, users, customers)
    free = {country.code: iter(range(random.randrange(1000), 10**country.digits)) for country in COUNTRIES}
    hosts = {}
    for index, count in enumerate(counts):
        country = random.choice(COUNTRIES)
        calling = random.choice(CALLING) if index == 0 or random.random() > 0.15 else None
        host = _customer(random, index, country, calling, names[index % 2])
        if calling:
            places = [host["webex_customer"]["headquarters"]["name"]]
            places += [f"{places[0]} {number}" for number in range(2, random.randint(1, locations) + 1)]
            host["webex_locations"] = [
                _location(
                    random, name, country, [next(free[country.code]) for _count in range(random.randint(2, numbers))]
                )
                for name in places
            ]
        host["webex_users"] = _users(random, host, count, calling)
        _add_admins(random, host)
        hosts[f"customer_{index + 1:03}"] = host
    return Tenant(driver, templates, hosts)


def _write(path: Path, data: Any) -> None:
    path.write_text(dump(data), encoding="utf-8")


def _shares(random: Random, total: int, parts: int) -> list[int]:
    """Split a total at random places; nobody gets nothing."""
    cuts = sorted(random.sample(range(1, total), parts - 1))
    return [end - begin for begin, end in zip([0, *cuts], [*cuts, total], strict=True)]


def _address(random: Random, country: Country) -> dict[str, Any]:
    town = random.choice(country.towns)
    address = {"line1": f"{random.randint(1, 200)} Straße / Rue des Érables", "city": town.name}
    if town.state:
        address["state"] = town.state
    return {**address, "postal_code": town.postal_code, "country": country.code}


def _customer(random: Random, index: int, country: Country, calling: str | None, template: str) -> Host:
    domain = f"c{index + 1:03}.example"
    customer: dict[str, Any] = {
        "external_id": f"customer-{index + 1:03}",
        "name": f"{random.choice(COMPANIES)} {index + 1}",
        "admin_email": f"it@{domain}",
        "template": template,
        "packages": [calling, MEETINGS] if calling else [MEETINGS],
        "language": country.language,
        "address": _address(random, country),
    }
    if calling:
        customer["headquarters"] = {
            "name": f"{random.choice(country.towns).name} Zentrale",
            "timezone": country.timezone,
            "language": country.language.lower(),
        }
    return {"webex_customer": customer}


def _location(random: Random, name: str, country: Country, tails: list[int]) -> dict[str, Any]:
    numbers = [f"{country.prefix}{tail:0{country.digits}}" for tail in tails]
    location: dict[str, Any] = {"name": name}
    if not name.endswith("Zentrale"):
        location |= {
            "address": _address(random, country),
            "timezone": country.timezone,
            "language": country.language.lower(),
        }
    carrier = random.choice((*CARRIERS, None))
    pstn = {"provider": carrier} if carrier else {"route": {"type": "TRUNK", "id": TRUNK}}
    return {**location, "pstn": pstn, "numbers": numbers, "main_number": numbers[0]}


def _users(random: Random, host: Host, count: int, calling: str | None) -> list[dict[str, Any]]:
    """Users of one customer; the first is its administrator, most make calls, those with luck have a number."""
    domain = host["webex_customer"]["admin_email"].partition("@")[2]
    spare = {place["name"]: list(place["numbers"][1:]) for place in host.get("webex_locations", [])}
    users = []
    for index in range(count):
        user: dict[str, Any] = {
            "email": f"it@{domain}" if index == 0 else f"user.{index}@{domain}",
            "first_name": random.choice(FIRST_NAMES),
            "last_name": random.choice(LAST_NAMES),
            "package": calling if calling and random.random() < 0.8 else MEETINGS,
        }
        if user["package"] == calling:
            place = random.choice(list(spare))
            if place != next(iter(spare)) or random.random() < 0.5:
                user["location"] = place
            if spare[place] and random.random() < 0.7:
                user["number"] = spare[place].pop()
            user["extension"] = str(2000 + index)
        if random.random() < 0.3:
            user["title"] = random.choice(("Direktørin", "Chef de rayon", "Clerk"))
        if random.random() < 0.1:
            user["display_name"] = f"{user['first_name']} ({domain})"
        users.append(user)
    return users


def _add_admins(random: Random, host: Host) -> None:
    emails = [user["email"] for user in host["webex_users"]]
    host["webex_admins"] = [{"email": emails[0], "roles": [FULL]}]
    if len(emails) > 1:
        roles = random.sample(ROLES, random.randint(1, 2))
        host["webex_admins"].append({"email": random.choice(emails[1:]), "roles": roles})


def _expected(host: Host, templates: dict[str, str]) -> dict[str, Any]:
    customer = host["webex_customer"]
    headquarters = customer.get("headquarters", {}).get("name")
    return {
        "name": customer["name"],
        "status": "provisioned",
        "packages": sorted(customer["packages"]),
        "template": templates[customer["template"]],
        "country": customer["address"]["country"],
        "locations": {place["name"]: _expected_location(place) for place in host.get("webex_locations", [])},
        "users": {user["email"]: _expected_user(user, headquarters) for user in host["webex_users"]},
        "administrators": {admin["email"]: sorted(map(str.casefold, admin["roles"])) for admin in host["webex_admins"]},
    }


def _expected_location(place: dict[str, Any]) -> dict[str, Any]:
    pstn = place["pstn"]
    return {
        "calling": True,
        "pstn": pstn.get("provider") or pstn["route"]["id"],
        "main_number": place["main_number"],
        "numbers": sorted(place["numbers"]),
    }


def _expected_user(user: dict[str, Any], headquarters: str | None) -> dict[str, Any]:
    calls = user["package"] != MEETINGS
    return {
        "name": user.get("display_name") or f"{user['first_name']} {user['last_name']}",
        "status": "provisioned",
        "package": user["package"],
        "location": user.get("location", headquarters) if calls else None,
        "number": user.get("number"),
        "extension": user.get("extension"),
    }
