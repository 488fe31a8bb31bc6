# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes: names of variables."""

from __future__ import annotations

from .case import Case, put


def unknown(host: str, name: str, value: object, remedy: str) -> Case:
    """A variable that is not known; its line is known, whatever its value."""
    return Case(f"variable_{host}", put(name, value), name, "there is no such variable", remedy, f"{name}:")


CASES = [
    unknown("user", "webex_user", [{"email": "bo@user.example"}], "Did you mean webex_users?"),
    unknown("location", "webex_location", [], "Did you mean webex_locations?"),
    unknown("user_file", "webex_user_file", "users.csv", "Did you mean webex_users_file?"),
    unknown("setting", "webex_prune_numbers_in_us", True, "Did you mean webex_prune_numbers_in_use?"),
    unknown("null", "webex_admin", None, "Did you mean webex_admins?"),
    unknown("capital", "Webex_Users", [], "Did you mean webex_users?"),
    unknown("hyphen", "webex-users", [], "Did you mean webex_users?"),
    unknown("secret", "webex_acces_token", "{{ nobody_knows_this }}", "Did you mean webex_access_token?"),
    unknown("own", "webex_xyz", "own", "Correct or remove it. Name a variable of your own in webex_other_variables."),
]
