# SPDX-License-Identifier: GPL-3.0-or-later
"""Module webex_report: reports are rendered again, and several become one."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._engine.runner import run
from ansible_collections.webex.wholesale.plugins.module_utils._report.operation import ReportOperation
from ansible_collections.webex.wholesale.plugins.module_utils._report.store import read_report, write_report
from ansible_collections.webex.wholesale.tests.unit.plugins.module_utils.report.samples import (
    NEW_TITLE,
    failing,
    part,
    report,
)


@pytest.mark.parametrize("check_mode", [False, True])
def test_several_become_one(tmp_path, check_mode):
    paths = []
    for number, customer in enumerate([failing(), part("northwind_legal", NEW_TITLE)]):
        paths.append(str(write_report(tmp_path / str(number), report(customer)).data))
    inputs = {"reports": paths, "folder": str(tmp_path / "whole")}
    result = run(ReportOperation, inputs, check_mode=check_mode).to_dict()
    assert (result["changed"], result["api_calls"]) == (False, {})
    assert result["totals"]["customers"] == 2
    assert {name: path.rpartition("/")[2] for name, path in result["files"].items()} == {
        "html": "report.html",
        "json": "report.json",
        "markdown": "summary.md",
    }
    found = read_report(tmp_path / "whole" / "report.json")
    assert [customer.host for customer in found.customers] == ["acme_pizza", "northwind_legal"]


@pytest.mark.parametrize(
    ("reports", "words"), [(["nothing.json"], "nothing.json cannot be read: No such"), ([], "reports: it is empty.")]
)
def test_what_cannot_be_used_is_refused(tmp_path, reports, words):
    result = run(ReportOperation, {"reports": reports, "folder": str(tmp_path / "whole")}, check_mode=False)
    assert result.failed
    assert words in result.message
    assert not (tmp_path / "whole").exists()


def test_a_folder_that_cannot_be_written(tmp_path):
    path = write_report(tmp_path / "one", report(failing())).data
    result = run(ReportOperation, {"reports": [str(path)], "folder": str(path)}, check_mode=False)
    assert f"The report cannot be written into {path}: File exists." in result.message
