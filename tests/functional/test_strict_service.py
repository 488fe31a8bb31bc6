# SPDX-License-Identifier: GPL-3.0-or-later
"""First runs on the stricter reading of Webex: mandatory states and postal codes, nothing made up, templates that are
known only on behalf of their sub-partner."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .support import (
    ATTACH,
    COASTLINE_ORG,
    GOLD,
    HARBOR_ORG,
    ONBOARD,
    QUICK,
    TEMPLATE,
    Ansible,
    Record,
    Run,
    Sandbox,
    actions,
    address,
    customer,
    of_operation,
    operations,
    order,
    query,
    task,
    write_inventory,
    writes,
)

TASK = "Keep the onboarding templates as declared"
ASKED = "precheckWholesaleCustomer"
COAST = "Y29hc3RsaW5lLXRlbXBsYXRlLW9mLXRoZS1zdWItcGFydG5lcg"
MODES = pytest.mark.parametrize("mode", [["--check"], []], ids=["plan", "run"])


@pytest.fixture(scope="module")
def sandbox(start: Callable[..., Sandbox]) -> Iterator[Sandbox]:
    """Return a strict sandbox in which the sub-partner has a template of its own; nothing made up may reach it."""
    sandbox = start("--address-rules", "strict", "--no-template-service", "--provisioning-delay", "0.2")
    coast = {"name": "coast", "provisioning_id": COAST, "sub_partner_org_id": COASTLINE_ORG}
    sandbox.control("POST", "/seed", {"templates": [coast]})
    yield sandbox
    sent = json.dumps([record["body"] for record in of_operation(sandbox.everything(), ASKED)]).casefold()
    assert "provisioningid" in sent
    assert "check" not in sent
    assert TEMPLATE["service_provider_admin"].rpartition("@")[2] not in sent


@dataclass(repr=False)
class Provider:
    """An inventory of customers whose templates a person makes in Partner Hub, and its runs."""

    ansible: Ansible
    folder: Path

    def declare(self, *customers: Record, templates: list[Record] | None = None) -> Path:
        """Write the inventory: a host for each customer, and the template gold-us unless others are given."""
        shared = {
            "webex_template_driver": "manual",
            "webex_onboarding_templates": templates or [template("gold-us", GOLD)],
        }
        hosts = {row["external_id"].replace("-", "_"): {"webex_customer": row} for row in customers}
        return write_inventory(self.folder / "inventory", hosts, shared)

    def run(self, *arguments: str, **more: Any) -> Run:
        """Run the playbook with that inventory."""
        inventory = self.folder / "inventory"
        return self.ansible.playbook(ONBOARD, *arguments, inventory=inventory, extra={**QUICK, **more})

    def records(self) -> list[str]:
        """The names of the templates that were recorded."""
        return sorted(path.stem for path in self.folder.glob("inventory/.webex/onboarding-templates/*"))


@pytest.fixture
def provider(ansible: Ansible, tmp_path: Path) -> Provider:
    return Provider(ansible, tmp_path)


def template(name: str, provisioning_id: str) -> Record:
    return {**TEMPLATE, "name": name, "provisioning_id": provisioning_id}


def declared(key: str, template_name: str = "gold-us", **changes: Any) -> Record:
    return customer(key, template=template_name, **changes)


def verdict(run: Run, name: str = "gold-us") -> Record:
    """What the result says about the provisioning ID of a template."""
    rows = {row["item"]["name"]: row for row in run.one(TASK)["result"]["results"]}
    return dict(rows[name]["precheck"])


def message(run: Run) -> str:
    (failed,) = [row for row in run.one(TASK)["result"]["results"] if row.get("failed")]
    return str(failed["msg"])


def asked(run: Run) -> list[Record]:
    """The questions of the template step alone, which comes first."""
    return run.requests(TASK)


def bodies(records: list[Record]) -> list[Record]:
    return [dict(record["body"]) for record in records]


def told(run: Run) -> str:
    return " ".join(run.output.split())


def test_first_run_on_a_strict_service(provider: Provider, sandbox: Sandbox) -> None:
    provider.declare(declared("first-0001"))
    plan = provider.run("--check", "--diff").succeeded()
    assert writes(plan.journal) == []
    assert provider.records() == []
    first = provider.run().succeeded()
    assert actions(plan) == actions(first) != {}
    assert sandbox.customers()["first-0001"]["status"] == "provisioned"
    assert provider.records() == ["gold-us"]
    for run in (plan, first):
        assert verdict(run) == {"verdict": "usable", "detail": "asked for customer first-0001"}
        # What the customer's own step asks, word for word.
        questions = of_operation(run.journal, ASKED)
        assert len(questions) == 2
        assert bodies(questions[:1]) == bodies(questions[1:])
        assert [dict(question["query"]) for question in questions] == [{}, {}]

    second = provider.run().succeeded()
    assert second.changed == 0
    assert {row["method"] for row in second.journal} == {"GET"}
    assert verdict(second) == {"verdict": "not_asked", "detail": "the record has this ID"}


@MODES
def test_a_refused_id_stops_everybody(provider: Provider, mode: list[str]) -> None:
    provider.declare(declared("wrong-0001"), declared("wrong-0002"), templates=[template("gold-us", "bm90LWl0")])
    run = provider.run(*mode)
    assert run.status == 2
    text = message(run)
    refusal = "template gold-us: Webex's precheck refuses the provisioning ID for customer wrong-0001: "
    assert text.startswith(f"{refusal}The provisioningId is unknown.")
    assert "Copy the ID again from the template in Partner Hub into its provisioning_id" in text
    assert "webex_precheck" in text
    assert operations(run.journal) == {ASKED: 1}
    assert provider.records() == []
    assert verdict(run)["verdict"] == "refused"


@MODES
def test_an_objection_to_something_else_is_no_refusal(provider: Provider, ansible: Ansible, mode: list[str]) -> None:
    # The customer is in Webex already, so that its administrator's address is taken.
    key = "there-0001" if mode else "there-0002"
    ansible.play([task("There before", "webex_customer", order(key))]).succeeded()
    provider.declare(declared(key))
    run = provider.run(*mode).succeeded()
    assert verdict(run)["verdict"] == "unclear"
    text = told(run)
    assert "template gold-us: whether its provisioning ID is usable is not known" in text
    assert f"objects to something else, for customer {key}: The email address already belongs to a user" in text
    assert operations(run.journal)[ASKED] == 1
    assert provider.records() == ([] if mode else ["gold-us"])
    if not mode:
        again = provider.run().succeeded()
        assert (again.changed, operations(again.journal)[ASKED]) == (0, 0)


@MODES
def test_a_bad_address_is_the_matter_of_its_customer_alone(
    provider: Provider, sandbox: Sandbox, mode: list[str]
) -> None:
    bad, good = ("bad-0001", "good-0001") if mode else ("bad-0002", "good-0002")
    provider.declare(declared(bad, address=address(state="Kalifornia")), declared(good))
    run = provider.run(*mode)
    assert run.status == 2
    assert verdict(run)["verdict"] == "unclear"
    step = "Find the customer, or begin to build it"
    assert "stateOrProvince Kalifornia is unknown in US" in run.failure(step, host=bad.replace("-", "_"))
    run.result(step, host=good.replace("-", "_"))
    assert (good in sandbox.customers()) is not bool(mode)


@MODES
def test_a_mandatory_state_is_no_matter_of_the_template(provider: Provider, mode: list[str]) -> None:
    key = "stateless-0001" if mode else "stateless-0002"
    without = {name: value for name, value in address().items() if name != "state"}
    provider.declare(declared(key, address=without))
    run = provider.run(*mode)
    assert verdict(run)["verdict"] == "unclear"
    assert "stateOrProvince is mandatory in US" in run.failure("Find the customer, or begin to build it")


@MODES
def test_a_sub_partners_template_is_asked_for_on_its_behalf(provider: Provider, mode: list[str]) -> None:
    key = "coast-0001" if mode else "coast-0002"
    sub = {"sub_partner_org_id": COASTLINE_ORG, "sub_partner_admin_email": "wholesale@coastline.example"}
    provider.declare(declared(key, "coast", **sub), templates=[template("coast", COAST)])
    run = provider.run(*mode).succeeded()
    (question,) = asked(run)
    assert query(question) == {"onBehalfOfSubPartnerOrgId": COASTLINE_ORG}
    assert verdict(run, "coast") == {
        "verdict": "usable",
        "detail": f"asked for customer {key}, on behalf of sub-partner {COASTLINE_ORG}",
    }


@MODES
def test_a_template_of_several_partners_is_usable_when_one_knows_it(provider: Provider, mode: list[str]) -> None:
    own, theirs = ("own-0001", "sea-0001") if mode else ("own-0002", "sea-0002")
    provider.declare(
        declared(own, "coast"),
        declared(theirs, "coast", sub_partner_org_id=COASTLINE_ORG),
        templates=[template("coast", COAST)],
    )
    run = provider.run(*mode)
    # The partner's own customer cannot be made with it, which is its own matter.
    assert run.status == 2
    assert [query(question).get("onBehalfOfSubPartnerOrgId") for question in asked(run)] == [None, COASTLINE_ORG]
    assert verdict(run, "coast")["verdict"] == "usable"
    assert f"template coast: Webex's precheck refuses its provisioning ID for customer {own}" in told(run)
    step = "Find the customer, or begin to build it"
    assert "The provisioningId is unknown" in run.failure(step, host=own.replace("-", "_"))
    run.result(step, host=theirs.replace("-", "_"))


@MODES
def test_a_template_without_customers_is_not_asked_about(provider: Provider, mode: list[str]) -> None:
    key = "only-0001" if mode else "only-0002"
    provider.declare(declared(key), templates=[template("gold-us", GOLD), template("spare", ATTACH)])
    run = provider.run("-t", "template", *mode).succeeded()
    (question,) = of_operation(run.journal, ASKED)
    assert question["body"]["provisioningId"] == GOLD
    assert verdict(run, "spare") == {"verdict": "not_asked", "detail": "no declared customer uses the template"}
    assert "spare" not in " ".join(text for row in run.records for text in row["result"].get("warnings") or [])
    assert provider.records() == ([] if mode else ["gold-us", "spare"])


def test_an_attached_organization_is_asked_about_when_there_is_no_other(provider: Provider) -> None:
    harbor = declared("harbor-0004", org_id=HARBOR_ORG, admin_email=None, name=None, language=None)
    provider.declare(harbor, declared("zebra-0001"), templates=[template("gold-us", ATTACH)])
    (question,) = asked(provider.run("--check").succeeded())
    assert question["body"]["externalId"] == "zebra-0001"
    (question,) = asked(provider.run("--check", "--limit", "harbor_0004").succeeded())
    assert question["body"]["orgId"] == HARBOR_ORG


def test_given_data_take_the_place_of_the_customers(provider: Provider) -> None:
    provider.declare(declared("given-0001"))
    other = {"line1": "1 Pier Road", "city": "Portland", "state": "ME", "postal_code": "04101", "country": "US"}
    mail = {"webex_template_precheck_email": "nobody@given.example"}
    (question,) = asked(provider.run("--check", **mail, webex_template_precheck_address=other).succeeded())
    assert question["body"] == {
        "provisioningId": GOLD,
        "customerInfo": {"primaryEmail": "nobody@given.example"},
        "address": {
            "addressLine1": "1 Pier Road",
            "city": "Portland",
            "stateOrProvince": "ME",
            "zipOrPostalCode": "04101",
            "country": "US",
        },
    }
    (question,) = asked(provider.run("--check", **mail).succeeded())
    assert question["body"]["customerInfo"] == {"name": "Company given-0001", "primaryEmail": "nobody@given.example"}
    assert question["body"]["address"]["city"] == "Milpitas"


def test_the_role_on_its_own_asks_for_the_customer_of_its_host(provider: Provider) -> None:
    inventory = provider.declare(declared("alone-0001"))
    role = [{"name": "Templates", "ansible.builtin.import_role": {"name": "webex.wholesale.template"}}]
    run = provider.ansible.play(role, "--check", inventory=str(inventory)).succeeded()
    (question,) = of_operation(run.journal, ASKED)
    assert question["body"]["externalId"] == "alone-0001"
    nobody = provider.ansible.play(
        role, "--check", inventory=str(inventory), extra={"webex_customer": declared("alone-0001", "another")}
    ).succeeded()
    assert nobody.journal == []
    assert verdict(nobody)["verdict"] == "not_asked"
