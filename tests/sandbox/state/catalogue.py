# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixed lists: packages, roles, languages."""

from __future__ import annotations

from typing import Literal

from ..ids import encode

CustomerPackage = Literal[
    "common_area_calling",
    "webex_calling",
    "webex_meetings",
    "webex_suite",
    "webex_voice",
    "cx_essentials",
    "webex_calling_standard",
    "cisco_calling_plan",
    "attendant_console",
    "cx_premium_agent",
    "cx_standard_agent",
    "cx_voice_ports",
    "cx_ai_assistant",
    "webex_ai_agent",
]
SubscriberPackage = Literal[
    "webex_calling",
    "webex_meetings",
    "webex_suite",
    "webex_voice",
    "cx_essentials",
    "webex_calling_standard",
    "attendant_console",
    "cx_premium_agent",
    "cx_standard_agent",
]
# The older single ``package`` member knows fewer values than the list.
SinglePackage = Literal[
    "webex_calling", "webex_meetings", "webex_suite", "webex_voice", "cx_essentials", "webex_calling_standard"
]
SINGLE_PACKAGES = frozenset(
    ["webex_calling", "webex_meetings", "webex_suite", "webex_voice", "cx_essentials", "webex_calling_standard"]
)
CALLING_PACKAGES = frozenset(
    ["webex_calling", "webex_calling_standard", "webex_voice", "webex_suite", "cx_essentials", "common_area_calling"]
)
# Only the order matters: a full administrator cannot change to a lower package.
PACKAGE_LEVELS = {
    "webex_meetings": 1,
    "webex_calling_standard": 2,
    "webex_voice": 2,
    "webex_calling": 3,
    "cx_essentials": 4,
    "cx_standard_agent": 4,
    "webex_suite": 5,
    "cx_premium_agent": 5,
}
# An add-on needs at least one of these packages beside it.
ADD_ON_NEEDS: dict[str, frozenset[str]] = {
    "cisco_calling_plan": frozenset(
        [
            "common_area_calling",
            "webex_calling",
            "webex_suite",
            "webex_voice",
            "cx_essentials",
            "webex_calling_standard",
        ]
    ),
    "attendant_console": frozenset(["webex_calling", "webex_suite", "webex_voice", "cx_essentials"]),
}
LICENSE_NAMES = {
    "common_area_calling": "Webex Calling - Workspaces",
    "webex_calling": "Webex Calling",
    "webex_meetings": "Webex Meetings",
    "webex_suite": "Webex Suite",
    "webex_voice": "Webex Voice",
    "cx_essentials": "Customer Assist",
    "webex_calling_standard": "Webex Calling Standard",
    "cisco_calling_plan": "Cisco Calling Plan",
    "attendant_console": "Attendant Console",
    "cx_premium_agent": "Contact Center Premium Agent",
    "cx_standard_agent": "Contact Center Standard Agent",
    "cx_voice_ports": "Contact Center Voice Ports",
    "cx_ai_assistant": "Contact Center AI Assistant",
    "webex_ai_agent": "Webex AI Agent",
}

FULL_ADMIN = encode("ROLE", "id_full_admin")
LOCATION_ADMIN = encode("ROLE", "id_location_admin")
# Keys of support, troubleshooting, compliance and location roles are not published; these replace them.
ROLES: dict[str, str] = {
    FULL_ADMIN: "Full Administrator",
    encode("ROLE", "id_readonly_admin"): "Read-only Administrator",
    encode("ROLE", "id_user_device_admin"): "User and Device Administrator",
    encode("ROLE", "id_user_admin"): "User Administrator",
    encode("ROLE", "id_device_admin"): "Device Administrator",
    encode("ROLE", "id_group_admin"): "Group Administrator",
    encode("ROLE", "id_support_admin"): "Support Administrator",
    encode("ROLE", "id_advanced_troubleshooting"): "Advanced Troubleshooting",
    encode("ROLE", "id_compliance_officer"): "Compliance Officer",
    LOCATION_ADMIN: "Location Administrator",
    encode("ROLE", "atlas-portal.partner.salesadmin"): "Sales Full Administrator",
}

LANGUAGES: dict[str, str] = {
    "en_us": "English (United States)",
    "en_gb": "English (United Kingdom)",
    "en_au": "English (Australia)",
    "de_de": "German",
    "es_es": "Spanish (Spain)",
    "es_co": "Spanish (Colombia)",
    "fr_fr": "French (France)",
    "fr_ca": "French (Canada)",
    "it_it": "Italian",
    "ja_jp": "Japanese",
    "nl_nl": "Dutch",
    "pl_pl": "Polish",
    "pt_br": "Portuguese (Brazil)",
    "ru_ru": "Russian",
    "tr_tr": "Turkish",
    "zh_cn": "Chinese",
}

RESERVED_EXTENSIONS = frozenset(["911", "1911", "933", "611"])


def calling(packages: list[str]) -> bool:
    """Return whether any of the packages includes calling."""
    return any(name in CALLING_PACKAGES for name in packages)
