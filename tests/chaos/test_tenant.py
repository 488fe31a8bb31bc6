# SPDX-License-Identifier: GPL-3.0-or-later
"""Made-up tenants: the sizes that were asked for, the same every time, and nothing that Webex or the rules refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from .tenant import make


@pytest.mark.parametrize("seed", range(5))
def test_sizes_are_those_that_were_asked_for(seed: int) -> None:
    tenant = make(seed, customers=20, users=1000, locations=4, numbers=9)
    expected = tenant.expected()["customers"]
    assert len(expected) == 20
    assert sum(len(customer["users"]) for customer in expected.values()) == 1000
    assert all(customer["users"] for customer in expected.values())
    places = [place for customer in expected.values() for place in customer["locations"].values()]
    assert {1, 4} <= {len(customer["locations"]) for customer in expected.values()} <= {0, 1, 2, 3, 4}
    assert all(2 <= len(place["numbers"]) <= 9 for place in places)
    assert len({customer["country"] for customer in expected.values()}) > 3
    assert any(not user["name"].isascii() for user in expected["customer-001"]["users"].values())


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_declared_twice(seed: int) -> None:
    expected = make(seed, customers=20, users=400, locations=4, numbers=9).expected()["customers"]
    places = [place for customer in expected.values() for place in customer["locations"].values()]
    numbers = [number for place in places for number in place["numbers"]]
    users = [user for customer in expected.values() for user in customer["users"].values()]
    mine = [user["number"] for user in users if user["number"]]
    mains = [place["main_number"] for place in places]
    assert len(set(numbers)) == len(numbers)
    assert mine
    assert len({*mine, *mains}) == len(mine) + len(mains)
    assert {*mine, *mains} <= set(numbers)


def test_a_seed_gives_the_same_tenant_again(tmp_path: Path) -> None:
    assert make(3) == make(3)
    assert make(3) != make(4)
    one, two = make(3).write(tmp_path / "one"), make(3).write(tmp_path / "two")
    files = [path.relative_to(one) for path in sorted(one.rglob("*")) if path.is_file()]
    assert [path for path in files if path.name == "users.csv"]
    assert [path for path in files if path.name == "users.yml"]
    assert [(one / path).read_bytes() for path in files] == [(two / path).read_bytes() for path in files]


def test_templates_of_the_manual_driver_are_not_made_by_a_run() -> None:
    tenant = make(1, driver="manual")
    assert all(template["provisioning_id"] for template in tenant.templates)
    expected = tenant.expected()
    assert expected["templates"] == []
    assert {customer["template"] for customer in expected["customers"].values()} == {"partner-us", "partner-attach"}


def test_impossible_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="Too few"):
        make(1, customers=3, users=2)
