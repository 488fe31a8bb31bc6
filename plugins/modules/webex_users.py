#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_users: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_users
short_description: Keep all users of a Wholesale customer as declared
version_added: 0.1.0
description:
  - Lists the customer's users once, compares, and makes the changes in parallel.
  - A row that fails does not stop the others; every failed row is named at the end.
  - Compared are package, profile, number, extension and location.
  - A calling user that is at another location than declared is moved by a job of Webex. This needs the scopes
    C(spark-admin:telephony_config_write), C(spark-admin:people_write) and C(identity:groups_rw); without them check
    mode warns, and the row fails in the run.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._connection.workers
  - webex.wholesale._customer
  - webex.wholesale._customer.planned
  - webex.wholesale._known.locations
  - webex.wholesale._known.tolerated
  - webex.wholesale._users
options:
  users:
    description: The users. Either this or O(users_file) is needed.
    type: list
    elements: dict
    suboptions:
      email:
        description: E-mail address; the user is found by it, case-insensitive.
        type: str
        required: true
      first_name:
        description: First name.
        type: str
        required: true
      last_name:
        description: Last name.
        type: str
        required: true
      package:
        description: The user's main package, one of the customer's.
        type: str
        required: true
        choices:
          - webex_calling
          - webex_calling_standard
          - webex_voice
          - webex_suite
          - cx_essentials
          - webex_meetings
          - cx_premium_agent
          - cx_standard_agent
      location:
        description:
          - Name of the location; only with a calling package. New users are at the headquarters when it is left out.
          - A user that is at another location is moved by a job of Webex, together with its extension and, unless
            another number is given, its number.
        type: str
      number:
        description: Phone number in E.164 form; only with a calling package, which needs O(users[].number),
          O(users[].extension) or both.
        type: str
      extension:
        description: Extension, in quotes; only with a calling package.
        type: str
      display_name:
        description:
          - Name shown to others.
          - Webex makes it of first and last name when it is left out.
        type: str
      title:
        description:
          - Job title.
          - V(null) clears it.
        type: str
      department:
        description:
          - Department.
          - V(null) clears it.
        type: str
  users_file:
    description:
      - CSV file (UTF-8) with a header row; columns are named like the keys of O(users), or as in Control Hub's user
        export.
      - A relative path is looked for in the host's C(host_vars) folder, beside the inventory, and in the working
        directory. The file may be encrypted by ansible-vault.
    type: path
  prune:
    description: Take the package away from users that are not declared, within the limits below. Their persons
      remain.
    type: bool
    default: false
  prune_max_count:
    description:
      - A run that would remove more users of a customer than this stops before the first removal.
      - Users whose calling package is taken away count as well, whatever O(prune) says.
    type: int
    default: 10
  prune_max_percent:
    description: A run that would remove a larger percentage of the users of a customer than this stops before the
      first removal. It counts for customers with ten or more.
    type: int
    default: 20
  protected_users:
    description: E-mail addresses of users that are never removed.
    type: list
    elements: str
    default: []
seealso:
  - module: webex.wholesale.webex_user
  - module: webex.wholesale.webex_customer
"""

EXAMPLES = r"""
- name: Keep the users of a customer
  webex.wholesale.webex_users:
    customer: acme-0001
    default_location: Head Office
    users:
      - {email: ana.diaz@acme.example, first_name: Ana, last_name: Diaz, package: webex_calling, extension: "1001"}
      - {email: leo.fox@acme.example, first_name: Leo, last_name: Fox, package: webex_meetings}

- name: Keep the 300 users of a law firm, from a file, and remove who left
  webex.wholesale.webex_users:
    customer: northwind-0002
    users_file: users.csv
    prune: true
    protected_users: [it@northwindlegal.example]
"""

RETURN = r"""
users:
  description: One row per user, in the order of the declaration, removals last.
  returned: always
  type: list
  elements: dict
  contains:
    email:
      description: E-mail address.
      type: str
    action:
      description: What was done, or would be, V(none) included.
      type: str
      sample: create
    id:
      description: ID of the subscriber.
      type: str
    person_id:
      description: ID of the person; null while the user is pending.
      type: str
    package:
      description: Package.
      type: str
    status:
      description: V(provisioned) or V(pending_user_migration).
      type: str
    impacts:
      description: In check mode, what a move to another location changes beside the location, in Webex's words.
      type: list
      elements: str
    error:
      description: Why it failed.
      type: str
failed_users:
  description: The rows that failed.
  returned: always
  type: list
  elements: dict
summary:
  description:
    - How many users were created, updated, deleted and left as they are.
    - C(undeclared) counts those that are not declared and stay; not there when nothing could be compared.
  returned: always
  type: dict
  sample:
    create: 2
    update: 0
    delete: 0
    none: 298
    undeclared: 3
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

from ..module_utils._module import WrittenModule, finish
from ..module_utils._users.operation import UsersOperation
from ..module_utils._users.options import USERS


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**USERS.to_kwargs())
    finish(module, USERS, UsersOperation)


if __name__ == "__main__":
    main()
