#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_plan_file: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_plan_file
short_description: Begin, join or check the file of a saved plan
version_added: 0.1.0
description:
  - The parts of a plan are written by M(webex.wholesale.webex_customer_plan), for one customer each. This module makes
    one file of them, and checks it before it is used. It sends no request.
  - The file is for its owner only, and is written in one step, in check mode as well, since that is when plans are
    made.
options:
  path:
    description: The file, relative to the working directory.
    type: path
    required: true
  stage:
    description:
      - V(begin) removes an older plan, and what an interrupted run has left.
      - V(join) makes the file of the parts that M(webex.wholesale.webex_customer_plan) has written since.
      - V(check) fails when the file cannot be read, has the format of another version, or was changed after it was
        written.
    type: str
    required: true
    choices: [begin, join, check]
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.plan_file
seealso:
  - module: webex.wholesale.webex_customer_plan
"""

EXAMPLES = r"""
- name: Check that the reviewed plan can be used
  webex.wholesale.webex_plan_file:
    path: plan.json
    stage: check
  run_once: true
"""

RETURN = r"""
totals:
  description: How many customers and actions the plan has, how many of these are refused, and how many requests it
    takes, about.
  returned: with O(stage=join) or O(stage=check)
  type: dict
  sample:
    customers: 2
    create: 3
    update: 1
    delete: 0
    refused: 0
    requests: 24
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
from ..module_utils._onboarding.options import PLAN_FILE
from ..module_utils._onboarding.plan_file_stage import PlanFileOperation


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**PLAN_FILE.to_kwargs())
    finish(module, PLAN_FILE, PlanFileOperation)


if __name__ == "__main__":
    main()
