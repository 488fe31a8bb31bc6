# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed data: what exists before the first request."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from .ids import encode
from .state import pstn, templates
from .state.catalogue import FULL_ADMIN
from .state.records import PstnPlan, SubPartner
from .state.world import World


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SeedPartner(_Part):
    """The partner itself."""

    name: str = "Example Provider"
    admin_email: str = "onboarding@provider.example"
    admin_name: str = "Robin Keller"


class SeedTemplate(_Part):
    """A template that was created by hand in Partner Hub, known by its provisioning id only."""

    name: str
    provisioning_id: str
    country: str = "US"
    allow_admin_invite_emails: bool = False
    sub_partner_org_id: str | None = Field(default=None, description="the sub-partner in whose Partner Hub it is")


class SeedSubPartner(_Part):
    """A sub-partner."""

    org_id: str
    name: str
    subscription_id: str = "Sub000000"
    provisioning_state: str = "active"


class SeedPerson(_Part):
    """A person of an existing organization."""

    email: str
    first_name: str | None = None
    last_name: str | None = None


class SeedOrganization(_Part):
    """An organization that is not a customer yet."""

    org_id: str
    name: str
    people: list[SeedPerson] = Field(default_factory=list)
    user_count: int | None = None
    verified_domain: bool = False


class SeedPstnOption(_Part):
    """A PSTN connection to choose from; its identifier follows from the name unless it is given."""

    name: str
    type: Literal["LOCAL_GATEWAY", "NON_INTEGRATED_CCP", "INTEGRATED_CCP", "CISCO_PSTN"]
    services: list[str] = Field(default_factory=list)
    id: str | None = None


class SeedPstn(_Part):
    """The PSTN connections of one customer; without an external id those of all other customers."""

    external_id: str | None = None
    options: list[SeedPstnOption] | None = None
    routes: dict[str, Literal["TRUNK", "ROUTE_GROUP"]] | None = Field(default=None, description="by identifier")


class Seed(_Part):
    """A whole seed file."""

    partner: SeedPartner | None = None
    templates: list[SeedTemplate] = Field(default_factory=list)
    sub_partners: list[SeedSubPartner] = Field(default_factory=list)
    organizations: list[SeedOrganization] = Field(default_factory=list)
    free_accounts: list[str] = Field(default_factory=list)
    taken_emails: list[str] = Field(default_factory=list)
    unavailable_numbers: list[str] = Field(default_factory=list)
    pstn: list[SeedPstn] = Field(default_factory=list)


# The default seed: enough to order a customer.
DEFAULT = Seed(
    partner=SeedPartner(),
    templates=[
        SeedTemplate(name="standard", provisioning_id="ZjViMzYxODctYzhkZC00NzI3LThiMmYtZjljNDQ3ZjI5MDQ2"),
    ],
)


def load(path: Path | None) -> Seed:
    """Read a seed file, or the default."""
    if path is None:
        return DEFAULT
    data: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Seed.model_validate(data or {})


def plant(world: World, seed: Seed, *, first: bool = False) -> None:
    """Put seed data into the state; the first seed also makes the partner."""
    if first:
        _plant_partner(world, seed.partner or SeedPartner())
    for item in seed.templates:
        if item.provisioning_id not in world.templates_by_provisioning_id:
            body = {
                "name": item.name,
                "country": item.country,
                "allowAdminInviteEmails": item.allow_admin_invite_emails,
            }
            templates.add(
                world,
                body,
                managed=False,
                provisioning_id=item.provisioning_id,
                sub_partner=item.sub_partner_org_id,
            )
    for partner in seed.sub_partners:
        world.sub_partners[partner.org_id] = SubPartner(
            partner.org_id, partner.name, partner.subscription_id, partner.provisioning_state, world.now()
        )
    for entry in seed.organizations:
        _plant_organization(world, entry)
    world.free_accounts.update(email.lower() for email in seed.free_accounts)
    world.taken_emails.update(email.lower() for email in seed.taken_emails)
    world.unavailable_numbers.update(seed.unavailable_numbers)
    for choice in seed.pstn:
        _plant_pstn(world, choice)


def _plant_pstn(world: World, choice: SeedPstn) -> None:
    usual = pstn.default_plan()
    options = [pstn.option(item.name, item.type, item.services, item.id) for item in choice.options or ()]
    world.pstn_plans[choice.external_id] = PstnPlan(
        usual.options if choice.options is None else options,
        usual.routes if choice.routes is None else dict(choice.routes),
    )


def _plant_partner(world: World, partner: SeedPartner) -> None:
    org = world.add_organization(partner.name, world.partner_id)
    first, _, last = partner.admin_name.partition(" ")
    admin = world.add_person(org, partner.admin_email, first, last or None)
    admin.roles = [FULL_ADMIN, encode("ROLE", "atlas-portal.partner.salesadmin")]
    world.partner_admin_id = admin.id


def _plant_organization(world: World, entry: SeedOrganization) -> None:
    if world.find_organization(entry.org_id) is not None:
        return
    org = world.add_organization(entry.name, entry.org_id, managed=False)
    org.verified_domain = entry.verified_domain
    for person in entry.people:
        world.add_person(org, person.email, person.first_name, person.last_name)
    org.user_count = max(0, (entry.user_count or 0) - len(entry.people))
