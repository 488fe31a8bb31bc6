# SPDX-License-Identifier: GPL-3.0-or-later
"""report.html in a browser: light and dark, laptop and phone, for everybody, also with many customers."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._report.page import page_of
from ansible_collections.webex.wholesale.tests.unit.plugins.module_utils.report.samples import (
    NEW_TITLE,
    NEW_USER,
    PLAN,
    failing,
    large,
    part,
    report,
    template,
)

from .node_tools import needs, node

pytestmark = needs("playwright-core", "axe-core", browser=True)
LAPTOP, PHONE = 1280, 390


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Any, ...], dict[str, Any]]:
    """What the browser says, by name of the page and what was done."""
    folder = tmp_path_factory.mktemp("pages")
    pages = {
        "plan": report(part("acme_pizza", NEW_USER, NEW_TITLE, check_mode=True), head=PLAN, shared=template()),
        "failed": report(failing(), part("northwind_legal", NEW_TITLE)),
        "large": large(),
    }
    files: dict[str, Path] = {}
    for name, content in pages.items():
        files[name] = folder / f"{name}.html"
        files[name].write_text("".join(page_of(content)), encoding="utf-8")
    wanted: dict[tuple[Any, ...], dict[str, Any]] = {}
    for name, width, scheme in product(("plan", "failed"), (LAPTOP, PHONE), ("light", "dark")):
        wanted[name, width, scheme] = {"width": width, "scheme": scheme, "axe": True, "open": True}
    wanted["large", LAPTOP, "light"] = {"width": LAPTOP, "scheme": "light"}
    wanted["large", "search"] = {"width": PHONE, "scheme": "dark", "search": "user-3@customer-7.example"}
    wanted["failed", "filter"] = {"width": LAPTOP, "scheme": "light", "filter": "failed"}
    asked = [{**view, "file": str(files[key[0]])} for key, view in wanted.items()]
    return dict(zip(wanted, node("look_at_pages.js", json.dumps(asked)), strict=True))


def test_everybody_can_use_it(views: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    assert {key: found["violations"] for key, found in views.items() if found.get("violations")} == {}
    assert sum("violations" in found for found in views.values()) == 8


def test_the_browser_has_nothing_to_complain_of(views: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    assert {key: found["errors"] for key, found in views.items() if found["errors"]} == {}


def test_nothing_is_wider_than_the_screen(views: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    assert {key: found["overflow"] for key, found in views.items() if found["overflow"] > 0} == {}


def test_many_customers_open_and_are_found(views: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    found = views["large", "search"]
    assert (found["shown"], found["rows"]) == (["customer_0007"], 1)
    assert found["counted"].startswith("1 of 500 customers")


def test_the_filter_leaves_what_failed(views: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    assert views["failed", "filter"]["shown"] == ["acme_pizza"]
