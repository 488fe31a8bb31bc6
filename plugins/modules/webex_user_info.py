#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_user_info: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_user_info
short_description: Read the users of a Wholesale customer
version_added: 0.1.0
description:
  - Lists the users of a customer, all or filtered, with their packages and, when asked for, their profiles.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.info
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._customer
options:
  email:
    description: Only the user with this e-mail address.
    type: str
  status:
    description: Only users in this status.
    type: str
    choices: [provisioned, pending_user_migration]
  profile:
    description: Return the profile too (names, title and so on), which costs one more list request per 100 people.
    type: bool
    default: false
seealso:
  - module: webex.wholesale.webex_users
"""

EXAMPLES = r"""
- name: List users who have not agreed yet to move their free account
  webex.wholesale.webex_user_info:
    customer: northwind-0002
    status: pending_user_migration
"""

RETURN = r"""
users:
  description:
    - The users.
    - Those of the profile are there with O(profile=true), and null where the person has none.
  returned: always
  type: list
  elements: dict
  contains:
    id:
      description: ID of the subscriber.
      type: str
    email:
      description: E-mail address.
      type: str
    status:
      description: V(provisioned) or V(pending_user_migration).
      type: str
    person_id:
      description: ID of the person; null while the user is pending.
      type: str
    package:
      description: Package.
      type: str
    errors:
      description: Errors, each with code and description.
      type: list
      elements: dict
    first_name:
      description: First name.
      type: str
    last_name:
      description: Last name.
      type: str
    display_name:
      description: Name shown to others.
      type: str
    title:
      description: Job title.
      type: str
    department:
      description: Department.
      type: str
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
from ..module_utils._users.info import UserInfoOperation
from ..module_utils._users.options import USER_INFO


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**USER_INFO.to_kwargs())
    finish(module, USER_INFO, UserInfoOperation)


if __name__ == "__main__":
    main()
