# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that take text refuse what YAML made of it, on the controller and on the host alike."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from .support import Ansible, Run, Sandbox

# As a person types it: name of the task, module, options, what is said of which option.
WORD = "YAML took a word such as no, yes, on or off for it: put the word in quotes."
NUMBER = 'Put it in quotes as it is meant, for example "0101": YAML drops zeros and plus signs.'
ADDRESS = "{line1: 1 A Street, city: Milpitas, postal_code: '95035', country: US}"
HQ = "{name: Head Office, timezone: America/Los_Angeles, language: en_us}"
TEMPLATE = (
    "service_provider_admin: a@provider.example, country: US, email_language: en_US, wholesale_subscription: Sub1"
)
TYPED: list[tuple[str, str, list[str]]] = [
    (
        "webex_user",
        "customer: texts, email: ana@texts.example, first_name: NO, last_name: 007, package: webex_calling, "
        "extension: 0101",
        [
            f"first_name: False is not text. {WORD}",
            f"last_name: 7 is a number in YAML, not text. {NUMBER}",
            f"extension: 65 is a number in YAML, not text. {NUMBER}",
        ],
    ),
    (
        "webex_user",
        "customer: texts, email: ana@texts.example, first_name: Ana, last_name: Diaz, package: webex_calling, "
        "number: +14085550101, title: 2026-01-02",
        [
            'number: 14085550101 is a number in YAML, not text. Put it in quotes: "+14085550101" if',
            "title: 2026-01-02 is not text. YAML took it for a date: put it in quotes.",
        ],
    ),
    (
        "webex_user",
        "customer: 0042, email: ana@texts.example, state: on",
        [f"customer: 34 is a number in YAML, not text. {NUMBER}", f"state: True is not text. {WORD}"],
    ),
    (
        "webex_customer",
        f"external_id: 0042, provisioning_id: 123, name: 1800, admin_email: it@texts.example, "
        f"packages: [webex_calling], language: NO, address: {ADDRESS}, headquarters: {HQ}",
        [
            f"external_id: 34 is a number in YAML, not text. {NUMBER}",
            f"provisioning_id: 123 is a number in YAML, not text. {NUMBER}",
            f"name: 1800 is a number in YAML, not text. {NUMBER}",
            f"language: False is not text. {WORD}",
        ],
    ),
    (
        "webex_customer",
        "external_id: 0042, state: absent",
        [f"external_id: 34 is a number in YAML, not text. {NUMBER}"],
    ),
    (
        "webex_customer_info",
        "external_ids: [acme-0001, 0042], org_id: 1.5",
        [f"external_ids[1]: 34 is a number in YAML, not text. {NUMBER}", "org_id: 1.5 is a number in YAML, not text."],
    ),
    (
        "webex_customer_info",
        "external_ids: 'one,two'",
        ["external_ids: 'one,two' is not a list. Begin every entry with a dash."],
    ),
    (
        "webex_location",
        f"customer: texts, name: 5, timezone: America/Los_Angeles, language: NO, address: {ADDRESS}",
        [f"name: 5 is a number in YAML, not text. {NUMBER}", f"language: False is not text. {WORD}"],
    ),
    (
        "webex_location",
        f"customer: texts, name: Pier, timezone: America/Los_Angeles, language: en_us, address: {ADDRESS}, "
        "routing_prefix: 010",
        [f"routing_prefix: 8 is a number in YAML, not text. {NUMBER}"],
    ),
    ("webex_location_info", "customer: texts, name: off", [f"name: False is not text. {WORD}"]),
    (
        "webex_locations",
        "customer: texts, sub_partner_org_id: 12, locations: [{name: 5}], protected_locations: [yes]",
        [
            "sub_partner_org_id: 12 is a number in YAML, not text.",
            f"protected_locations[0]: True is not text. {WORD}",
            f"locations[0].name: 5 is a number in YAML, not text. {NUMBER}",
        ],
    ),
    ("webex_pstn", "customer: 5, connections: []", ["customer: 5 is a number in YAML, not text."]),
    ("webex_phone_numbers", "customer_id: 5, locations: []", ["customer_id: 5 is a number in YAML, not text."]),
    (
        "webex_phone_numbers_info",
        "customer: texts, location: 12, number: +14085550101",
        ["location: 12 is a number in YAML, not text.", "number: 14085550101 is a number in YAML, not text."],
    ),
    (
        "webex_user_info",
        "customer: texts, email: [a], status: no",
        ["email: ['a'] is not text.", "status: False is not"],
    ),
    (
        "webex_users",
        "customer: texts, users: [], default_location: 5, full_admins: [1], planned_customer: {provisioning_id: 0017}, "
        "users_file: null",
        [
            "default_location: 5 is a number in YAML, not text.",
            "full_admins[0]: 1 is a number in YAML, not text.",
            "planned_customer.provisioning_id: 15 is a number in YAML, not text.",
        ],
    ),
    (
        "webex_admin_roles",
        "customer: texts, admins: [], known_roles: [{id: 1, name: NO}]",
        ["known_roles[0].id: 1 is a number in YAML, not text.", f"known_roles[0].name: False is not text. {WORD}"],
    ),
    (
        "webex_onboarding_template",
        f"name: 2026, driver: off, {TEMPLATE}, brand_name: NO, provisioning_id: 0017",
        [
            "name: 2026 is a number in YAML, not text.",
            f"driver: False is not text. {WORD}",
            f"brand_name: False is not text. {WORD}",
            "provisioning_id: 15 is a number in YAML, not text.",
        ],
    ),
]
TITLES = [f"{index} {module}" for index, (module, _options, _told) in enumerate(TYPED)]
# Text that looks like something else, also out of an expression, is text.
LOOP = """
    - name: text
      webex.wholesale.webex_user:
        customer: texts
        email: "{{ item.email }}"
        first_name: "{{ item.first_name }}"
        last_name: "{{ item.last_name }}"
        package: webex_calling
        extension: "{{ item.extension }}"
      check_mode: true
      ignore_errors: true
      loop:
        - {email: no@texts.example, first_name: "NO", last_name: "007", extension: "0101"}
    - name: number of an expression
      webex.wholesale.webex_user:
        customer: texts
        email: ana@texts.example
        first_name: Ana
        last_name: Diaz
        package: webex_calling
        extension: "{{ 100 + 1 }}"
      ignore_errors: true
"""


@pytest.fixture(scope="module", params=["controller", "host"])
def typed(request: pytest.FixtureRequest, start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    ansible = make_ansible(start(), ANSIBLE_PIPELINING="1")
    tasks = [
        f"    - name: {title}\n      webex.wholesale.{module}: {{{options}}}\n      ignore_errors: true\n"
        for title, (module, options, _told) in zip(TITLES, TYPED, strict=True)
    ]
    file = ansible.folder / "typed.yml"
    file.write_text("- hosts: all\n  gather_facts: false\n  tasks:\n" + "".join(tasks) + LOOP, encoding="utf-8")
    extra = {
        "webex_run_on": request.param,
        "ansible_connection": "local",
        "ansible_python_interpreter": sys.executable,
    }
    return ansible.playbook(file, inventory="nowhere,", extra=extra)


@pytest.mark.parametrize("index", range(len(TYPED)), ids=TITLES)
def test_what_is_no_text_is_refused(typed: Run, index: int) -> None:
    message = typed.failure(TITLES[index])
    told = TYPED[index][2]
    assert message.startswith(f"{len(told)} mistake"), message
    for line in told:
        assert f"\n- {line}" in message, message


def test_text_that_looks_like_something_else_is_text(typed: Run) -> None:
    (row,) = typed.one("text")["result"]["results"]
    # As far as Webex, which does not know the customer.
    assert row["msg"].startswith("There is no customer texts.")


def test_a_number_of_an_expression_is_no_text(typed: Run) -> None:
    assert "extension: 101 is a number in YAML, not text." in typed.failure("number of an expression")


def test_nothing_is_asked_for_what_is_refused(typed: Run) -> None:
    # One look for the customer of the task that is right.
    assert [record["path"] for record in typed.journal] == ["/v1/wholesale/customers"]
