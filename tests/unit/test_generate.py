# SPDX-License-Identifier: GPL-3.0-or-later
"""The generator: what it writes can be read back, and nothing stale gets past `make generated`."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture(autouse=True)
def _scripts(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))


def part(name):
    """A part of the generator."""
    return importlib.import_module(f"generate.{name}")


ODD = [" ", "a  b", "- a", "a: b", "a #b", "a:", "'", '"', "yes", "0101", "1e3", "~", "<<", "=", "2026-13-01"]
ODD += ["\t", "\x85", "\u2028"]
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.sampled_from(["word", "O(name)", "it's", "#", "-", ":", "", "\n"]), max_size=60).map(" ".join),
    st.sampled_from(ODD),
)
KEY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUE = st.recursive(
    st.one_of(TEXT, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEY, VALUE, min_size=1, max_size=4))
@example({"key": "word " * 60})
@example({"key": ["word-" * 30, [], {}, [["a"]], {"b": [{"c": 1e16}]}]})
def test_yaml_is_read_back_as_it_was(data):
    texts = part("texts")
    assert yaml.safe_load(texts.to_yaml(data)) == data


def test_yaml_is_folded():
    data = {"description": ["word " * 60 + "end", "it's: " + "so " * 60 + "long"]}
    text = part("texts").to_yaml(data)
    assert max(map(len, text.splitlines())) <= 118
    assert yaml.safe_load(text) == data


def test_markup_becomes_markdown():
    text = "O(name), V(null), C(code), M(webex.wholesale.webex_users), P(webex.wholesale.onboard#role), B(no) I(it)"
    expected = "`name`, `null`, `code`, `webex_users`, `webex.wholesale.onboard`, **no** *it*"
    assert part("texts").markdown(text) == expected


def test_stale_files_are_named_and_written(monkeypatch, tmp_path, capsys):
    program = part("__main__")
    (tmp_path / "same").write_text("is\n")
    (tmp_path / "stale").write_text("was\n")
    wanted = {"same": "is\n", "stale": "is\n", "folder/missing": "is\n"}
    monkeypatch.setattr(program, "ROOT", tmp_path)
    monkeypatch.setattr(program, "files", lambda: iter([(tmp_path / name, text) for name, text in wanted.items()]))
    assert program.main(["--check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "stale is stale: run make generate",
        "folder/missing is stale: run make generate",
    ]
    assert (tmp_path / "stale").read_text() == "was\n"
    assert program.main([]) == 0
    assert capsys.readouterr().out.splitlines() == ["stale was written", "folder/missing was written"]
    assert {name: (tmp_path / name).read_text() for name in wanted} == wanted
    assert program.main(["--check"]) == 0
    assert capsys.readouterr().out == ""


def test_everything_is_generated_the_same_way_twice():
    program = part("__main__")
    assert list(program.of_variables()) == list(program.of_variables())


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<!-- generated: nothing -->\n<!-- end of generated -->\n", "asks for the table 'nothing'"),
        ("no table", "has no place for the tables customer"),
    ],
)
def test_a_page_has_the_tables_that_there_are(page, message):
    with pytest.raises(SystemExit, match=message):
        part("pages").with_tables(page, {"customer": ()})


def test_options_inside_others_are_named_with_their_place():
    fact = part("declared").Fact
    inner = [_fact(fact, "number", "As O(extension), not O(customer)."), _fact(fact, "extension", "Or O(number).")]
    row = part("modules")._option(_fact(fact, "users", "All of O(users).", tuple(inner)))
    assert row["description"] == "All of O(users)."
    assert row["suboptions"]["number"]["description"] == "As O(users[].extension), not O(customer)."
    assert row["suboptions"]["extension"]["description"] == "Or O(users[].number)."


def test_a_setting_names_other_settings_and_not_their_options():
    (found,) = (fact for fact in part("contract").connection() if fact.name == "webex_access_token")
    assert "C(webex_client_id), C(webex_client_secret) and C(webex_refresh_token) is needed" in found.description[-1]
    behaviour = {fact.name: " ".join(fact.description) for fact in part("contract").settings()}
    assert "C(webex_template_driver=rest)" in behaviour["webex_template_service_url"]
    # An option without a setting keeps its name.
    assert "sends C(package_limits)" in behaviour["webex_update_limits"]
    assert not [text for text in behaviour.values() if "O(" in text]


def test_an_option_says_which_variable_gives_it():
    texts = part("modules")._description
    (workers, timeout) = (
        next(fact for fact in part("declared").facts(model) if fact.name == name)
        for model, name in (
            (part("modules").Workers, "workers"),
            (part("modules").Connection, "access_token"),
        )
    )
    assert texts(workers)[-1] == "When it is not set, the variable C(webex_workers) is used."
    assert texts(timeout)[-1] == (
        "When it is not set, the variable C(webex_access_token) is used, then the environment variable "
        "E(WEBEX_ACCESS_TOKEN)."
    )


def _fact(kind, name, text, inner=()):
    marks = importlib.import_module("ansible_collections.webex.wholesale.plugins.module_utils._declare.fields").Marks()
    return kind(name, "list" if inner else "str", "dict" if inner else "", (), (text,), False, None, None, marks, inner)
