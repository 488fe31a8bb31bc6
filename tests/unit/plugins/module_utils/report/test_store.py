# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of reports: what is written comes back, earlier ones are kept to a number, and several become one."""

from __future__ import annotations

import json
import stat
from dataclasses import replace

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.masking import MASK
from ansible_collections.webex.wholesale.plugins.module_utils._report import store
from ansible_collections.webex.wholesale.plugins.module_utils._report.content import ReportedPart, ReportError
from ansible_collections.webex.wholesale.plugins.module_utils._report.merge import merged_report
from ansible_collections.webex.wholesale.plugins.module_utils._report.spool import ReportSpool
from ansible_collections.webex.wholesale.plugins.module_utils._report.store import (
    keep_report,
    read_report,
    write_report,
)
from ansible_collections.webex.wholesale.tests.unit.plugins.module_utils.report.samples import (
    HEAD,
    NEW_TITLE,
    NEW_USER,
    PLAN,
    failing,
    part,
    report,
    setup,
    template,
)

SECRET = "very-secret-token"


def at(minute, **changes):
    """A run that began at this minute."""
    moments = {"began": f"2026-11-27T15:{minute:02}:00Z", "ended": f"2026-11-27T15:{minute:02}:30Z"}
    return replace(HEAD, **{**moments, **changes})


def plain(content):
    """A report as data."""
    return [content.opening(), [customer.to_dict() for customer in content.customers]]


def names(folder):
    """What is in a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_what_is_written_comes_back(tmp_path):
    content = report(failing(), ReportedPart("half \ud800", reached=False), shared=template(), head=PLAN)
    files = write_report(tmp_path / "new" / "folder", content)
    assert plain(read_report(files.data)) == plain(content)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.page.parent.iterdir()} == {0o600}
    assert names(files.page.parent) == ["report.html", "report.json", "summary.md"]
    # A customer a line.
    assert sum(line.startswith('{"host"') for line in files.data.read_text().splitlines()) == 2


def test_the_latest_is_on_top_and_few_are_kept(tmp_path):
    folder = tmp_path / "reports" / "onboard"
    for minute in range(5):
        keep_report(folder, report(part("acme_pizza", NEW_TITLE), head=at(minute)), 2)
    assert read_report(folder / "report.json").head.began == "2026-11-27T15:04:00Z"
    assert sorted(path.name for path in (folder / "earlier").iterdir()) == ["20261127T150200Z", "20261127T150300Z"]
    assert read_report(folder / "earlier" / "20261127T150200Z" / "report.json").head == at(2)
    assert (tmp_path / "reports" / ".gitignore").read_text() == "*\n"


def test_what_others_put_there_stays(tmp_path):
    folder = tmp_path / "onboard"
    (folder / "earlier" / "mine").mkdir(parents=True)
    old = folder / "earlier" / "20200101T000000Z"
    old.mkdir()
    (old / "notes.txt").write_text("mine")
    for minute in (1, 1, 1):
        keep_report(folder, report(head=at(minute)), 1)
    assert (folder / "earlier" / "mine").is_dir()
    assert (old / "notes.txt").is_file()
    assert not (tmp_path / ".gitignore").exists()
    keep_report(folder, report(head=at(2)), 0)
    assert names(folder) == ["earlier/20200101T000000Z/notes.txt", "report.html", "report.json", "summary.md"]


def test_two_reports_of_one_second_are_both_kept(tmp_path):
    for _number in range(3):
        keep_report(tmp_path / "onboard", report(head=at(1)), 5)
    found = sorted(path.name for path in (tmp_path / "onboard" / "earlier").iterdir())
    assert found == ["20261127T150100Z", "20261127T150100Z-2"]


def test_a_report_that_fails_leaves_the_old_one(tmp_path, monkeypatch):
    files = write_report(tmp_path, report(part("acme_pizza", NEW_TITLE)))
    before = files.page.read_text()

    def broken(content):
        yield "half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "page_of", broken)
    with pytest.raises(OSError, match="No space"):
        write_report(tmp_path, report())
    assert files.page.read_text() == before
    assert names(tmp_path) == ["report.html", "report.json", "summary.md"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "cannot be read: it is no JSON"),
        ("[]", "is no report"),
        ('{"customers": []}', "is no report"),
        ('{"format_version": 99, "collection_version": "9.0.0"}', "has the format 99, written by version 9.0.0"),
    ],
)
def test_other_files_are_refused(tmp_path, content, words):
    path = tmp_path / "report.json"
    path.write_text(content)
    with pytest.raises(ReportError, match=words):
        read_report(path)
    with pytest.raises(ReportError, match="No such file"):
        read_report(tmp_path / "nothing.json")


def test_members_of_later_versions_are_passed_over(tmp_path):
    files = write_report(tmp_path, report(failing()))
    data = json.loads(files.data.read_text())
    data["later"] = data["customers"][0]["later"] = data["customers"][0]["actions"][0]["later"] = 1
    files.data.write_text(json.dumps(data))
    assert plain(read_report(files.data)) == plain(report(failing()))


# Several runs


def test_slices_become_one():
    one = report(part("a", NEW_TITLE), ReportedPart("b", reached=False), shared=template(), head=at(1, limit="a"))
    other = report(part("b", NEW_USER), ReportedPart("a", reached=False), shared=template(), head=at(3, limit="b"))
    whole = merged_report([other, one])
    assert [(found.host, found.status) for found in whole.customers] == [("a", "changed"), ("b", "changed")]
    assert (whole.head.began, whole.head.ended) == (one.head.began, other.head.ended)
    assert (whole.head.seconds, whole.head.limit) == (150.0, "")
    assert len(whole.shared.by_hand) == 1
    assert whole.totals["customers"] == 2


def test_the_last_run_of_a_customer_counts():
    first, second = report(failing(), head=at(1)), report(part("acme_pizza"), head=at(2))
    assert [found.status for found in merged_report([second, first]).customers] == ["unchanged"]
    assert merged_report([first]) is first


@pytest.mark.parametrize(
    ("change", "words"), [({"check_mode": True}, "in check mode"), ({"playbook": "x"}, "onboard, x")]
)
def test_runs_of_two_kinds_are_not_merged(change, words):
    with pytest.raises(ReportError, match=words):
        merged_report([report(head=at(1)), report(head=at(2, **change))])


# What tasks say, on disk


def test_what_tasks_say_comes_back_by_customer():
    spool = ReportSpool([SECRET])
    assert not spool
    spool.note(setup("b", {**NEW_TITLE, "fields": {"title": {"from": SECRET, "to": "x"}}}))
    spool.note(setup("a", NEW_TITLE))
    spool.note(setup("b", NEW_USER))
    assert spool
    content = spool.report(HEAD)
    for _again in range(2):
        found = list(content.customers)
        assert [customer.host for customer in found] == ["a", "b"]
    assert [action.identity for action in found[1].actions] == ["ana@acme.example", "leo@acme.example"]
    assert found[1].actions[0].fields == {"title": {"from": MASK, "to": "x"}}
    assert found[1].requests == 8
    spool.close()
