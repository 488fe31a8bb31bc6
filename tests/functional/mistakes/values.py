# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes: countries, languages, addresses, e-mail addresses."""

from __future__ import annotations

from .case import CUSTOMER, USER, Case, add_user, put

CASES = [
    # countries, languages, time zones, addresses
    Case(
        "bad_country",
        put("webex_customer.address.country", "USA"),
        f"{CUSTOMER}.address.country",
        "'USA' is not a two-letter country code",
        "Write US",
    ),
    Case(
        "no_such_country",
        put("webex_customer.address.country", "XX"),
        f"{CUSTOMER}.address.country",
        "'XX' is not a two-letter",
        "ISO 3166-1",
    ),
    Case(
        "small_country",
        put("webex_customer.address.country", "us"),
        f"{CUSTOMER}.address.country",
        "'us' is not written in capitals",
        "Write US",
    ),
    Case(
        "bad_timezone",
        put("webex_customer.headquarters.timezone", "America/LosAngeles"),
        f"{CUSTOMER}.headquarters.timezone",
        "is not an IANA time zone",
        "America/Los_Angeles",
    ),
    Case(
        "windows_timezone",
        put("webex_customer.meetings_timezone", "Pacific Standard Time"),
        f"{CUSTOMER}.meetings_timezone",
        "is not an IANA time zone",
        "Did you mean America/Los_Angeles?",
    ),
    Case(
        "bad_language",
        put("webex_customer.language", "en-US"),
        f"{CUSTOMER}.language",
        "'en-US' is not a language of an organization",
        "en_US",
    ),
    Case(
        "bad_prompt_language",
        put("webex_customer.headquarters.language", "en_US"),
        f"{CUSTOMER}.headquarters.language",
        "'en_US' is not an announcement language",
        "en_us",
    ),
    Case(
        "long_line",
        put("webex_customer.address.line1", "x" * 51),
        f"{CUSTOMER}.address.line1",
        "51 characters, Webex allows 50",
        "Shorten it",
    ),
    Case(
        "long_location",
        put("webex_customer.headquarters.name", "x" * 81),
        f"{CUSTOMER}.headquarters.name",
        "81 characters, Webex allows 80",
        "Shorten it",
    ),
    Case(
        "percent",
        put("webex_customer.name", "Fifty % Off"),
        f"{CUSTOMER}.name",
        "percent sign",
        "Remove the percent sign",
    ),
    Case("control_character", put("webex_customer.name", "Acme\x07Pizza"), f"{CUSTOMER}.name", "U+0007", "plain text"),
    Case(
        "invisible_character",
        put("webex_users.0.first_name", "Ana\u200b"),
        f"{USER}.first_name",
        "U+200B",
        "plain text",
    ),
    Case(
        "blank_end",
        put("webex_customer.external_id", "key "),
        f"{CUSTOMER}.external_id",
        "white space",
        "Remove the white space",
    ),
    # e-mail addresses
    Case(
        "bad_email",
        put("webex_users.0.email", "ana.diaz"),
        f"{USER}.email",
        "'ana.diaz' is not an e-mail address",
        "ana@acme.example",
    ),
    Case(
        "bad_admin",
        put("webex_customer.admin_email", "it@"),
        f"{CUSTOMER}.admin_email",
        "is not an e-mail address",
        "ana@acme.example",
    ),
    Case(
        "double_email",
        add_user(email="ana@double-email.example"),
        "webex_users[1].email",
        "is taken already by webex_users[0]",
        "own email",
        "ana@",
    ),
    Case(
        "double_email_case",
        add_user(email="ANA@double-email-case.example"),
        "webex_users[1].email",
        "is taken already by webex_users[0]",
        "own email",
        "ANA@",
    ),
    Case(
        "shared_email",
        add_user(email="ana@good.example"),
        "webex_users[1].email",
        "is a user of good as well",
        "Remove one of them",
        "ana@good",
    ),
    Case(
        "shared_email_case",
        add_user(email="Bo@Good.example"),
        "webex_users[1].email",
        "is a user of good as well",
        "Remove one of them",
        "Bo@Good",
    ),
]
