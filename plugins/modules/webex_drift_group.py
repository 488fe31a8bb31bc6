#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_drift_group: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_drift_group
short_description: Put customers that differ from their declarations into an inventory group
version_added: 0.1.0
description:
  - Puts the host of a customer that differs from its declaration into an inventory group, so that a later play can run
    for the customers with drift only. It compares and returns what M(webex.wholesale.webex_drift_info) does.
  - A task of its own for the group, such as C(ansible.builtin.group_by), would take as long again for every customer.
  - The action plugin creates the groups on the controller, wherever the comparison runs. Ansible counts joining a
    group as a change, as it does for C(ansible.builtin.group_by).
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.group
  - webex.wholesale._connection
  - webex.wholesale._connection.workers
  - webex.wholesale._drift
  - webex.wholesale._known.roles
options:
  customers_variable:
    description:
      - Name of the variable that holds the result of M(webex.wholesale.webex_customer_info) for all customers of the
        play, asked for with C(external_ids). O(known_customer), O(known_absent) and O(known_users) are taken from it.
      - It need not exist. The option takes the name and not the value, which would be copied for every customer.
    type: str
  roles_variable:
    description: The same for O(known_roles) and M(webex.wholesale.webex_admin_role_info).
    type: str
  drift_group:
    description: Inventory group for hosts with drift, so that a later play can run for these only.
    type: str
  setup_assist_group:
    description: Inventory group for the hosts of O(drift_group) whose request for Setup Assist is written. A child of
      it.
    type: str
  seen_group:
    description:
      - Inventory group that exists after a comparison, also when no host has drift. It holds all hosts of
        O(drift_group), and another host when there are none.
      - A future ansible-core may not allow tasks to create groups. When the group is missing, any host may have
        drift.
    type: str
seealso:
  - module: webex.wholesale.webex_drift_info
"""

EXAMPLES = r"""
- name: Look which customers have to be worked on
  hosts: all
  gather_facts: false
  tasks:
    - name: Compare, and make the groups
      webex.wholesale.webex_drift_group:
        drift_group: webex_with_drift
        seen_group: webex_looked_at
      changed_when: false

# Without a look, this play is for all.
- name: Onboard them
  hosts: >-
    {{ 'all' if 'webex_looked_at' not in groups else 'webex_with_drift' if 'webex_with_drift' in groups else '!all' }}
  gather_facts: false
  roles:
    - webex.wholesale.onboard
"""

RETURN = r"""
drift:
  description: Whether the steps have something to do, or something to say.
  returned: always
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
  sample:
    - kind: user
      identity: ana.diaz@acme.example
      action: update
      fields:
        title:
          from: Cook
          to: Chef
customer:
  description: The customer, with the keys that M(webex.wholesale.webex_customer) returns; null while it is unknown.
  returned: success
  type: dict
record:
  description: What is to be remembered of the customer, as M(webex.wholesale.webex_customer) returns it; the same as
    before when there is drift.
  returned: when O(record) is given or found
  type: dict
tolerated:
  description: 'Differences that are tolerated: what would be done about them otherwise.'
  returned: when there are some
  type: list
  elements: dict
  contains:
    kind:
      description: Type of the object.
      type: str
      sample: customer
    identity:
      description: Name by which the object is known.
      type: str
      sample: acme-0001
    action:
      description: V(create), V(update), V(delete) or V(none).
      type: str
      sample: update
    fields:
      description: Every field that changes, with C(from) and C(to).
      type: dict
      sample:
        packages:
          from: [webex_calling]
          to: [webex_calling, webex_meetings]
    reason:
      description: Why it is tolerated, as it was declared.
      type: str
      sample: Agreed in ticket 4711
    until:
      description: Last day on which it is; null without one.
      type: str
      sample: '2027-01-31'
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
from ..module_utils._onboarding.drift import DriftGroupOperation
from ..module_utils._onboarding.options import DRIFT_GROUP


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**DRIFT_GROUP.to_kwargs())
    finish(module, DRIFT_GROUP, DriftGroupOperation)


if __name__ == "__main__":
    main()
