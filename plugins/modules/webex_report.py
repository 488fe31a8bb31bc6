#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_report: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_report
short_description: Render reports of runs again, and merge them
version_added: 0.1.0
description:
  - Every run of the playbooks of this collection leaves a report, written by the callback plugin
    P(webex.wholesale.report#callback). This module makes C(report.html), C(report.json) and C(summary.md) of a
    C(report.json), or of several, such as those of the slices of one job. It sends no request.
  - The files are for their owner only, and are written in one step each, in check mode as well.
options:
  reports:
    description:
      - Files C(report.json) of runs, relative to the working directory.
      - Several become one report, as of the slices of one job. A customer that several have is taken from the one
        that ended last.
    type: list
    required: true
    elements: path
  folder:
    description: Folder for C(report.html), C(report.json) and C(summary.md), relative to the working directory. It is
      made when it is missing; files of these names in it are replaced.
    type: path
    required: true
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.report
seealso:
  - plugin: webex.wholesale.report
    plugin_type: callback
"""

EXAMPLES = r"""
- name: Make one report of those of all slices
  webex.wholesale.webex_report:
    reports: "{{ query('ansible.builtin.fileglob', 'slices/*/report.json') }}"
    folder: whole-job
  run_once: true
"""

RETURN = r"""
files:
  description: The files that were written.
  returned: success
  type: dict
  sample:
    html: /srv/reports/report.html
    json: /srv/reports/report.json
    markdown: /srv/reports/summary.md
totals:
  description: 'Counts over all customers: C(customers) and how many of them are C(changed), C(unchanged),
    C(not_reached) and C(failed_customers); objects to C(create), C(update) and C(delete), what C(failed), what is
    C(not_declared) and there, what is to be done C(by_hand), what is C(tolerated), C(requests), and the C(forecast)
    of requests.'
  returned: success
  type: dict
  sample:
    customers: 6
    changed: 2
    failed_customers: 0
    create: 4
    update: 1
    delete: 0
problems:
  description: Every mistake in the data; nothing was asked of Webex.
  returned: when there are mistakes in the data
  type: list
  elements: dict
  contains:
    customer:
      description: Inventory host. Empty for a setting that is wrong for all hosts alike.
      type: str
    path:
      description: Place in the data.
      type: str
      sample: webex_users[3].email
    place:
      description: File and line, where they are known.
      type: str
      sample: host_vars/acme_pizza/users.yml:12
    message:
      description: What is wrong.
      type: str
    remedy:
      description: What to do about it.
      type: str
api_calls:
  description: Requests sent, by method.
  returned: always
  type: dict
  sample:
    GET: 1
"""

from ..module_utils._module import WrittenModule, finish
from ..module_utils._report.operation import ReportOperation
from ..module_utils._report.options import REPORT


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**REPORT.to_kwargs())
    finish(module, REPORT, ReportOperation)


if __name__ == "__main__":
    main()
