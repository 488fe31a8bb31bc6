# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the sandbox's description differs from the contract, by reason; a deviation that is gone fails the test."""

from __future__ import annotations

LIMITED_PACKAGES = (
    "attendant_console",
    "common_area_calling",
    "cx_essentials",
    "webex_calling",
    "webex_calling_standard",
    "webex_meetings",
    "webex_suite",
    "webex_voice",
)
LIMITS = {f"provisioningParameters.packages.limits: member {name} only in the contract" for name in LIMITED_PACKAGES}
COMBINATIONS = {"body: other combinations than in the contract"}
# Status by status: the bodies of refusals that the file leaves out.
SILENT = {
    status: f"{status}: ['application/json'], in the contract []" for status in (400, 401, 403, 404, 405, 415, 429)
}
CURSOR = {"query parameter cursor: only here"}

DEVIATIONS: dict[str, dict[str, set[str]]] = {
    "Cisco's list of limits names eight packages of fourteen; here a limit goes with any package.": {
        "provisionWholesaleCustomer": LIMITS,
        "updateWholesaleCustomer": LIMITS,
        "precheckWholesaleCustomer": LIMITS,
    },
    "Cisco's prose says which members a precheck needs, its file does not.": {
        "precheckWholesaleCustomer": COMBINATIONS,
        "precheckWholesaleSubscriber": COMBINATIONS,
    },
    "Cisco's prose names the values, its file does not.": {
        "createWholesaleBillingReport": {"type: values CUSTOMER/PARTNER/USER, in the contract any"},
        "listWholesaleSubscribers": {
            "query parameter sortBy: values created/lastStatusChange/userCreationTimestamp, in the contract any",
            "query parameter sortOrder: values ASC/DESC, in the contract any",
        },
    },
    "Clients take it from the Link header, so Cisco need not describe it.": {
        "listLocations": CURSOR,
        "listPeople": CURSOR,
    },
    "The file says of refusals of this job only what a bad order is answered.": {
        "listMoveUsersJobs": set(SILENT.values()),
        "getMoveUsersJobStatus": set(SILENT.values()),
        "listMoveUsersJobErrors": set(SILENT.values()),
        "List Admin Audit Events": set(SILENT.values()),
        "validateOrInitiateMoveUsersJob": {
            *(text for status, text in SILENT.items() if status != 400),
            "409: ['application/json'], in the contract []",
        },
    },
    "Clients that work with the live service leave it out.": {
        "enableLocationForCalling": {"body: announcementLanguage required only in the contract"},
    },
    "The live service was seen to answer null; the setting location_quirks does that.": {
        "getCallingLocation": {"200 announcementLanguage: type null/string, in the contract string"},
    },
}
