#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_drift_info: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_drift_info
short_description: Tell whether a customer differs from its declaration
version_added: 0.1.0
description:
  - Compares one customer with what the inventory declares about it, in all steps of onboarding at once - customer,
    locations, PSTN connections, phone numbers, users and administrator roles - and stops at the first difference.
  - For a customer that is as declared, this one task takes the place of those of all steps, with the same requests
    or fewer. It asks exactly what the modules of the steps ask, and never writes.
  - It decides nothing. What it cannot tell counts as drift, so that the step itself speaks of it.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.info
  - webex.wholesale._connection
  - webex.wholesale._connection.workers
options:
  declaration:
    description:
      - What is declared, by the names of the variables of role P(webex.wholesale.onboard#role), such as
        C(webex_customer), C(webex_locations) and C(webex_users).
      - In a playbook it may be left out. The variables of the host are taken then, and a C(webex_users_file) lies
        beside the inventory.
    type: dict
    required: true
  known_customer:
    description: The customer as M(webex.wholesale.webex_customer_info) returned it a moment ago. Saves a look-up.
    type: dict
  known_absent:
    description: A listing of all customers has shown that this one is not there. Nothing is asked then.
    type: bool
    default: false
  known_roles:
    description: The roles as M(webex.wholesale.webex_admin_role_info) returned them a moment ago. Saves a request.
    type: list
    elements: dict
    suboptions:
      id:
        description: ID of the role.
        type: str
        required: true
      name:
        description: Name of the role.
        type: str
        required: true
  customers_variable:
    description:
      - In a playbook, the name of the variable that holds the result of M(webex.wholesale.webex_customer_info) for all
        customers of the play, asked for with C(external_ids). O(known_customer) and O(known_absent) are taken from it.
      - It need not exist. The name and not the content, since that would be handed over with every customer.
    type: str
  roles_variable:
    description: In a playbook, the same for O(known_roles) and M(webex.wholesale.webex_admin_role_info).
    type: str
  drift_group:
    description:
      - Inventory group into which a host with drift is put, so that a later play can run for these alone.
      - Ansible counts this as a change, as it does for C(group_by).
      - A future ansible-core may let no task do this. Take a missing O(seen_group) for "everybody may have drift".
    type: str
  seen_group:
    description:
      - Inventory group that exists when a host was looked at. It tells "no host has drift" from
        "no look has taken place". It holds all hosts of O(drift_group), and as many others as it takes to make it.
    type: str
  skip_steps:
    description:
      - Steps that are left out. Names that are no step are passed over.
      - In a playbook, C(ansible_skip_tags) is taken when it is not set.
      - The steps are C(customer), C(locations), C(pstn), C(numbers), C(users) and C(admins).
    type: list
    elements: str
    default: []
seealso:
  - module: webex.wholesale.webex_customer
  - module: webex.wholesale.webex_users
"""

EXAMPLES = r"""
- name: Look whether anything has to be done
  webex.wholesale.webex_drift_info:
  register: customer_drift

- name: Name the customers that differ
  ansible.builtin.debug:
    msg: "{{ customer_drift.step }}: {{ customer_drift.reason }}"
  when: customer_drift.drift
"""

RETURN = r"""
drift:
  description: Whether the steps have something to do, or something to say.
  returned: success
  type: bool
  sample: true
step:
  description: The first step that has something to do; null without drift.
  returned: success
  type: str
  sample: users
reason:
  description: Why it counts as drift; null without drift.
  returned: success
  type: str
  sample: 1 differences
differences:
  description: What this step would do, the first 20.
  returned: success
  type: list
  elements: dict
  sample: [{"kind": "user", "identity": "ana.diaz@acme.example", "action": "update",
    "fields": {"title": {"from": "Cook", "to": "Chef"}}}]
customer:
  description: The customer, with the keys that M(webex.wholesale.webex_customer) returns; null while it is unknown.
  returned: success
  type: dict
api_calls:
  description: Requests sent, by method.
  returned: always
  type: dict
  sample: {"GET": 7}
"""

from ..module_utils._argspec.drift import DRIFT_INFO
from ..module_utils._module import WrittenModule, finish
from ..module_utils._operation.drift import DriftOperation


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**DRIFT_INFO.to_kwargs())
    finish(module, DRIFT_INFO, DriftOperation)


if __name__ == "__main__":
    main()
