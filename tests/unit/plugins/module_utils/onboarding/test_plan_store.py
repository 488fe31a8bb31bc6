# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of saved plans: parts of many processes become one file, which is read back, or refused."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import created
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.plan_file import (
    PlanFileError,
    SavedAction,
    SavedCustomer,
    Verdict,
)
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.plan_store import PlanStore, plan_path

# Names that look like the layout of the file, and that are hard to write down.
NAMES = ["acme-0001", 'a"b\\', "Zo\u00eb \u2028 caf\u00e9", "\n    }", '    "customers": {', "half \ud800"]


def planned(name, **changes):
    address = f"customer:{name}"
    action = SavedAction.of(address, created("user", f"ana@{name}", {"title": f"{name}\n  }},"}), Verdict("accepted"))
    return replace(SavedCustomer(address, "webexapis.com", "partner", ("users",), "declared", (action,)), **changes)


def keep(path, name):
    PlanStore(path).keep(planned(name))


@pytest.fixture
def file(tmp_path):
    """A file with the plans of all names."""
    path = tmp_path / "plan.json"
    store = PlanStore(path)
    store.begin()
    for name in NAMES:
        store.keep(planned(name))
    store.join()
    return path


def refused(call):
    with pytest.raises(PlanFileError) as caught:
        call()
    return str(caught.value)


def test_every_customer_comes_back(file):
    store = PlanStore(file)
    assert store.check()["customers"] == len(NAMES)
    assert [store.customer(f"customer:{name}") for name in NAMES] == [planned(name) for name in NAMES]
    assert sorted(plan.address for plan in store.customers()) == sorted(f"customer:{name}" for name in NAMES)


def test_the_file_is_json_for_its_owner_and_nothing_is_left_beside_it(file):
    data = json.loads(file.read_text(encoding="utf-8", errors="surrogatepass"))
    assert list(data) == [
        "format_version",
        "collection_version",
        "service",
        "partner",
        "customers",
        "totals",
        "digest",
    ]
    assert list(data["customers"]) == sorted(f"customer:{name}" for name in NAMES)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir() if "plan" in path.name] == ["plan.json"]


def test_the_same_plans_make_the_same_file(file):
    before = file.read_bytes()
    store = PlanStore(file)
    store.begin()
    for name in reversed(NAMES):
        store.keep(planned(name))
    store.join()
    assert file.read_bytes() == before


def test_parts_are_written_by_many_processes(tmp_path):
    path = tmp_path / "plan.json"
    PlanStore(path).begin()
    with ProcessPoolExecutor(4) as pool:
        list(pool.map(keep, [path] * 40, [f"customer-{number}" for number in range(40)]))
    assert stat.S_IMODE((tmp_path / "plan.json.d").stat().st_mode) == 0o700
    assert PlanStore(path).join()["customers"] == 40
    assert PlanStore(path).check()["customers"] == 40


def test_a_later_batch_of_the_run_adds_its_customers(file):
    store = PlanStore(file)
    store.keep(planned("late"))
    assert store.join()["customers"] == len(NAMES) + 1
    assert store.check()["customers"] == len(NAMES) + 1


def test_a_run_without_customers_makes_an_empty_file(tmp_path):
    store = PlanStore(tmp_path / "plan.json")
    store.begin()
    assert store.join()["customers"] == store.check()["customers"] == 0
    assert "customer:acme is not in the saved plan" in refused(lambda: store.customer("customer:acme"))


def test_what_an_interrupted_run_has_left_is_not_in_the_next_plan(file):
    store = PlanStore(file)
    store.keep(planned("of another run"))
    store.begin()
    assert not file.exists()
    store.keep(planned("acme-0001"))
    assert store.join()["customers"] == 1


def test_customers_of_two_partners_are_not_put_into_one_file(tmp_path):
    store = PlanStore(tmp_path / "plan.json")
    store.begin()
    store.keep(planned("acme"))
    store.keep(planned("globex", partner="another"))
    assert "its customers belong to 2 partners or services" in refused(store.join)


@pytest.mark.parametrize("content", ["mine\n", "{}", '{"format": 1}', "[1]", "", "\x00\xff"])
def test_another_file_is_not_overwritten(tmp_path, content):
    path = tmp_path / "plan.json"
    path.write_text(content, encoding="latin-1")
    assert "is no saved plan, and is not overwritten" in refused(PlanStore(path).begin)
    assert path.read_text(encoding="latin-1") == content


def test_a_plan_of_another_format_is_refused_and_may_be_replaced(file):
    file.write_text(file.read_text(errors="replace").replace('"format_version": 2', '"format_version": 3'))
    store = PlanStore(file)
    for call in (store.check, lambda: store.customer("customer:acme-0001")):
        assert "has the format 3, written by version" in refused(call)
    store.begin()
    assert not file.exists()


CHANGES = {
    "a value": (r'"title": "acme-0001', '"title": "acme-0002'),
    "a verdict": ("accepted", "not_asked"),
    "the partner": ('"partner": "partner",\n  "customers"', '"partner": "other",\n  "customers"'),
    "the service": ('"service": "webexapis.com",\n  "partner"', '"service": "other",\n  "partner"'),
    "the version of the collection": (r'"collection_version": "', '"collection_version": "9'),
    "totals": (r'"customers": \d+,', '"customers": 1,'),
    "the digest": (r'"digest": "(?=[0-9a-f]+"\n}\n$)', '"digest": "0'),
    "a digest of a customer": ('"digest": "', '"digest": "0'),
    "the name of a customer": ('    "customer:acme-0001": {', '    "customer:acme-0002": {'),
    "its layout": (r"\n    ", "\n  "),
    "its end": (r"(?s)\n  },\n  \"totals\".*", ""),
    "half of it": (r"(?s)^(.{900}).*", r"\1"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_file_that_was_edited_is_refused(file, what):
    pattern, new = CHANGES[what]
    text = file.read_text(encoding="utf-8", errors="surrogatepass")
    edited = re.sub(pattern, new, text, count=0 if what == "its layout" else 1)
    assert edited != text
    file.write_text(edited, encoding="utf-8", errors="surrogatepass")
    assert "was changed after it was written" in refused(PlanStore(file).check)


def test_a_customer_that_was_removed_is_missed(file):
    text = file.read_text(encoding="utf-8", errors="surrogatepass")
    edited = re.sub(r'(?s)    "customer:acme-0001": \{\n.*?\n    \},\n', "", text)
    assert edited != text
    file.write_text(edited, encoding="utf-8", errors="surrogatepass")
    assert "was changed after it was written" in refused(PlanStore(file).check)


def test_a_customer_that_was_edited_is_refused_on_its_own(file):
    text = file.read_text(encoding="utf-8", errors="surrogatepass")
    file.write_text(text.replace('"title": "acme-0001', '"title": "x'), encoding="utf-8", errors="surrogatepass")
    assert "was changed" in refused(lambda: PlanStore(file).customer("customer:acme-0001"))
    assert PlanStore(file).customer("customer:half \ud800") == planned("half \ud800")


def test_a_folder_that_is_open_to_others_is_refused(tmp_path):
    (tmp_path / "plan.json.d").mkdir(mode=0o755)
    (tmp_path / "plan.json.d").chmod(0o755)
    assert "is open to other accounts" in refused(lambda: PlanStore(tmp_path / "plan.json").keep(planned("acme")))


def test_a_link_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "plan.json.d").symlink_to(tmp_path / "elsewhere")
    store = PlanStore(tmp_path / "plan.json")
    assert "is a link" in refused(store.begin)
    assert "is open to other accounts" in refused(lambda: store.keep(planned("acme")))


def test_a_folder_that_is_missing_is_named(tmp_path):
    assert "cannot be written: No such file" in refused(PlanStore(tmp_path / "nowhere" / "plan.json").begin)


def test_a_file_that_is_missing_is_named(tmp_path):
    assert "there is no such saved plan" in refused(PlanStore(tmp_path / "plan.json").check)


def test_names_are_relative_to_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/ana")
    assert plan_path("plan.json") == tmp_path / "plan.json"
    assert str(plan_path("~/plan.json")) == "/home/ana/plan.json"


def test_two_runs_at_once_do_not_write_one_file(tmp_path):
    path, other = tmp_path / "plan.json", os.getppid()
    PlanStore(path, other).begin()
    mine = PlanStore(path, os.getpid())
    for call in (mine.begin, lambda: mine.keep(planned("acme-0001")), mine.join):
        assert f"is being written by another run, process {other}. Wait for its end, or name another" in refused(call)
    PlanStore(path, other).keep(planned("acme-0001"))
    assert PlanStore(path, other).join()["customers"] == 1
    # It has ended its file.
    mine.begin()


def test_the_parts_of_a_run_that_was_killed_are_in_nobodys_way(tmp_path):
    path = tmp_path / "plan.json"
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    PlanStore(path, process.pid).begin()
    PlanStore(path, process.pid).keep(planned("acme-0001"))
    mine = PlanStore(path, os.getpid())
    mine.begin()
    assert mine.join()["customers"] == 0
