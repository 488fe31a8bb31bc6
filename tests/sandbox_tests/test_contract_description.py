# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox's own description against the published contract: equal but for what ``deviations`` lists."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from tests.sandbox.app import API_ROUTERS
from tests.sandbox.description.document import document

from .contract import Contract, needs_contract
from .deviations import DEVIATIONS
from .shapes import differences, excess, nodes, resolve

pytestmark = needs_contract

# The template service is not among them: it is none of Cisco's.
OURS = document([module.router for module in API_ROUTERS], "sandbox")
OPERATIONS = {
    operation["operationId"]: (method.upper(), path.removeprefix("/v1"), operation)
    for path, methods in OURS["paths"].items()
    for method, operation in methods.items()
}


@pytest.fixture(scope="module")
def contract() -> Contract:
    """Return the contract."""
    return Contract()


def _parameters(document: Any, operation: Any) -> dict[tuple[str, str], Any]:
    found = [resolve(document, entry) for entry in operation.get("parameters", [])]
    return {(entry["in"], entry["name"]): entry for entry in found}


def _parameter_differences(ours: Any, theirs: Any, document: Any) -> set[str]:
    mine, others = _parameters(OURS, ours), _parameters(document, theirs)
    found = {f"{where} parameter {name}: only here" for where, name in mine.keys() - others.keys()}
    found |= {f"{where} parameter {name}: only in the contract" for where, name in others.keys() - mine.keys()}
    for where, name in mine.keys() & others.keys():
        one, other = mine[where, name], others[where, name]
        unlike = differences(nodes(OURS, one["schema"]), nodes(document, other["schema"]))
        if one["required"] != bool(other.get("required")):
            unlike.add("body: required differs")
        if one["schema"].get("default") != other["schema"].get("default"):
            unlike.add("body: default differs")
        found |= {f"{where} parameter {name}: {text.removeprefix('body: ')}" for text in unlike}
    return found


def _bodies(document: Any, holder: Any) -> dict[str, Any]:
    return {media: content.get("schema", {}) for media, content in resolve(document, holder).get("content", {}).items()}


def _body_differences(ours: Any, theirs: Any, document: Any) -> set[str]:
    mine, others = _bodies(OURS, ours.get("requestBody", {})), _bodies(document, theirs.get("requestBody", {}))
    if mine.keys() != others.keys():
        return {f"body: {sorted(mine)}, in the contract {sorted(others)}"}
    return {text for media in mine for text in differences(nodes(OURS, mine[media]), nodes(document, others[media]))}


def _answer_differences(ours: Any, theirs: Any, document: Any) -> set[str]:
    found: set[str] = set()
    for status, answer in ours["responses"].items():
        if status not in theirs["responses"]:
            found.add(f"{status}: only here")
            continue
        mine, others = _bodies(OURS, answer), _bodies(document, theirs["responses"][status])
        if mine.keys() != others.keys():
            found.add(f"{status}: {sorted(mine)}, in the contract {sorted(others)}")
        for media in mine.keys() & others.keys():
            unlike = excess(nodes(OURS, mine[media]), nodes(document, others[media]))
            found |= {f"{status} {text}" for text in unlike}
    return found


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_an_operation_is_described_as_in_the_contract(contract: Contract, name: str) -> None:
    assert name in contract.operations
    document, theirs, _pattern, method = contract.operations[name]
    our_method, path, ours = OPERATIONS[name]
    assert (our_method, path) == (
        method,
        next(key for key, item in document["paths"].items() if theirs in item.values()),
    )
    assert ours.get("security", OURS["security"]) == theirs.get("security", document.get("security", OURS["security"]))
    found = _parameter_differences(ours, theirs, document)
    found |= _body_differences(ours, theirs, document)
    found |= _answer_differences(ours, theirs, document)
    listed = {text for texts in DEVIATIONS.values() for text in texts.get(name, ())}
    assert found == listed


def test_deviations_are_of_operations_that_the_sandbox_has() -> None:
    assert {name for texts in DEVIATIONS.values() for name in texts} <= OPERATIONS.keys()


@pytest.mark.parametrize(
    "name", sorted(name for name, (_method, _path, item) in OPERATIONS.items() if "requestBody" in item)
)
def test_examples_of_the_contract_follow_our_description(contract: Contract, name: str) -> None:
    document, theirs, _pattern, _method = contract.operations[name]
    for media, schema in _bodies(OURS, OPERATIONS[name][2]["requestBody"]).items():
        given = resolve(document, theirs["requestBody"])["content"][media]
        examples = [given["example"]] if "example" in given else []
        examples += [resolve(document, item)["value"] for item in given.get("examples", {}).values()]
        for example in examples:
            full = {"components": OURS["components"], **schema}
            jsonschema.Draft202012Validator(full).validate(example)
