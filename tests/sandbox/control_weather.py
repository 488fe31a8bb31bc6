# SPDX-License-Identifier: GPL-3.0-or-later
"""The control API of the weather, which is a seeded mixture of faults."""

from __future__ import annotations

from fastapi import APIRouter, Response

from .routes.common import InSandbox, answer, empty
from .weather import WeatherSettings

router = APIRouter()


@router.get("/weather")
async def get_weather(sandbox: InSandbox) -> Response:
    """Return the weather with its counters."""
    return answer(sandbox.weather.view())


@router.post("/weather")
async def begin_weather(sandbox: InSandbox, body: WeatherSettings) -> Response:
    """Begin new weather."""
    sandbox.weather.begin(body)
    return answer(sandbox.weather.view(), 201)


@router.delete("/weather")
async def clear_weather(sandbox: InSandbox) -> Response:
    """End the weather: no more faults."""
    sandbox.weather.clear()
    return empty()
