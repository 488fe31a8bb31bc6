#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_admin_roles: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_admin_roles
short_description: Keep the administrator roles of a Wholesale customer's people as declared
version_added: 0.1.0
description:
  - Gives people administrator roles by the names that Control Hub shows.
  - Only people whose roles change are written; everything else of them is sent back as it was read. A change may take
    ten minutes to act.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._connection.workers
  - webex.wholesale._customer
  - webex.wholesale._customer.planned
  - webex.wholesale._known.roles
  - webex.wholesale._known.tolerated
options:
  admins:
    description: The administrators and their roles.
    type: list
    required: true
    elements: dict
    suboptions:
      email:
        description: E-mail address of the person.
        type: str
        required: true
      roles:
        description:
          - Role names as Control Hub shows them, case-insensitive.
          - An empty list takes all roles away.
        type: list
        required: true
        elements: str
  exclusive:
    description: Take away roles of the declared administrators that are not declared. Otherwise they stay.
    type: bool
    default: false
  person_ids:
    description: Person IDs by e-mail address as returned by M(webex.wholesale.webex_users); saves requests.
    type: dict
  prune:
    description:
      - Take away all roles of people who are not among O(admins), within the limits below.
      - O(protected_users), the person whose token is used, and the last full administrator keep theirs.
    type: bool
    default: false
  prune_max_count:
    description: A run that would remove more administrators of a customer than this stops before the first removal.
    type: int
    default: 3
  prune_max_percent:
    description: A run that would remove a larger percentage of the administrators of a customer than this stops
      before the first removal. It counts for customers with ten or more.
    type: int
    default: 50
  protected_users:
    description: E-mail addresses of people who keep their roles whatever O(prune) says.
    type: list
    elements: str
    default: []
  planned_people:
    description: E-mail addresses of people that an earlier task makes, for check mode.
    type: list
    elements: str
    default: []
seealso:
  - module: webex.wholesale.webex_admin_role_info
  - module: webex.wholesale.webex_users
"""

EXAMPLES = r"""
- name: Give a customer's administrator its role
  webex.wholesale.webex_admin_roles:
    customer: acme-0001
    admins:
      - email: it@acme.example
        roles: [Full administrator]
"""

RETURN = r"""
admins:
  description: One row per administrator.
  returned: always
  type: list
  elements: dict
  contains:
    email:
      description: E-mail address.
      type: str
    roles:
      description: Role names after the run.
      type: list
      elements: str
    action:
      description: What was done, or would be, V(none) included.
      type: str
      sample: create
    error:
      description: Why it failed.
      type: str
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
actions:
  description: What was done, or would be in check mode.
  returned: always
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

from ..module_utils._admins.operation import AdminRolesOperation
from ..module_utils._admins.options import ADMIN_ROLES
from ..module_utils._module import WrittenModule, finish


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**ADMIN_ROLES.to_kwargs())
    finish(module, ADMIN_ROLES, AdminRolesOperation)


if __name__ == "__main__":
    main()
