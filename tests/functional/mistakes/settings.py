# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes: settings of the run, which have to be of the right type before anything is asked of Webex."""

from __future__ import annotations

from .case import Case, put


def setting(host: str, name: str, value: object, message: str, remedy: str, *, at: str = "", near: str = "") -> Case:
    """A setting of one host; Ansible knows no line of a bare true."""
    line = None if value is True else near or f"webex_{name}:"
    return Case(host, put(f"webex_{name}", value), f"webex_{name}{at}", message, remedy, line)


A_LIST = (
    "Write a list of some of users, numbers, locations, admins, such as webex_prune: [users], on the command line -e"
)
TRUTH, WHOLE, SECONDS = (
    "Write true or false",
    "Write it in digits, for example 10",
    "Write it in digits, for example 900",
)

CASES = [
    # lists
    setting("prune_text", "prune", "users", "'users' is text, not a list", A_LIST),
    setting("prune_words", "prune", "no-users-please", "'no-users-please' is text, not a list", A_LIST),
    setting("prune_singular_text", "prune", "user", "'user' is text, not a list", A_LIST),
    setting("prune_two", "prune", "users,numbers", "is text, not a list", "webex_prune: [users, numbers]"),
    setting("prune_empty_text", "prune", "", "'' is text, not a list", A_LIST),
    setting("prune_true", "prune", True, "True is not a list", A_LIST),
    setting("prune_mapping", "prune", {"users": True}, "{'users': True} is not a list", A_LIST, near="users:"),
    setting("prune_singular", "prune", ["user"], "'user' is not known", "Did you mean users?", at="[0]", near="- user"),
    setting(
        "prune_unknown", "prune", ["people"], "'people' is not known", "Use one of: users", at="[0]", near="- people"
    ),
    setting("prune_flag", "prune", [True], "True is not text", "put the word in quotes", at="[0]", near="- true"),
    setting("prune_nothing", "prune", [None], "it has no value", "Give it one", at="[0]", near="- null"),
    setting("protected_text", "protected_users", "boss@acme.example", "text, not a list", "webex_protected_users: ["),
    setting(
        "protected_name",
        "protected_users",
        ["the boss"],
        "'the boss' is not an e-mail address",
        "Give an address",
        at="[0]",
        near="- the boss",
    ),
    setting(
        "protected_places", "protected_locations", "Oakland, CA", "text, not a list", "webex_protected_locations: ["
    ),
    setting("drift_text", "ignore_drift", "adress", "'adress' is text, not a list", "webex_ignore_drift: [address]"),
    setting(
        "drift_unknown", "ignore_drift", ["adress"], "not known", "Did you mean address?", at="[0]", near="- adress"
    ),
    # true and false
    *(
        setting(f"flag_{name}", name, "perhaps", "'perhaps' is not true or false", TRUTH)
        for name in (
            "accept_errors",
            "allow_admin_package_change",
            "allow_http",
            "compare_location_details",
            "compare_name",
            "compare_profile",
            "exclusive_roles",
            "precheck",
            "prune_numbers_in_use",
            "resend_consent",
            "setup_assist",
            "templates_confirmed",
            "templates_fail_on_drift",
            "validate_certs",
        )
    ),
    setting("flag_list", "precheck", [False], "[False] is not true or false", TRUTH, near="- false"),
    setting("flag_number", "precheck", 2, "2 is not true or false", TRUTH),
    # numbers
    *(
        setting(f"count_{name}", f"prune_{name}", "lots", "'lots' is not a whole number", WHOLE)
        for name in (
            "max_count",
            "max_percent",
            "numbers_max_count",
            "numbers_max_percent",
            "locations_max_count",
            "locations_max_percent",
            "admins_max_count",
            "admins_max_percent",
        )
    ),
    setting("count_flag", "prune_max_count", True, "True is not a whole number", WHOLE),
    setting("count_half", "prune_max_count", 2.5, "2.5 is not a whole number", WHOLE),
    setting("count_negative", "prune_max_count", -1, "-1 is less than 0", "Use 0 or more"),
    setting("no_workers", "workers", 0, "0 is less than 1", "Use 1 or more"),
    *(
        setting(f"time_{name}", name, "soon", "'soon' is not a number of seconds", SECONDS)
        for name in (
            "wait_timeout",
            "review_timeout",
            "poll_interval",
            "progress_interval",
            "request_timeout",
            "retry_timeout",
        )
    ),
    setting("time_negative", "wait_timeout", -5, "-5 is too few seconds", "Use 0 or more"),
    setting("time_zero", "poll_interval", 0, "0 is too few seconds", "Use more than 0"),
    # words and texts
    setting("limits_word", "update_limits", "allways", "'allways' is not known", "Did you mean always?"),
    setting("driver_word", "template_driver", "manuel", "'manuel' is not known", "Did you mean manual?"),
    setting("place_word", "run_on", "hosts", "'hosts' is not known", "Did you mean host?"),
    setting("id_number", "customer_id", 42, "42 is a number in YAML", "in quotes"),
    setting("folder_number", "template_record_dir", 2026, "2026 is a number in YAML", "in quotes"),
    setting("url_number", "template_service_url", 8443, "8443 is a number in YAML", "in quotes"),
    setting("token_number", "template_service_token", 271828182, "its value is not text", "in quotes"),
    setting("notes_number", "setup_assist_notes", 42, "42 is a number in YAML", "in quotes"),
    setting("check_email", "template_precheck_email", "nobody", "'nobody' is not an e-mail address", "Give an address"),
    setting(
        "check_address",
        "template_precheck_address",
        {"line1": "1 A Street", "city": "Milpitas", "country": "USA"},
        "'USA' is not a two-letter country code",
        "Write US",
        at=".country",
        near="country:",
    ),
    # files
    setting("no_file_name", "users_file", "", "'' is not the name of a file", "Write the path"),
    # what is not worked out for every host
    setting("address_number", "api_url", 8443, "8443 is not text", "Correct its type"),
    setting("token_flag", "access_token", 271828182, "its value is not text", "in quotes"),
    setting("bundle_list", "ca_path", ["ca.pem"], "is not text", "Correct its type", near="- ca.pem"),
    setting("hosts_mapping", "hosts", {"acme": 1}, "is no pattern of hosts", "a list of patterns", near="acme:"),
    setting("others_text", "other_variables", "webex_floor", "'webex_floor' is text, not a list", "Write a list"),
]
