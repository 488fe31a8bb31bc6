# SPDX-License-Identifier: GPL-3.0-or-later
"""Records of customers are files beside the inventory, one for each customer."""

from __future__ import annotations

import json

import pytest

from ansible_collections.webex.wholesale.plugins.action.webex_drift_group import ActionModule as GroupAction
from ansible_collections.webex.wholesale.plugins.action.webex_drift_info import ActionModule as InfoAction
from ansible_collections.webex.wholesale.plugins.module_utils._engine.operation import OperationError
from ansible_collections.webex.wholesale.plugins.plugin_utils._records import CustomerRecord
from ansible_collections.webex.wholesale.tests.unit.plugins.plugin_utils.test_controller import action, expect_customer
from ansible_collections.webex.wholesale.tests.unit.samples import CONNECTION, CUSTOMER, identifier

IDS = [
    "acme-0001",
    "ACME-0001",
    "acme 0001",
    "acme/0001",
    "..",
    "../acme-0001",
    ".acme-0001",
    "",
    "ä",
    "ö",
    "a" * 61,
    "a" * 62,
    "b" * 1000,
    "acme~0001",
]
SUB_PARTNER = identifier("ORGANIZATION", 7)
FIRST = {
    "admin_email": "it@acme.example",
    "headquarters.language": "en_us",
    "language": "en_US",
    "name": "Acme Pizza",
}


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.*")) if path.is_file()
    }


def test_every_customer_has_a_file_of_its_own(tmp_path):
    for number, name in enumerate(IDS):
        for sub_partner in ("", SUB_PARTNER):
            CustomerRecord(tmp_path / "records", name, sub_partner).keep({"number": number, "of": sub_partner})
    for number, name in enumerate(IDS):
        for sub_partner in ("", SUB_PARTNER):
            record = CustomerRecord(tmp_path / "records", name, sub_partner)
            assert record.before == {"number": number, "of": sub_partner}
    found = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.json")]
    assert len({name.casefold() for name in found}) == 2 * len(IDS)
    assert all(len(name.rpartition("/")[2]) < 100 and name.isascii() for name in found)
    assert "records/acme-0001.json" in found


def test_spellings_of_a_sub_partner_are_the_same(tmp_path):
    CustomerRecord(tmp_path / "records", "acme-0001", SUB_PARTNER).keep(FIRST)
    bare = "00000000-0000-4000-8000-000000000007"
    assert CustomerRecord(tmp_path / "records", "acme-0001", bare).before == FIRST


def test_a_line_for_each_value_sorted(tmp_path):
    CustomerRecord(tmp_path / "records", "acme-0001", "").keep({"b": 1, "a": "x"})
    assert files(tmp_path) == {
        "records/acme-0001.json": '{\n  "customer": {\n    "external_id": "acme-0001"\n  },\n'
        '  "sent": {\n    "a": "x",\n    "b": 1\n  }\n}\n'
    }


def test_what_is_the_same_is_not_written(tmp_path):
    CustomerRecord(tmp_path / "records", "acme-0001", "").keep(FIRST)
    path = tmp_path / "records" / "acme-0001.json"
    before = path.stat()
    record = CustomerRecord(tmp_path / "records", "acme-0001", "")
    record.keep(dict(FIRST))
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    record.keep(None)
    assert not path.exists()


def test_a_record_of_another_customer_is_refused(tmp_path):
    CustomerRecord(tmp_path / "records", "acme-0001", "").keep(FIRST)
    (tmp_path / "records" / "acme-0001.json").rename(tmp_path / "records" / "acme-0002.json")
    with pytest.raises(OperationError, match=r"acme-0002\.json cannot be used \(it is that of customer acme-0001\)"):
        CustomerRecord(tmp_path / "records", "acme-0002", "")


@pytest.mark.parametrize("text", ["", "[]", "{}", "<<<<<<< ours", '{"customer": "acme-0001", "sent": {}}'])
def test_a_damaged_record_is_refused(tmp_path, text):
    (tmp_path / "acme-0001.json").write_text(text)
    with pytest.raises(OperationError, match=r"cannot be used .* Restore it from version control"):
        CustomerRecord(tmp_path, "acme-0001", "")


# The actions


def customer(variables, check_mode=False, **options):
    return action({**CONNECTION, **CUSTOMER, **options}, check_mode).run(None, variables)


@pytest.mark.parametrize("folder", ["records", "absolute"])
def test_the_action_keeps_the_record_beside_the_inventory(webex, tmp_path, folder):
    expect_customer(webex)
    place = folder if folder == "records" else str(tmp_path / folder)
    variables = {"inventory_dir": str(tmp_path)}
    result = customer(variables, record_dir=place)
    assert "cannot be compared" in result["warnings"][0]
    text = files(tmp_path)[f"{folder}/acme-0001.json"]
    assert json.loads(text) == {"customer": {"external_id": "acme-0001"}, "sent": FIRST}
    expect_customer(webex)
    assert "warnings" not in customer(variables, record_dir=place)


@pytest.mark.parametrize("variables", [{}, {"inventory_dir": None}, {"inventory_dir": "None"}], ids=str)
def test_without_a_folder_of_the_inventory_it_is_in_the_working_directory(webex, tmp_path, monkeypatch, variables):
    monkeypatch.chdir(tmp_path)
    expect_customer(webex)
    customer(variables, record_dir="records")
    assert list(files(tmp_path)) == ["records/acme-0001.json"]


@pytest.mark.parametrize(
    ("check_mode", "options"),
    [(True, {"record_dir": "records"}), (False, {}), (False, {"record_dir": "records", "record": {}})],
    ids=["check mode", "no folder", "record given"],
)
def test_no_record_is_written(webex, tmp_path, monkeypatch, check_mode, options):
    monkeypatch.chdir(tmp_path)
    expect_customer(webex)
    customer({"inventory_dir": str(tmp_path)}, check_mode, **options)
    assert files(tmp_path) == {}


def test_a_record_that_cannot_be_read_stops_before_the_first_request(tmp_path):
    (tmp_path / "records").touch()
    with pytest.raises(Exception, match="cannot be used"):
        customer({"inventory_dir": str(tmp_path / "records")}, record_dir="below")


def test_a_look_without_the_customer_writes_nothing(tmp_path):
    steps = ["customer", "locations", "pstn", "numbers", "users", "admins"]
    look(GroupAction, {"inventory_dir": str(tmp_path), "ansible_skip_tags": steps})
    assert files(tmp_path / ".webex") == {}


def test_a_record_that_cannot_be_written_fails_nothing(webex, tmp_path, monkeypatch):
    def no_room(*_arguments, **_options):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("tempfile.mkstemp", no_room)
    expect_customer(webex)
    result = customer({"inventory_dir": str(tmp_path)}, record_dir="records")
    assert not result["failed"]
    assert "cannot be written: Read-only file system" in result["warnings"][-1]


def test_the_host_gets_the_record_and_not_the_folder(tmp_path):
    CustomerRecord(tmp_path / "records", "acme-0001", "").keep(FIRST)
    variables = {"webex_run_on": "host", "inventory_dir": str(tmp_path)}
    result = customer(variables, record_dir="records")
    options = result["ran_as_module"]["module_args"]
    assert options["record"] == FIRST
    assert "record_dir" not in options


def look(kind, variables, check_mode=False):
    plugin = action(dict(CONNECTION), check_mode, kind=kind, module="webex_drift_info")
    return plugin.run(None, {"webex_customer": {**CUSTOMER, "template": "gold-us"}, **variables})


@pytest.mark.parametrize("variables", [{}, {"webex_customer_record_dir": None}], ids=["absent", "null"])
def test_a_look_writes_the_first_record_of_who_is_as_declared(webex, tmp_path, variables):
    variables = {"inventory_dir": str(tmp_path), **variables}
    expect_customer(webex)
    assert not look(GroupAction, variables, check_mode=True)["drift"]
    assert files(tmp_path / ".webex") == {}
    expect_customer(webex)
    result = look(GroupAction, variables)
    assert not result["drift"]
    assert "cannot be compared" in result["warnings"][0]
    text = files(tmp_path / ".webex")["customers/acme-0001.json"]
    assert json.loads(text)["sent"] == {**FIRST, "template": "gold-us"}
    expect_customer(webex)
    assert "warnings" not in look(GroupAction, variables)


def test_other_limits_are_drift(webex, tmp_path):
    before = {**FIRST, "package_limits.webex_calling": 1}
    CustomerRecord(tmp_path / "own", "acme-0001", "").keep(before)
    declared = {**CUSTOMER, "template": "gold-us", "package_limits": {"webex_calling": 2}}
    variables = {"inventory_dir": str(tmp_path), "webex_customer_record_dir": "own", "webex_customer": declared}
    for kind in (InfoAction, GroupAction):
        expect_customer(webex)
        result = look(kind, variables)
        assert (result["drift"], result["step"]) == (True, "customer")
        assert list(result["differences"][0]["fields"]) == ["package_limits"]
    # The step sends them.
    assert json.loads(files(tmp_path)["own/acme-0001.json"])["sent"] == before


def test_a_comparison_alone_writes_nothing(webex, tmp_path):
    variables = {"inventory_dir": str(tmp_path)}
    expect_customer(webex)
    result = look(InfoAction, variables)
    assert "warnings" not in result
    assert "record" not in result
    CustomerRecord(tmp_path / ".webex/customers", "acme-0001", "").keep({**FIRST, "language": "de_DE"})
    before = files(tmp_path / ".webex")
    expect_customer(webex)
    assert "language is declared as en_US" in look(InfoAction, variables)["warnings"][0]
    assert files(tmp_path / ".webex") == before
