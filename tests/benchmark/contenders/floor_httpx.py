# SPDX-License-Identifier: GPL-3.0-or-later
"""As little as Python can do: list, compare by e-mail address, create what is missing, several at once.

No retries, no checks, no plan, no report. Usage: python floor_httpx.py EXTERNAL_ID USERS_CSV [WORKERS]
"""

from __future__ import annotations

import asyncio
import csv
import os
import sys
from typing import Any

import httpx


async def pages(client: httpx.AsyncClient, path: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    """All entries of a list, following its Link headers."""
    answer = (await client.get(path, params=params)).raise_for_status()
    found: list[dict[str, Any]] = answer.json()["items"]
    while "next" in answer.links:
        answer = (await client.get(answer.links["next"]["url"])).raise_for_status()
        found += answer.json()["items"]
    return found


async def main(external_id: str, users_csv: str, workers: int = 8) -> None:
    """Make the users that are missing."""
    with open(users_csv, newline="", encoding="utf-8") as file:
        users = list(csv.DictReader(file))
    async with httpx.AsyncClient(
        base_url=os.environ["WEBEX_API_URL"],
        headers={"Authorization": f"Bearer {os.environ['WEBEX_ACCESS_TOKEN']}"},
        limits=httpx.Limits(max_connections=workers),
        timeout=60,
    ) as client:
        (customer,) = await pages(client, "wholesale/customers", {"externalId": external_id})
        locations = await pages(client, "locations", {"orgId": customer["orgId"], "max": 500})
        present = await pages(client, "wholesale/subscribers", {"customerId": customer["id"], "max": 100})
        ids = {location["name"]: location["id"] for location in locations}
        there = {subscriber["email"] for subscriber in present}
        missing = iter([user for user in users if user["email"] not in there])

        async def create() -> None:
            for user in missing:
                body = {
                    "customerId": customer["id"],
                    "email": user["email"],
                    "packages": [user["package"]],
                    "provisioningParameters": {
                        "firstName": user["first_name"],
                        "lastName": user["last_name"],
                        "primaryPhoneNumber": user["number"],
                        "extension": user["extension"],
                        "locationId": ids[user["location"]],
                    },
                }
                (await client.post("wholesale/subscribers", json=body)).raise_for_status()

        await asyncio.gather(*(create() for _ in range(workers)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])))
