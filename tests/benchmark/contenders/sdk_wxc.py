# SPDX-License-Identifier: GPL-3.0-or-later
"""The same through the asynchronous session of wxc_sdk, which has no Wholesale API of its own: raw calls.

Usage: python sdk_wxc.py EXTERNAL_ID USERS_CSV [WORKERS]
"""

from __future__ import annotations

import asyncio
import csv
import os
import sys
from typing import Any

from wxc_sdk.as_api import AsWebexSimpleApi
from wxc_sdk.as_rest import AsRestSession
from wxc_sdk.tokens import Tokens


class Session(AsRestSession):
    """A session that speaks to the given address."""

    BASE = os.environ["WEBEX_API_URL"]


async def main(external_id: str, users_csv: str, workers: int = 8) -> None:
    """Make the users that are missing."""
    with open(users_csv, newline="", encoding="utf-8") as file:
        users = list(csv.DictReader(file))
    tokens = Tokens(access_token=os.environ["WEBEX_ACCESS_TOKEN"])
    async with Session(tokens=tokens, concurrent_requests=workers) as session:
        api = AsWebexSimpleApi(tokens=tokens, session=session)

        async def pages(path: str, **params: Any) -> list[Any]:
            entries = session.follow_pagination(session.ep(path), params=params, item_key="items")
            return [entry async for entry in entries]

        (customer,) = await pages("wholesale/customers", externalId=external_id)
        locations = await api.locations.list(org_id=customer["orgId"])
        present = await pages("wholesale/subscribers", customerId=customer["id"], max=100)
        ids = {location.name: location.location_id for location in locations}
        there = {subscriber["email"] for subscriber in present}

        async def create(user: dict[str, str]) -> None:
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
            await session.rest_post(session.ep("wholesale/subscribers"), json=body)

        await asyncio.gather(*(create(user) for user in users if user["email"] not in there))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])))
