#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_drift_info: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_drift_info
short_description: Compare a customer with its declaration
version_added: 0.1.0
description:
  - Compares one customer with what the inventory declares about it, and returns the differences of the first step that
    has some, or with O(all_differences) those of all steps.
  - Changes nothing, neither at Webex nor in the inventory.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.info
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
  all_differences:
    description:
      - Compare all steps, and return every difference in RV(all_differences). Otherwise the comparison ends with the
        first step that has something to do.
      - A step is compared with what the steps before it would make. O(known_absent) is of no use then.
    type: bool
    default: false
  fail_on_drift:
    description: Fail when there is drift. RV(drift) is true in the result then, and false when the comparison itself
      failed.
    type: bool
    default: false
  audit:
    description:
      - Where there is drift, read Webex's audit log, and return in RV(audit_events) who has changed what differs, and
        when. Costs one request per 100 events of the customer's organization.
      - Needs the scope C(audit:events_read). When it is missing there is a warning, and nothing else changes.
    type: bool
    default: false
  audit_days:
    description: How many days of the audit log are looked at.
    type: int
    default: 30
seealso:
  - module: webex.wholesale.webex_drift_group
"""

EXAMPLES = r"""
- name: Look whether anything has to be done
  webex.wholesale.webex_drift_info:
  register: customer_drift

- name: See all that differs
  webex.wholesale.webex_drift_info:
    all_differences: true
  register: customer_differences

- name: Name the customers that differ
  ansible.builtin.debug:
    msg: "{{ customer_drift.step }}: {{ customer_drift.reason }}"
  when: customer_drift.drift
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
audit_events:
  description: 'What Webex''s audit log has about what differs, of each object the last three events, the most recent
    first: C(kind), C(identity), C(at), C(who), and C(what) in Webex''s words.'
  returned: with O(audit) and drift
  type: list
  elements: dict
  sample:
    - kind: user
      identity: ana.diaz@acme.example
      at: '2026-11-27T15:18:43.000Z'
      who: Kim Ray <kim.ray@acme.example>
      what: Kim Ray updated user ana.diaz@acme.example
not_compared:
  description: Steps that could not be compared, of those that were looked at. They count as drift.
  returned: always
  type: list
  elements: str
  sample: []
difference_lines:
  description: The same in words, a line each.
  returned: with O(all_differences)
  type: list
  elements: str
  sample:
    - 'user ana.diaz@acme.example: title is Cook, declared is Chef'
all_differences:
  description:
    - 'Every difference in the order of the steps: C(step), and C(kind), C(identity) and C(action) of the object. For
      an update one row for each field, with C(field), C(from) as Webex has it, and C(to) as it is declared; otherwise
      these are null.'
    - C(reason) says why something cannot be done. A step that cannot be compared is one row, of C(step) and
      C(reason).
  returned: with O(all_differences)
  type: list
  elements: dict
  sample:
    - step: users
      kind: user
      identity: ana.diaz@acme.example
      action: update
      field: title
      from: Cook
      to: Chef
      reason: null
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
from ..module_utils._onboarding.drift import DriftOperation
from ..module_utils._onboarding.options import DRIFT_INFO


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**DRIFT_INFO.to_kwargs())
    finish(module, DRIFT_INFO, DriftOperation)


if __name__ == "__main__":
    main()
