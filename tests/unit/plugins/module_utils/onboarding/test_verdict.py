# SPDX-License-Identifier: GPL-3.0-or-later
"""Which hosts a mistake concerns, and the verdict on an inventory for machines."""

from __future__ import annotations

import json
from xml.etree import ElementTree as Xml

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import Problem
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.across import contradictions
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.declared_customer import CustomerDeclaration
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.identity import Identity, shared_identities
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.verdict import (
    as_json,
    as_junit,
    refusals,
    write,
)
from ansible_collections.webex.wholesale.plugins.module_utils._templates.model import Template
from ansible_collections.webex.wholesale.tests.unit import samples

OWN = Problem(("webex_users", 0), "it is <wrong> & \x1b[31m\ud800.", "Correct it.", "acme", "host_vars/acme/u.yml:3")
SHARED = Problem(("webex_customer_id",), "it is shared.", "Leave it in one.", "acme", shared_with=("globex", "acme"))
OF_ALL = Problem(("webex_prune",), "it is no list.", "Write a list.")
HOSTS = ["acme", "globex", "harbor"]


def test_a_mistake_is_told_to_everybody_that_it_concerns():
    told = refusals([OWN, SHARED])
    assert list(told) == ["acme", "globex"]
    assert told["acme"].startswith("2 mistakes in the data:\n- acme: webex_users[0] (host_vars/acme/u.yml:3): ")
    assert told["globex"] == "1 mistake in the data:\n- acme: webex_customer_id: it is shared. Leave it in one."


def test_json():
    verdict = json.loads(as_json(HOSTS, [OWN, SHARED, OF_ALL]))
    assert {**verdict, "problems": None} == {
        "valid": False,
        "hosts": HOSTS,
        "refused_hosts": ["acme", "globex"],
        "problems": None,
    }
    assert [problem["customer"] for problem in verdict["problems"]] == ["acme", "acme", ""]
    assert json.loads(as_json(HOSTS, [])) == {"valid": True, "hosts": HOSTS, "refused_hosts": [], "problems": []}


def test_junit():
    root = Xml.fromstring(as_junit(HOSTS, [OWN, SHARED, OF_ALL]))
    assert (root.get("tests"), root.get("failures")) == ("4", "3")
    cases = {case.get("name"): case for case in root.iter("testcase")}
    failures = {name: case.find("failure") for name, case in cases.items()}
    assert [name for name, failure in failures.items() if failure is None] == ["harbor"]
    assert list(cases) == ["settings of all hosts", *HOSTS]
    assert failures["acme"].get("message") == "2 mistakes in the data"
    assert "it is <wrong> & \\x1b[31m\\ud800. Correct it." in failures["acme"].text
    assert cases["acme"].get("file") == "host_vars/acme/u.yml"
    assert cases["globex"].get("file") is None


@pytest.mark.parametrize(("name", "start"), [("a.xml", "<?xml"), ("a.XML", "<?xml"), ("a.json", "{"), ("a", "{")])
def test_the_extension_is_the_format(tmp_path, name, start):
    (tmp_path / name).write_text("something older and longer\n" * 100)
    assert write(str(tmp_path / name), HOSTS, [OWN]) == []
    text = (tmp_path / name).read_text()
    assert text.startswith(start)
    assert "older" not in text


@pytest.mark.parametrize("name", ["missing/a.json", ".", "a\0b"])
def test_a_file_that_cannot_be_written_is_a_mistake_of_its_own(tmp_path, name):
    (problem,) = write(f"{tmp_path}/{name}", HOSTS, [])
    assert problem.customer == ""
    assert "cannot be written: " in problem.message


@pytest.mark.parametrize(
    ("identities", "concerned"),
    [
        ([Identity("a", external_id="x"), Identity("b"), Identity("c", external_id="x")], {"a", "c"}),
        ([Identity("a", customer_id="x"), Identity("b", customer_id="x"), Identity("c")], {"a", "b"}),
        ([Identity("a", org_id="x"), Identity("b", org_id="x"), Identity("c")], {"a", "b"}),
        # Customers of a sub-partner are right, whoever takes its organization for one of a customer.
        ([Identity("a", sub_partner="x"), Identity("b", org_id="x"), Identity("c")], {"b"}),
    ],
)
def test_which_hosts_one_identity_concerns(identities, concerned):
    assert set(refusals(shared_identities(identities))) == concerned


def test_a_template_with_two_contents_concerns_everybody_who_declares_it():
    gold, other = (Template(**{**samples.TEMPLATE, "country": country}) for country in ("US", "CA"))
    silver = Template(**{**samples.TEMPLATE, "name": "silver"})
    declared = {"a": [gold], "b": [gold, silver], "c": [other], "d": [silver], "e": [other]}
    customers = [CustomerDeclaration(host, templates=tuple(rows)) for host, rows in declared.items()]
    problems = list(contradictions(customers))
    assert [problem.customer for problem in problems] == ["c", "e"]
    assert set(refusals(problems)) == {"a", "b", "c", "e"}
    # A list of everybody in each mistake would grow with the square of the hosts.
    assert [len(problem.shared_with) for problem in problems] == [3, 1]
