# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes: users, numbers, packages, templates, customers among each other."""

from __future__ import annotations

from ..support import HARBOR_ORG, TEMPLATE
from .case import CUSTOMER, LOCATION, USER, Case, add_user, drop, put, several, template

CASES = [
    # users and packages
    Case(
        "foreign_package",
        put("webex_users.0.package", "webex_suite"),
        f"{USER}.package",
        "does not have the package webex_suite",
        "Choose one of webex_calling",
    ),
    Case(
        "no_extension",
        drop("webex_users.0.extension"),
        f"{USER}.extension",
        "neither number nor extension",
        "Add extension, number or both",
        "email:",
    ),
    Case(
        "meetings_extension",
        put("webex_users.0.package", "webex_meetings"),
        f"{USER}.extension",
        "makes no calls, but extension is given",
        "Remove extension",
    ),
    Case(
        "meetings_location",
        add_user(extension=None, location="Head Office"),
        "webex_users[1].location",
        "makes no calls, but location is given",
        "Remove location",
    ),
    Case(
        "meetings_number",
        add_user(extension=None, number="+14085550101"),
        "webex_users[1].number",
        "makes no calls, but number is given",
        "choose a calling package",
    ),
    Case(
        "emergency_extension",
        put("webex_users.0.extension", "911"),
        f"{USER}.extension",
        "'911' is an emergency",
        "Choose another",
    ),
    Case(
        "letters_extension",
        put("webex_users.0.extension", "10a"),
        f"{USER}.extension",
        "'10a' is not an extension",
        "digits only",
    ),
    Case(
        "double_extension",
        add_user(extension="101"),
        "webex_users[1].extension",
        "'101' is taken already by webex_users[0]",
        "own extension",
    ),
    # numbers
    Case(
        "number_without_plus",
        put("webex_users.0.number", "14085550101"),
        f"{USER}.number",
        "not in international form",
        "+14085550101",
    ),
    Case(
        "impossible_number",
        put("webex_users.0.number", "+1408555"),
        f"{USER}.number",
        "is not a possible phone number",
        "Check its digits",
    ),
    Case(
        "mangled_number",
        put("webex_users.0.number", "1.40856E+10"),
        f"{USER}.number",
        "changed by a spreadsheet",
        "full number as text",
    ),
    Case(
        "foreign_number",
        put("webex_users.0.number", "+14085550199"),
        f"{USER}.number",
        "is not among the numbers of location Head Office",
        "Add it to the numbers",
    ),
    Case(
        "double_number",
        several(put("webex_users.0.number", "+14085550101"), add_user(number="+14085550101")),
        "webex_users[1].number",
        "is taken already by webex_users[0]",
        "own number",
    ),
    Case(
        "main_number",
        put("webex_locations.0.main_number", "+14085550109"),
        f"{LOCATION}.main_number",
        "is not among the numbers",
        "Add it to numbers",
    ),
    Case(
        "double_location_number",
        put("webex_locations.0.numbers.1", "+14085550100"),
        f"{LOCATION}.numbers",
        "listed more than once",
        "every number once",
        "- '+1",
    ),
    Case(
        "two_ways_out",
        put("webex_locations.0.pstn", {"provider": "A", "route": {"type": "TRUNK", "id": "B"}}),
        f"{LOCATION}.pstn",
        "exactly one way",
        "either provider or route",
        "provider:",
    ),
    # packages and limits of the customer
    Case(
        "add_on_alone",
        several(put("webex_customer.packages", ["webex_meetings", "attendant_console"]), put("webex_users", [])),
        f"{CUSTOMER}.packages",
        "attendant_console cannot stand alone",
        "Add at least one of webex_calling",
        "webex_meetings",
    ),
    Case(
        "double_package",
        put("webex_customer.packages.1", "webex_calling"),
        f"{CUSTOMER}.packages",
        "webex_calling is listed more than once",
        "every package once",
        "webex_calling",
    ),
    Case(
        "limit_without_package",
        put("webex_customer.package_limits", {"webex_suite": 5}),
        f"{CUSTOMER}.package_limits.webex_suite",
        "does not have this package",
        "Add webex_suite to packages",
    ),
    Case(
        "negative_limit",
        put("webex_customer.package_limits", {"webex_calling": -1}),
        f"{CUSTOMER}.package_limits.webex_calling",
        "-1 is less than 0",
        "Use 0 or more",
    ),
    # templates
    Case(
        "saml_without_entity",
        template(authentication={"method": "saml"}),
        "webex_onboarding_templates[0].authentication.idp_entity_id",
        "method saml needs",
        "Add idp_entity_id",
        "method:",
    ),
    Case(
        "webex_with_entity",
        template(authentication={"method": "webex", "idp_entity_id": "x"}),
        "webex_onboarding_templates[0].authentication.idp_entity_id",
        "no identity provider",
        "method saml or oidc",
    ),
    Case(
        "unknown_method",
        template(authentication={"method": "ldap"}),
        "webex_onboarding_templates[0].authentication.method",
        "'ldap' is not known",
        "Use one of: webex, saml, oidc",
    ),
    Case(
        "template_differs",
        put("webex_onboarding_templates", [{**TEMPLATE, "brand_name": "Other"}]),
        "webex_onboarding_templates",
        "template gold-us is declared differently",
        "once, for all customers",
        "name:",
    ),
    # customers among each other
    Case(
        "attach_forbidden",
        several(template(allow_admin_invite_emails=False), put("webex_customer.org_id", "some-org")),
        f"{CUSTOMER}.org_id",
        "does not allow administrator invitation e-mails",
        "allow_admin_invite_emails",
    ),
    Case(
        "attached_twice",
        put("webex_customer.org_id", HARBOR_ORG),
        f"{CUSTOMER}.org_id",
        "attached by good as well",
        "Attach an organization once",
    ),
    Case(
        "double_external_id",
        put("webex_customer.external_id", "good"),
        f"{CUSTOMER}.external_id",
        "is the external id of good as well",
        "an own one",
    ),
    Case(
        "no_customer",
        lambda variables: variables.clear(),
        CUSTOMER,
        "the host declares no customer",
        "take the host out of the pattern",
        None,
    ),
]
