# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The verdict on an inventory: which hosts are refused, and the same for machines. Pure but for the last function."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree as Xml

from .._declare.problem import InputError, Problem
from .._declare.text import escape_control_chars

_SUITE = "webex.wholesale.validate"
_OF_ALL = "settings of all hosts"
_LINE = re.compile(r"(:\d+|, line \d+)$")


def of_each_host(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The mistakes of each host that one concerns, sorted by host; those of all hosts alike under an empty name."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        for host in dict.fromkeys((problem.customer, *problem.shared_with)):
            found.setdefault(host, []).append(problem)
    return dict(sorted(found.items()))


def refusals(problems: Iterable[Problem]) -> dict[str, str]:
    """What is said to each host that a mistake concerns."""
    return {host: str(InputError(own)) for host, own in of_each_host(problems).items()}


def as_json(hosts: Sequence[str], problems: Sequence[Problem]) -> str:
    """The verdict as JSON.

    Parameters:
        hosts: All that were looked at.
        problems: Every mistake.
    """
    data = {
        "valid": not problems,
        "hosts": list(hosts),
        "refused_hosts": [host for host in of_each_host(problems) if host],
        "problems": [problem.to_dict() for problem in problems],
    }
    return json.dumps(data, indent=2) + "\n"


def as_junit(hosts: Sequence[str], problems: Sequence[Problem]) -> str:
    """The verdict as JUnit XML: a test case for each host, and one for settings that are wrong for all hosts alike."""
    wrong = of_each_host(problems)
    cases = [*([_OF_ALL] if "" in wrong else []), *sorted({*hosts, *wrong} - {""})]
    totals = {"tests": str(len(cases)), "failures": str(len(wrong)), "errors": "0", "skipped": "0", "time": "0"}
    root = Xml.Element("testsuites", totals)
    suite = Xml.SubElement(root, "testsuite", {"name": _SUITE, **totals})
    for name in cases:
        _add_case(suite, name, wrong.get("" if name == _OF_ALL else name, []))
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_case(suite: Xml.Element, name: str, problems: Sequence[Problem]) -> None:
    about = {"classname": _SUITE, "name": escape_control_chars(name), "time": "0"}
    file = next((_LINE.sub("", problem.place) for problem in problems if problem.place), "")
    if file:
        about["file"] = escape_control_chars(file)
    case = Xml.SubElement(suite, "testcase", about)
    if problems:
        # Readers take the first failure of a test case only.
        head, *lines = str(InputError(problems)).split("\n")
        failure = Xml.SubElement(case, "failure", {"message": head.rstrip(":"), "type": "mistake"})
        failure.text = "\n".join(lines)


def write(name: str, hosts: Sequence[str], problems: Sequence[Problem]) -> list[Problem]:
    """Write the verdict into a file: JUnit XML when its name ends with .xml, otherwise JSON.

    Parameters:
        name: The file, relative to the working directory.

    Returns:
        A problem when it cannot be written.
    """
    path = Path(name).expanduser()
    text = as_junit(hosts, problems) if path.suffix.lower() == ".xml" else as_json(hosts, problems)
    try:
        path.write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        message = f"{path} cannot be written: {getattr(error, 'strerror', None) or error}."
        return [Problem(("webex_validation_file",), message, "Name a file in a folder that is there.")]
    return []
