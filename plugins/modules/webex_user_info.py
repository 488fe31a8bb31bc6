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
  - webex.wholesale._users.customer
options:
  email:
    description: Only the user with this e-mail address.
    type: str
  status:
    description: Only users in this status.
    type: str
    choices: [provisioned, pending_user_migration]
  profile:
    description: Return names, title and department too, which costs one more list request per 100 people.
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
  description: The users.
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
      description: First name, with O(profile=true).
      type: str
    last_name:
      description: Last name, with O(profile=true).
      type: str
    display_name:
      description: Display name, with O(profile=true).
      type: str
    title:
      description: Job title, with O(profile=true).
      type: str
    department:
      description: Department, with O(profile=true).
      type: str
api_calls:
  description: Requests sent, by method.
  returned: always
  type: dict
  sample: {"GET": 1}
"""

from ..module_utils._argspec.user import USER_INFO
from ..module_utils._module import WrittenModule, finish
from ..module_utils._operation.user_info import UserInfoOperation


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**USER_INFO.to_kwargs())
    finish(module, USER_INFO, UserInfoOperation)


if __name__ == "__main__":
    main()
