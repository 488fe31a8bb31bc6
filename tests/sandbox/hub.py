# SPDX-License-Identifier: GPL-3.0-or-later
"""The Partner Hub page, which shows the customers of the provider."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from . import dump
from .routes.common import InSandbox
from .state.customers import BUSY

router = APIRouter()
SHOWN_CUSTOMERS = 100
SHOWN_USERS = 100
SHOWN_REQUESTS = 50

_pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


@router.get("/")
async def root() -> Response:
    """Redirect a browser to the page."""
    return RedirectResponse("/hub")


@router.get("/hub")
async def hub(sandbox: InSandbox, refresh: int = 0) -> Response:
    """Show the page; it reloads itself while provisioning is in progress, or on request."""
    world = sandbox.world
    everyone = list(world.customers.values())
    newest = everyone[::-1][:SHOWN_CUSTOMERS]
    busy = any(item.status in BUSY for item in everyone)
    text = _pages.get_template("hub.html").render(
        partner=world.organizations[world.partner_id].name,
        customers=[dump.customer(world, item, users=SHOWN_USERS) for item in newest],
        customer_count=len(everyone),
        user_count=len(world.subscribers),
        states=Counter(item.status for item in everyone),
        templates=dump.template_list(world),
        sub_partners={item.org_id: item.name for item in world.sub_partners.values()},
        requests=sandbox.journal.latest(SHOWN_REQUESTS),
        refresh=refresh,
        reload=refresh or (2 if busy else 0),
    )
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    return Response(text, media_type="text/html", headers={"Content-Security-Policy": policy})
