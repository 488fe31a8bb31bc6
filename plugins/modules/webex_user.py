#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_user: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_user
short_description: Make, change or remove one user of a Wholesale customer
version_added: 0.1.0
description:
  - Finds the user by its e-mail address, creates it when there is none, and changes package and profile.
  - A calling user that is at another location than declared is moved by a job of Webex. This needs the scopes
    C(spark-admin:telephony_config_write), C(spark-admin:people_write) and C(identity:groups_rw); without them check
    mode warns, and the row fails in the run.
  - For all users of a customer use M(webex.wholesale.webex_users), which needs a fraction of the requests and of the
    time.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._users
  - webex.wholesale._customer
  - webex.wholesale._customer.planned
  - webex.wholesale._known.locations
options:
  state:
    description:
      - V(present) makes or changes the user.
      - V(absent) takes the package away. The person and its e-mail address remain in the organization.
    type: str
    choices: [present, absent]
    default: present
  email:
    description: E-mail address; the user is found by it, case-insensitive.
    type: str
    required: true
  first_name:
    description: First name. Needed with O(state=present).
    type: str
  last_name:
    description: Last name. Needed with O(state=present).
    type: str
  package:
    description: The user's main package, one of the customer's. Needed with O(state=present).
    type: str
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
      - A user that is at another location is moved by a job of Webex, together with its extension and, unless another
        number is given, its number.
    type: str
  number:
    description: Phone number in E.164 form; only with a calling package, which needs O(number), O(extension) or both.
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
seealso:
  - module: webex.wholesale.webex_users
"""

EXAMPLES = r"""
- name: Make a user
  webex.wholesale.webex_user:
    customer: acme-0001
    email: ana.diaz@acme.example
    first_name: Ana
    last_name: Diaz
    package: webex_calling
    location: Head Office
    extension: "1001"

- name: Take a user's package away
  webex.wholesale.webex_user:
    customer: acme-0001
    email: ana.diaz@acme.example
    state: absent
"""

RETURN = r"""
user:
  description: The user; null when it is absent.
  returned: always
  type: dict
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
from ..module_utils._users.operation import UserOperation
from ..module_utils._users.options import USER


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**USER.to_kwargs())
    finish(module, USER, UserOperation)


if __name__ == "__main__":
    main()
