# SPDX-License-Identifier: GPL-3.0-or-later
"""Running an operation: order, failures, masking, and the shape of the result."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils import _thirdparty
from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import api_error
from ansible_collections.webex.wholesale.plugins.module_utils._client.masking import MASK, masked
from ansible_collections.webex.wholesale.plugins.module_utils._declare.connection import Connection
from ansible_collections.webex.wholesale.plugins.module_utils._declare.fields import key
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError, Problem
from ansible_collections.webex.wholesale.plugins.module_utils._engine.operation import Operation, OperationError
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Action, Change, Plan, Row
from ansible_collections.webex.wholesale.plugins.module_utils._engine.refusal import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._engine.result import Result
from ansible_collections.webex.wholesale.plugins.module_utils._engine.runner import run

INPUTS = {"access_token": "token-of-the-partner", "refresh_token": "refresh-1"}
UPDATE = Action("user", "ana", "update", {"title": Change("token-of-the-partner", "b")})
NONE = Action("user", "leo", "none")


class Log(list):
    """A list that the model of the options does not copy."""


class SampleOptions(Connection):
    """What the sample is told."""

    log: Any = key("Order of what is called.", default=None, hidden=True)
    fail: str = key("Phase that fails.", default="", hidden=True)
    error: Any = key("How it fails.", default=None, hidden=True)
    idle: bool = key("Nothing to do.", default=False, hidden=True)


class Sample(Operation):
    """Notes the order of what is called; fails where the inputs say."""

    OPTIONS = SampleOptions

    def __init__(self, options):
        super().__init__(options)
        self._step("init")

    def _step(self, name):
        self.options.log.append(name)
        if self.options.fail == name:
            raise self.options.error

    def read(self, client):
        self._step("read")

    def plan(self, present):
        self._step("plan")
        return Plan(tuple(map(Row, [NONE] if self.options.idle else [UPDATE, NONE])))

    def preview(self, client, present, plan, report):
        self._step("preview")

    def apply(self, client, present, plan, report):
        self._step("apply")
        report.warnings.append("the token is token-of-the-partner")

    def objects(self, present, plan, report):
        return {"thing": {"secret": ["x token-of-the-partner x"]}}


class Bulk(Sample):
    """Shows only what changes."""

    ONLY_CHANGES_LISTED = True


def go(kind=Sample, check_mode=False, **inputs):
    log = Log()
    return run(kind, {**INPUTS, "log": log, **inputs}, check_mode=check_mode), log


@pytest.mark.parametrize("check_mode", [True, False])
def test_order(check_mode):
    result, log = go(check_mode=check_mode)
    assert log == ["init", "read", "plan", "preview" if check_mode else "apply"]
    assert (result.changed, result.failed) == (True, False)


def test_nothing_to_do_is_no_change():
    result, _log = go(idle=True)
    assert result.changed is False
    assert result.diff == []


def test_secrets_are_masked_everywhere():
    result, _log = go()
    data = result.to_dict()
    assert "token-of-the-partner" not in str(data)
    assert data["thing"] == {"secret": [f"x {MASK} x"]}
    assert data["warnings"] == [f"the token is {MASK}"]
    assert data["actions"][0]["fields"]["title"]["from"] == MASK
    assert data["diff"][0]["before"] == f"title: {MASK}\n"


def test_single_objects_are_listed_unchanged_too_many_are_not():
    assert [action["identity"] for action in go()[0].actions] == ["ana", "leo"]
    assert [action["identity"] for action in go(Bulk)[0].actions] == ["ana"]


@pytest.mark.parametrize(
    "error", [OperationError("bad token-of-the-partner"), Refused("no"), api_error("GET", "/x", 404, ())]
)
@pytest.mark.parametrize("step", ["init", "read", "plan", "apply"])
def test_expected_failures_become_a_result(step, error):
    result, log = go(fail=step, error=error)
    assert (result.failed, result.changed) == (True, False)
    assert result.message == str(error).replace("token-of-the-partner", MASK)
    assert log[-1] == step
    assert result.to_dict()["msg"] == result.message


def test_mistakes_in_the_data_are_listed():
    result, _log = go(fail="init", error=InputError([Problem(("name",), "it is missing.", "Add the key name.")]))
    assert result.message == "1 mistake in the data:\n- name: it is missing. Add the key name."
    assert result.objects["problems"][0]["path"] == "name"


def test_settings_are_checked_before_the_first_step():
    result, log = go(access_token="", refresh_token="")
    assert result.message.startswith("No credentials.")
    assert log == ["init"]


def test_a_defect_is_told_without_secrets():
    result, _log = go(fail="plan", error=ZeroDivisionError(f"with {INPUTS['access_token']}"))
    assert result.failed
    assert (
        result.message == f"Unexpected ZeroDivisionError: with {MASK}. This is a defect of the collection: report it."
    )
    assert "ZeroDivisionError" in result.traceback
    assert INPUTS["access_token"] not in result.traceback
    assert result.to_dict()["exception"] == result.traceback


def test_missing_libraries_are_told_first(monkeypatch):
    monkeypatch.setitem(_thirdparty.MISSING, "pydantic", "traceback")
    monkeypatch.setitem(_thirdparty.MISSING, "requests", "traceback")
    monkeypatch.setitem(_thirdparty.TOO_OLD, "pycountry", "22.3.5")
    result, log = go()
    assert result.message == (
        "Python libraries are missing: pydantic, requests; too old: pycountry 22.3.5 (23.12 or newer is needed). "
        f"Install them for the Python that runs this, {sys.executable} (python -m pip install -r requirements.txt of "
        "the webex.wholesale collection)."
    )
    assert log == []


def test_shape_of_the_result():
    assert Result().to_dict() == {"changed": False, "actions": [], "api_calls": {}}
    result = Result(changed=True, objects={"user": {}}, warnings=["w"], api_calls={"PUT": 1, "GET": 2})
    assert list(result.to_dict()) == ["changed", "actions", "api_calls", "user", "warnings"]
    assert list(result.to_dict()["api_calls"]) == ["GET", "PUT"]


DATA = st.recursive(
    st.text(max_size=6) | st.integers() | st.none() | st.sampled_from(["secret", "my secret!", "secretsecret2"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "secret"]), inner, max_size=2),
    max_leaves=8,
)


@given(DATA)
def test_masking_leaves_no_secret_and_everything_else(data):
    hidden = masked(data, ["secret", "secret2", "", "abc"])
    assert "secret" not in str(hidden)
    if "secret" not in str(data):
        assert hidden == data


def test_masking_hides_the_longer_secret_as_a_whole():
    assert masked("secret2", ["secret", "secret2"]) == MASK
    assert masked(("abc", True, 1.5), ["abc", "True"]) == ["abc", True, 1.5]


class Steering(Sample):
    """Has to do with names that steer a terminal."""

    def plan(self, present):
        return Plan((Row(Action("location", "De\x1bpot", "delete", {"name": Change("De\x1bpot", None)})),))

    def apply(self, client, present, plan, report):
        report.warnings.append("\u202eDepot")
        raise OperationError("1 failed:\n- De\x1bpot: \x07no")

    def objects(self, present, plan, report):
        return {"locations": [{"name": "De\x1bpot", "error": "\x07no\nnever"}], "count": 1}


def test_what_is_said_does_not_steer_a_terminal_and_data_stays_as_it_is():
    result = go(Steering)[0]
    assert result.message == "1 failed:\n- De\\x1bpot: \\x07no"
    assert result.warnings == ["\\u202eDepot"]
    assert result.objects == {"locations": [{"name": "De\x1bpot", "error": "\\x07no\nnever"}], "count": 1}
    (diff,) = result.diff
    assert (diff["before_header"], diff["before"]) == ("location De\\x1bpot (removed)", "name: De\\x1bpot\n")
