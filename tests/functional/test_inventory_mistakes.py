# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes in the inventory: all told at once, each with place and remedy, before anything is asked of Webex."""

from __future__ import annotations

import copy
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .support import HARBOR_ORG, TEMPLATE, Ansible, Run, Sandbox, address, user, write_inventory

TASK = "Check the declarations of all customers offline"
Vars = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One mistake, made by one host.

    Attributes:
        host: Inventory host.
        change: Makes the mistake in the host's variables.
        path: Where the problem is said to be.
        message: Part of what is wrong.
        remedy: Part of what to do.
        near: Text on the line that is named; the last key of the path when empty, None when no line can be known.
        count: Number of problems of the host.
        files: Files of the host's folder.
    """

    host: str
    change: Callable[[Vars], Any]
    path: str
    message: str
    remedy: str
    near: str | None = ""
    count: int = 1
    files: dict[str, bytes] = field(default_factory=dict)


def _set(path: str, value: Any) -> Callable[[Vars], None]:
    """Set the value at a path such as webex_users.0.email."""

    def change(variables: Vars) -> None:
        *parents, last = path.split(".")
        target: Any = variables
        for step in parents:
            target = target[int(step) if step.isdigit() else step]
        target[int(last) if last.isdigit() else last] = value

    return change


def _drop(path: str) -> Callable[[Vars], None]:
    def change(variables: Vars) -> None:
        *parents, last = path.split(".")
        target: Any = variables
        for step in parents:
            target = target[int(step) if step.isdigit() else step]
        del target[last]

    return change


def _all(*changes: Callable[[Vars], Any]) -> Callable[[Vars], None]:
    def change(variables: Vars) -> None:
        for one in changes:
            one(variables)

    return change


def _add_user(**changes: Any) -> Callable[[Vars], None]:
    def change(variables: Vars) -> None:
        domain = variables["webex_customer"]["admin_email"].partition("@")[2]
        variables["webex_users"].append(user(**{"email": f"bo@{domain}", "extension": "102", **changes}))

    return change


def _template(**changes: Any) -> Callable[[Vars], None]:
    """A template of the host's own, under a name of its own."""

    def change(variables: Vars) -> None:
        name = f"own-{variables['webex_customer']['external_id']}"
        variables["webex_customer"]["template"] = name
        variables["webex_onboarding_templates"] = [{**copy.deepcopy(TEMPLATE), "name": name, **changes}]

    return change


def _csv(text: str | bytes, name: str = "users.csv") -> dict[str, bytes]:
    return {name: text.encode() if isinstance(text, str) else text}


def _from_file(variables: Vars) -> None:
    del variables["webex_users"]
    variables["webex_users_file"] = "users.csv"


HEADER = "email,first_name,last_name,package,extension\n"
CUSTOMER, USER, LOCATION = "webex_customer", "webex_users[0]", "webex_locations[0]"
CASES = [
    # what is missing, and of which type it is
    Case(
        "no_external_id",
        _drop("webex_customer.external_id"),
        f"{CUSTOMER}.external_id",
        "it is missing",
        "Add the key external_id",
        "name:",
    ),
    Case(
        "no_name",
        _drop("webex_customer.name"),
        f"{CUSTOMER}.name",
        "it is missing",
        "or org_id when an existing organization",
        "external_id:",
    ),
    Case(
        "no_admin",
        _drop("webex_customer.admin_email"),
        f"{CUSTOMER}.admin_email",
        "it is missing",
        "Add the key admin_email",
        "external_id:",
    ),
    Case(
        "no_address",
        _drop("webex_customer.address"),
        f"{CUSTOMER}.address",
        "it is missing",
        "Add the key address",
        "external_id:",
    ),
    Case(
        "no_city",
        _drop("webex_customer.address.city"),
        f"{CUSTOMER}.address.city",
        "it is missing",
        "Add the key city",
        "line1:",
    ),
    Case(
        "no_headquarters",
        _drop("webex_customer.headquarters"),
        f"{CUSTOMER}.headquarters",
        "with a calling package",
        "Add headquarters with name, timezone",
        "external_id:",
    ),
    Case(
        "no_template",
        _drop("webex_customer.template"),
        f"{CUSTOMER}.template",
        "it is missing",
        "name of an onboarding template",
        "external_id:",
    ),
    Case(
        "no_last_name",
        _drop("webex_users.0.last_name"),
        f"{USER}.last_name",
        "it is missing",
        "Add the key last_name",
        "email:",
    ),
    Case(
        "no_user_package",
        _drop("webex_users.0.package"),
        f"{USER}.package",
        "it is missing",
        "Add the key package",
        "email:",
    ),
    Case("customer_text", _set("webex_customer", "Acme"), CUSTOMER, "'Acme' is not a mapping", "Correct its type"),
    Case(
        "packages_text",
        _set("webex_customer.packages", "webex_calling"),
        f"{CUSTOMER}.packages",
        "is not a list",
        "Correct its type",
    ),
    Case(
        "packages_empty",
        _set("webex_customer.packages", []),
        f"{CUSTOMER}.packages",
        "it is empty",
        "Name at least one",
    ),
    Case(
        "users_mapping",
        _set("webex_users", {"email": "a@b.example"}),
        "webex_users",
        "is not a list",
        "Begin every entry with a dash",
        "email:",
    ),
    Case(
        "user_text",
        _set("webex_users", ["ana@user-text.example"]),
        USER,
        "is not a mapping",
        "Correct its type",
        "ana@user-text.example",
    ),
    Case(
        "postal_code_number",
        _set("webex_customer.address.postal_code", 95035),
        f"{CUSTOMER}.address.postal_code",
        "95035 is a number in YAML",
        '"95035"',
    ),
    Case(
        "extension_number",
        _set("webex_users.0.extension", 101),
        f"{USER}.extension",
        "101 is a number in YAML",
        'Put it in quotes: "101"',
    ),
    Case(
        "limit_text",
        _set("webex_customer.package_limits", {"webex_calling": "many"}),
        f"{CUSTOMER}.package_limits.webex_calling",
        "'many' is not a whole number",
        "Correct its type",
    ),
    Case(
        "flag_text",
        _template(allow_webex_calls="perhaps"),
        "webex_onboarding_templates[0].allow_webex_calls",
        "'perhaps' is not true or false",
        "Correct its type",
    ),
    Case(
        "name_null",
        _set("webex_users.0.first_name", None),
        f"{USER}.first_name",
        "is not text",
        "Remove the key",
        "email:",
    ),
    # keys and names that are not known
    Case(
        "unknown_key",
        _set("webex_customer.adress_line", "x"),
        f"{CUSTOMER}.adress_line",
        "there is no such key",
        "Did you mean address",
        "adress_line",
    ),
    Case(
        "misspelt_key",
        _all(_drop("webex_users.0.extension"), _set("webex_users.0.extention", "101")),
        f"{USER}.extention",
        "there is no such key",
        "Did you mean extension",
    ),
    Case("unknown_user_key", _set("webex_users.0.fax", "1"), f"{USER}.fax", "there is no such key", "Use one of"),
    Case(
        "unknown_package",
        _set("webex_customer.packages.1", "webex_meeting"),
        f"{CUSTOMER}.packages[1]",
        "'webex_meeting' is not known",
        "Did you mean webex_meetings",
        "webex_meeting",
    ),
    Case(
        "unknown_template",
        _set("webex_customer.template", "gold-uk"),
        f"{CUSTOMER}.template",
        "there is no template 'gold-uk'",
        "Did you mean gold-us",
    ),
    Case(
        "unknown_role",
        _set("webex_admins.0.roles.0", "Full administratr"),
        "webex_admins[0].roles",
        "'Full administratr' is not a known role",
        "Did you mean Full administrator",
        "administratr",
    ),
    Case(
        "unknown_location",
        _set("webex_users.0.location", "Head Ofice"),
        f"{USER}.location",
        "there is no location 'Head Ofice'",
        "Did you mean Head Office",
    ),
    Case(
        "unknown_user_package",
        _set("webex_users.0.package", "common_area_calling"),
        f"{USER}.package",
        "'common_area_calling' is not known",
        "Use one of: webex_calling",
    ),
    # countries, languages, time zones, addresses
    Case(
        "bad_country",
        _set("webex_customer.address.country", "USA"),
        f"{CUSTOMER}.address.country",
        "'USA' is not a two-letter country code",
        "Write US",
    ),
    Case(
        "no_such_country",
        _set("webex_customer.address.country", "XX"),
        f"{CUSTOMER}.address.country",
        "'XX' is not a two-letter",
        "ISO 3166-1",
    ),
    Case(
        "small_country",
        _set("webex_customer.address.country", "us"),
        f"{CUSTOMER}.address.country",
        "'us' is not written in capitals",
        "Write US",
    ),
    Case(
        "bad_timezone",
        _set("webex_customer.headquarters.timezone", "America/LosAngeles"),
        f"{CUSTOMER}.headquarters.timezone",
        "is not an IANA time zone",
        "America/Los_Angeles",
    ),
    Case(
        "windows_timezone",
        _set("webex_customer.meetings_timezone", "Pacific Standard Time"),
        f"{CUSTOMER}.meetings_timezone",
        "is not an IANA time zone",
        ".",
    ),
    Case(
        "bad_language",
        _set("webex_customer.language", "en-US"),
        f"{CUSTOMER}.language",
        "'en-US' is not a language of an organization",
        "en_US",
    ),
    Case(
        "bad_prompt_language",
        _set("webex_customer.headquarters.language", "en_US"),
        f"{CUSTOMER}.headquarters.language",
        "'en_US' is not an announcement language",
        "en_us",
    ),
    Case(
        "long_line",
        _set("webex_customer.address.line1", "x" * 51),
        f"{CUSTOMER}.address.line1",
        "51 characters, Webex allows 50",
        "Shorten it",
    ),
    Case(
        "long_location",
        _set("webex_customer.headquarters.name", "x" * 81),
        f"{CUSTOMER}.headquarters.name",
        "81 characters, Webex allows 80",
        "Shorten it",
    ),
    Case(
        "percent",
        _set("webex_customer.name", "Fifty % Off"),
        f"{CUSTOMER}.name",
        "percent sign",
        "Remove the percent sign",
    ),
    Case("control_character", _set("webex_customer.name", "Acme\x07Pizza"), f"{CUSTOMER}.name", "U+0007", "plain text"),
    Case(
        "invisible_character",
        _set("webex_users.0.first_name", "Ana\u200b"),
        f"{USER}.first_name",
        "U+200B",
        "plain text",
    ),
    Case(
        "blank_end",
        _set("webex_customer.external_id", "key "),
        f"{CUSTOMER}.external_id",
        "white space",
        "Remove the white space",
    ),
    # e-mail addresses
    Case(
        "bad_email",
        _set("webex_users.0.email", "ana.diaz"),
        f"{USER}.email",
        "'ana.diaz' is not an e-mail address",
        "ana@acme.example",
    ),
    Case(
        "bad_admin",
        _set("webex_customer.admin_email", "it@"),
        f"{CUSTOMER}.admin_email",
        "is not an e-mail address",
        "ana@acme.example",
    ),
    Case(
        "double_email",
        _add_user(email="ana@double-email.example"),
        "webex_users[1].email",
        "is taken already by webex_users[0]",
        "own email",
        "ana@",
    ),
    Case(
        "double_email_case",
        _add_user(email="ANA@double-email-case.example"),
        "webex_users[1].email",
        "is taken already by webex_users[0]",
        "own email",
        "ANA@",
    ),
    Case(
        "shared_email",
        _add_user(email="ana@good.example"),
        "webex_users[1].email",
        "is a user of good as well",
        "Remove one of them",
        "ana@good",
    ),
    Case(
        "shared_email_case",
        _add_user(email="Bo@Good.example"),
        "webex_users[1].email",
        "is a user of good as well",
        "Remove one of them",
        "Bo@Good",
    ),
    # users and packages
    Case(
        "foreign_package",
        _set("webex_users.0.package", "webex_suite"),
        f"{USER}.package",
        "does not have the package webex_suite",
        "Choose one of webex_calling",
    ),
    Case(
        "no_extension",
        _drop("webex_users.0.extension"),
        f"{USER}.extension",
        "neither number nor extension",
        "Add extension, number or both",
        "email:",
    ),
    Case(
        "meetings_extension",
        _set("webex_users.0.package", "webex_meetings"),
        f"{USER}.extension",
        "makes no calls, but extension is given",
        "Remove extension",
    ),
    Case(
        "meetings_location",
        _add_user(extension=None, location="Head Office"),
        "webex_users[1].location",
        "makes no calls, but location is given",
        "Remove location",
    ),
    Case(
        "meetings_number",
        _add_user(extension=None, number="+14085550101"),
        "webex_users[1].number",
        "makes no calls, but number is given",
        "choose a calling package",
    ),
    Case(
        "emergency_extension",
        _set("webex_users.0.extension", "911"),
        f"{USER}.extension",
        "'911' is an emergency",
        "Choose another",
    ),
    Case(
        "letters_extension",
        _set("webex_users.0.extension", "10a"),
        f"{USER}.extension",
        "'10a' is not an extension",
        "digits only",
    ),
    Case(
        "double_extension",
        _add_user(extension="101"),
        "webex_users[1].extension",
        "'101' is taken already by webex_users[0]",
        "own extension",
    ),
    # numbers
    Case(
        "number_without_plus",
        _set("webex_users.0.number", "14085550101"),
        f"{USER}.number",
        "not in international form",
        "+14085550101",
    ),
    Case(
        "impossible_number",
        _set("webex_users.0.number", "+1408555"),
        f"{USER}.number",
        "is not a possible phone number",
        "Check its digits",
    ),
    Case(
        "mangled_number",
        _set("webex_users.0.number", "1.40856E+10"),
        f"{USER}.number",
        "changed by a spreadsheet",
        "full number as text",
    ),
    Case(
        "foreign_number",
        _set("webex_users.0.number", "+14085550199"),
        f"{USER}.number",
        "is not among the numbers of location Head Office",
        "Add it to the numbers",
    ),
    Case(
        "double_number",
        _all(_set("webex_users.0.number", "+14085550101"), _add_user(number="+14085550101")),
        "webex_users[1].number",
        "is taken already by webex_users[0]",
        "own number",
    ),
    Case(
        "main_number",
        _set("webex_locations.0.main_number", "+14085550109"),
        f"{LOCATION}.main_number",
        "is not among the numbers",
        "Add it to numbers",
    ),
    Case(
        "double_location_number",
        _set("webex_locations.0.numbers.1", "+14085550100"),
        f"{LOCATION}.numbers",
        "listed more than once",
        "every number once",
        "- '+1",
    ),
    Case(
        "two_ways_out",
        _set("webex_locations.0.pstn", {"provider": "A", "route": {"type": "TRUNK", "id": "B"}}),
        f"{LOCATION}.pstn",
        "exactly one way",
        "either provider or route",
        "provider:",
    ),
    # packages and limits of the customer
    Case(
        "add_on_alone",
        _all(_set("webex_customer.packages", ["webex_meetings", "attendant_console"]), _set("webex_users", [])),
        f"{CUSTOMER}.packages",
        "attendant_console cannot stand alone",
        "Add at least one of webex_calling",
        "webex_meetings",
    ),
    Case(
        "double_package",
        _set("webex_customer.packages.1", "webex_calling"),
        f"{CUSTOMER}.packages",
        "webex_calling is listed more than once",
        "every package once",
        "webex_calling",
    ),
    Case(
        "limit_without_package",
        _set("webex_customer.package_limits", {"webex_suite": 5}),
        f"{CUSTOMER}.package_limits.webex_suite",
        "does not have this package",
        "Add webex_suite to packages",
    ),
    Case(
        "negative_limit",
        _set("webex_customer.package_limits", {"webex_calling": -1}),
        f"{CUSTOMER}.package_limits.webex_calling",
        "-1 is less than 0",
        "Use 0 or more",
    ),
    # templates
    Case(
        "saml_without_entity",
        _template(authentication={"method": "saml"}),
        "webex_onboarding_templates[0].authentication.idp_entity_id",
        "method saml needs",
        "Add idp_entity_id",
        "method:",
    ),
    Case(
        "webex_with_entity",
        _template(authentication={"method": "webex", "idp_entity_id": "x"}),
        "webex_onboarding_templates[0].authentication.idp_entity_id",
        "no identity provider",
        "method saml or oidc",
    ),
    Case(
        "unknown_method",
        _template(authentication={"method": "ldap"}),
        "webex_onboarding_templates[0].authentication.method",
        "'ldap' is not known",
        "Use one of: webex, saml, oidc",
    ),
    Case(
        "template_differs",
        _set("webex_onboarding_templates", [{**TEMPLATE, "brand_name": "Other"}]),
        "webex_onboarding_templates",
        "template gold-us is declared differently",
        "once, for all customers",
        "name:",
    ),
    # customers among each other
    Case(
        "attach_forbidden",
        _all(_template(allow_admin_invite_emails=False), _set("webex_customer.org_id", "some-org")),
        f"{CUSTOMER}.org_id",
        "does not allow administrator invitation e-mails",
        "allow_admin_invite_emails",
    ),
    Case(
        "attached_twice",
        _set("webex_customer.org_id", HARBOR_ORG),
        f"{CUSTOMER}.org_id",
        "attached by good as well",
        "Attach an organization once",
    ),
    Case(
        "double_external_id",
        _set("webex_customer.external_id", "good"),
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
    # what cannot be worked out
    Case(
        "undefined_variable",
        _set("webex_customer.name", "{{ nobody_knows_this }}"),
        CUSTOMER,
        "nobody_knows_this",
        "Correct the expression",
        None,
    ),
    # files
    Case(
        "both_users",
        _set("webex_users_file", "users.csv"),
        "webex_users",
        "both webex_users and webex_users_file",
        "one of them",
        "email:",
        files=_csv(HEADER),
    ),
    Case(
        "missing_file",
        _from_file,
        "webex_users_file",
        "cannot be read: No such file",
        "Correct the path",
        "webex_users_file:",
    ),
    Case(
        "csv_unknown_column",
        _from_file,
        "webex_users_file",
        "the column 'nickname' is not known",
        "name",
        "users.csv, line 1",
        files=_csv(HEADER.strip() + ",nickname\n"),
    ),
    Case(
        "csv_missing_column",
        _from_file,
        "webex_users_file",
        "the column package is missing",
        "Add the column package",
        "users.csv, line 1",
        files=_csv("email,first_name\n"),
    ),
    Case(
        "csv_doubled_column",
        _from_file,
        "webex_users_file",
        "the column 'email' occurs twice",
        "Remove one",
        "users.csv, line 1",
        files=_csv("email," + HEADER),
    ),
    Case(
        "csv_ragged_row",
        _from_file,
        "webex_users_file",
        "the row has 2 cells, the header 5",
        "in quotes",
        "users.csv, line 3",
        files=_csv(HEADER + "a@csv-ragged.example,A,B,webex_calling,1\nb@csv-ragged.example,B\n"),
    ),
    Case(
        "csv_not_utf8",
        _from_file,
        "webex_users_file",
        "the file users.csv is not UTF-8 text",
        "CSV UTF-8",
        "webex_users_file:",
        files=_csv(HEADER.encode() + "a@csv-latin.example,José,B,webex_calling,21\n".encode("latin-1")),
    ),
    Case(
        "csv_bad_cell",
        _from_file,
        "webex_users_file[1].extension",
        "'12x' is not an extension",
        "digits only",
        "users.csv, line 3",
        files=_csv(HEADER + "a@csv-cell.example,A,B,webex_calling,21\nb@csv-cell.example,B,C,webex_calling,12x\n"),
    ),
    Case(
        "csv_double_email",
        _from_file,
        "webex_users_file[1].email",
        "is taken already by users.csv, line 2",
        "own email",
        "users.csv, line 3",
        files=_csv(HEADER + "a@csv-double.example,A,B,webex_calling,21\nA@csv-double.example,B,C,webex_calling,22\n"),
    ),
    Case(
        "csv_open_quote",
        _from_file,
        "webex_users_file",
        "is not readable as CSV",
        "Check the quotes",
        "users.csv, line 2",
        files=_csv(HEADER + '"a@csv-quote.example,A,B,webex_calling,21\n'),
    ),
    Case(
        "csv_empty",
        _from_file,
        "webex_users_file",
        "the file is empty",
        "header row",
        "users.csv, line 1",
        files=_csv(""),
    ),
]


def _good(host: str) -> Vars:
    key = host.replace("_", "-")
    return {
        "webex_customer": {
            "external_id": key,
            "name": f"Company {key}",
            "admin_email": f"it@{key}.example",
            "template": "gold-us",
            "packages": ["webex_calling", "webex_meetings"],
            "language": "en_US",
            "address": address(),
            "headquarters": {"name": "Head Office", "timezone": "America/Los_Angeles", "language": "en_us"},
        },
        "webex_locations": [{"name": "Head Office", "numbers": ["+14085550100", "+14085550101"]}],
        "webex_users": [user(f"ana@{key}.example", "101")],
        "webex_admins": [{"email": f"it@{key}.example", "roles": ["Full administrator"]}],
    }


# No two customers may have the same number: each gets an area code of its own.
SHARED = "+14085550"


def _renumbered(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {key: _renumbered(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [_renumbered(item, old, new) for item in value]
    return value.replace(old, new) if isinstance(value, str) else value


@dataclass(repr=False)
class Story:
    run: Run
    folder: Path
    problems: dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def offline(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Ansible:
    return make_ansible(start())


@pytest.fixture(scope="module")
def story(offline: Ansible, tmp_path_factory: pytest.TempPathFactory) -> Story:
    hosts = {"good": _good("good")}
    hosts["good"]["webex_users"].append(user("bo@good.example", "102"))
    hosts["good"]["webex_customer"]["org_id"] = HARBOR_ORG
    for case in CASES:
        hosts[case.host] = _good(case.host)
        case.change(hosts[case.host])
    own = {host: f"+1{index}{SHARED[5:]}" for index, host in enumerate(hosts, 500)}
    hosts = {host: _renumbered(variables, SHARED, own[host]) for host, variables in hosts.items()}
    folder = write_inventory(tmp_path_factory.mktemp("mistakes") / "inventory", hosts)
    for case in CASES:
        for name, content in case.files.items():
            (folder / "host_vars" / case.host / name).write_bytes(content)
    run = offline.playbook(inventory=folder)
    problems: dict[str, list[dict[str, str]]] = {}
    for problem in run.one(TASK)["result"].get("problems") or []:
        host = problem["customer"]
        problems.setdefault(host, []).append(_renumbered(problem, own[host], SHARED))
    return Story(run, folder, problems)


def test_names_of_cases_differ() -> None:
    assert len({case.host for case in CASES}) == len(CASES) >= 45


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.host)
def test_mistake(story: Story, case: Case) -> None:
    found = story.problems.get(case.host, [])
    fitting = [problem for problem in found if problem["path"] == case.path and case.message in problem["message"]]
    assert len(fitting) == 1, found
    assert len(found) == case.count, found
    assert case.remedy in fitting[0]["remedy"]
    _check_place(story.folder, case, fitting[0]["place"])
    line = f"- {case.host}: {case.path}"
    assert line in story.run.one(TASK)["result"]["msg"]


def _check_place(folder: Path, case: Case, place: str) -> None:
    if case.near is None:
        return
    if case.near.startswith("users.csv"):
        assert place == case.near
        return
    match = re.fullmatch(r"(.+):(\d+)", place)
    assert match, f"no file and line: {place!r}"
    file = folder / "host_vars" / case.host / "vars.yml"
    assert match[1].endswith(f"host_vars/{case.host}/vars.yml")
    text = file.read_text(encoding="utf-8").splitlines()[int(match[2]) - 1]
    near = case.near or re.split(r"[.\[]", case.path.rstrip("]"))[-1]
    assert near in text, f"line {match[2]}: {text!r}"


def test_everything_is_told_at_once(story: Story) -> None:
    assert story.run.status == 2
    problems = story.run.one(TASK)["result"]["problems"]
    assert f"{len(problems)} mistakes in the data:" in story.run.output
    assert set(story.problems) == {case.host for case in CASES}


def test_nothing_is_asked_of_webex(story: Story) -> None:
    assert story.run.journal == []
    assert {record["module"] for record in story.run.records} == {"webex_inventory"}


def test_check_mode_tells_the_same(offline: Ansible, story: Story) -> None:
    run = offline.playbook("webex.wholesale.onboard", "--check", inventory=story.folder)
    assert run.status == 2
    assert run.journal == []
    assert run.one(TASK)["result"]["problems"] == story.run.one(TASK)["result"]["problems"]


def test_a_good_customer_alone_passes(offline: Ansible, story: Story) -> None:
    run = offline.playbook("webex.wholesale.onboard", "--check", "-l", "good", "-t", "template", inventory=story.folder)
    run.succeeded()
    result = run.result(TASK)
    assert result["customers"] == 1
    assert result["users"] == 2
    assert [row["name"] for row in result["templates"]] == ["gold-us"]


def test_a_single_mistake_is_one_mistake(offline: Ansible, story: Story) -> None:
    run = offline.playbook("webex.wholesale.onboard", "-l", "small_country", inventory=story.folder)
    assert run.status == 2
    assert run.journal == []
    message = run.failure(TASK)
    assert message.startswith("1 mistake in the data:")
    place = r"\([^()]*host_vars/small_country/vars\.yml:\d+\)"
    assert re.search(
        rf"small_country: webex_customer\.address\.country {place}: 'us' is not written in capitals", message
    )


def test_tags_do_not_skip_the_check(offline: Ansible, story: Story) -> None:
    run = offline.playbook("webex.wholesale.onboard", "-l", "percent", "-t", "users", inventory=story.folder)
    assert run.status == 2
    assert run.journal == []


def test_declarations_without_inventory(offline: Ansible) -> None:
    good = _good("given")
    bad = copy.deepcopy(good)
    bad["webex_customer"]["address"]["country"] = "usa"
    tasks = [
        {
            "name": name,
            "webex.wholesale.webex_inventory": {
                "declarations": {"given": {**data, "webex_onboarding_templates": [TEMPLATE]}}
            },
            "ignore_errors": True,
            "vars": where,
        }
        for name, data, where in (
            ("good", good, {}),
            ("bad", bad, {}),
            ("good on host", good, {"webex_run_on": "host"}),
            ("bad on host", bad, {"webex_run_on": "host"}),
        )
    ]
    run = offline.play(tasks, extra={"ansible_connection": "local", "ansible_python_interpreter": sys.executable})
    assert run.result("good")["customers"] == run.result("good on host")["customers"] == 1
    assert run.failure("bad") == run.failure("bad on host")
    assert "'usa' is not a two-letter country code. Write US." in run.failure("bad")
    assert run.journal == []
