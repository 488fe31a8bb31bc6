# SPDX-License-Identifier: GPL-3.0-or-later
"""The members of request bodies against the published contract."""

from __future__ import annotations

import pytest

from tests.sandbox.schemas_locations import (
    CallingDisable,
    CallingEnable,
    CallingUpdate,
    ExtensionsQuestion,
    LicensePatch,
    LocationCreate,
    LocationUpdate,
    NumbersAdd,
    NumbersChange,
    NumbersQuestion,
    NumbersRemove,
    PstnChoice,
)

from .contract import Contract, needs_contract

pytestmark = needs_contract

LOCATION_BODIES = {
    "createLocation": LocationCreate,
    "updateLocation": LocationUpdate,
    "enableLocationForCalling": CallingEnable,
    "updateCallingLocation": CallingUpdate,
    "setPstnConnection": PstnChoice,
    "addLocationNumbers": NumbersAdd,
    "manageLocationNumbers": NumbersChange,
    "removeLocationNumbers": NumbersRemove,
    "validateNumbers": NumbersQuestion,
    "validateExtensions": ExtensionsQuestion,
    "disableCallingLocation": CallingDisable,
    "assignLicenses": LicensePatch,
}


@pytest.mark.parametrize("name", list(LOCATION_BODIES))
def test_bodies_have_the_members_of_the_contract(name: str) -> None:
    model = LOCATION_BODIES[name]
    media = Contract().operations[name][1]["requestBody"]["content"]["application/json"]
    schema = media["schema"]
    assert set(model.model_fields) == set(schema["properties"])
    needed = {key for key, field in model.model_fields.items() if field.is_required()}
    # Left out by clients that work against the live service.
    assert needed == set(schema.get("required", [])) - (
        {"announcementLanguage"} if "Enable" in model.__name__ else set()
    )
    if "example" in media:
        model.model_validate(media["example"])
