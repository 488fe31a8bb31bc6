# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole life of a location, in calls that are checked against the contract."""

from __future__ import annotations

from typing import Any

from .support import PLACE, Client


def locations_pstn_and_numbers(client: Client, call: Any, org: dict[str, str]) -> None:
    """Go through a location's whole life."""
    calling = "telephony/config/locations"
    key = call("createLocation", "POST", "locations", 201, params=org, json=PLACE)["id"]
    call("updateLocation", "PUT", f"locations/{key}", 204, params=org, json={"name": "Denver"})
    call("listLocations", "GET", "locations", 200, params=org)
    call("enableLocationForCalling", "POST", calling, 201, params=org, json={"id": key, **PLACE})
    pstn = f"telephony/pstn/locations/{key}"
    found = call("listPstnOptions", "GET", f"{pstn}/connectionOptions", 200, params=org)["items"]
    call("getPstnConnection", "GET", f"{pstn}/connection", 404, params=org)
    call("setPstnConnection", "PUT", f"{pstn}/connection", 204, params=org, json={"id": found[1]["id"]})
    call("getPstnConnection", "GET", f"{pstn}/connection", 200, params=org)
    client.control("pstn", {"location_id": key, "type": "LOCAL_GATEWAY"})
    call("getPstnConnection", "GET", f"{pstn}/connection", 200, params=org)
    numbers = {"phoneNumbers": ["+13035550101", "+13035550102"]}
    verdict = "telephony/config/actions/validateNumbers/invoke"
    call("validateNumbers", "POST", verdict, 200, params=org, json=numbers)
    call(
        "addLocationNumbers", "POST", f"{calling}/{key}/numbers", 201, params=org, json=numbers | {"state": "INACTIVE"}
    )
    call("validateNumbers", "POST", verdict, 200, params=org, json=numbers)
    bad = {"phoneNumbers": ["+1"], "state": "ACTIVE"}
    call("addLocationNumbers", "POST", f"{calling}/{key}/numbers", 400, params=org, json=bad)
    call("manageLocationNumbers", "PUT", f"{calling}/{key}/numbers", 204, params=org, json=numbers)
    change = {"callingLineId": {"phoneNumber": "+13035550101"}, "outsideDialDigit": "9", "externalCallerIdName": "Acme"}
    call("updateCallingLocation", "PUT", f"{calling}/{key}", 204, params=org, json=change)
    call("updateCallingLocation", "PUT", f"{calling}/{key}", 200, params=org, json={"routingPrefix": "81"})
    call("updateCallingLocation", "PUT", f"{calling}/{key}", 409, params=org, json={"routingPrefix": "82"})
    client.advance()
    call("getCallingLocation", "GET", f"{calling}/{key}", 200, params=org)
    call("listCallingLocations", "GET", calling, 200, params=org)
    call("listNumbers", "GET", "telephony/config/numbers?details=true", 200, params=org)
    extensions = {"extensions": ["101", "102", "102"]}
    path = f"{calling}/{key}/actions/validateExtensions/invoke"
    call("validateExtensions", "POST", path, 200, params=org, json=extensions)
    path = f"{calling}/{key}/actions/precheckForDeletion/invoke"
    call("precheckLocationDeletion", "POST", path, 200, params=org)
    numbers["phoneNumbers"].pop(0)
    call("removeLocationNumbers", "DELETE", f"{calling}/{key}/numbers", 204, params=org, json=numbers)
    call("removeLocationNumbers", "DELETE", f"{calling}/{key}/numbers", 502, params=org, json=numbers)
    call("precheckLocationDeletion", "POST", path, 200, params=org)
    order = {"locationId": key, "locationName": "Denver"}
    jobs = "telephony/config/jobs/locations/deleteCallingLocation"
    job = call("disableCallingLocation", "POST", jobs, 202, params=org, json=order)["id"]
    client.advance()
    call("getDisableCallingJob", "GET", f"{jobs}/{job}", 200, params=org)
    call("getDisableCallingJobErrors", "GET", f"{jobs}/{job}/errors", 200, params=org)
    call("deleteLocation", "DELETE", f"locations/{key}", 204, params=org)


def jobs_that_move_users(client: Client, call: Any, org: dict[str, str], person: str) -> None:
    """Ask about a move that is not possible, and have a job fail with it; the user stays where it is."""
    jobs = "telephony/config/jobs/person/moveLocation"
    target = {"locationId": client.branch(org["orgId"], name="Boulder"), "users": [{"userId": person}]}
    asked, ordered = ({"usersList": [{**target, "validate": validate}]} for validate in (True, False))
    call("validateOrInitiateMoveUsersJob", "POST", jobs, 200, params=org, json=asked)
    call("validateOrInitiateMoveUsersJob", "POST", jobs, 400, params=org, json={"usersList": []})
    job = call("validateOrInitiateMoveUsersJob", "POST", jobs, 201, params=org, json=ordered)["response"]["id"]
    client.advance()
    call("listMoveUsersJobs", "GET", jobs, 200, params=org)
    # What the calls before have changed.
    begin_end = {"from": "2000-01-01T00:00:00Z", "to": "2999-01-01T00:00:00Z"}
    call("List Admin Audit Events", "GET", "adminAudit/events", 200, params={**org, **begin_end})
    call("getMoveUsersJobStatus", "GET", f"{jobs}/{job}", 200, params=org)
    call("listMoveUsersJobErrors", "GET", f"{jobs}/{job}/errors", 200, params=org)
