#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_admin_role_info: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_admin_role_info
short_description: Read the administrator roles that people can have
version_added: 0.1.0
description:
  - Lists the administrator roles by the names that Control Hub shows. They are the same for all customers.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.info
  - webex.wholesale._connection
seealso:
  - module: webex.wholesale.webex_admin_roles
"""

EXAMPLES = r"""
- name: Read the roles once for all customers
  webex.wholesale.webex_admin_role_info:
  run_once: true
  register: admin_roles

- name: Give a customer's administrator its role without asking for the roles again
  webex.wholesale.webex_admin_roles:
    customer: acme-0001
    admins:
      - email: it@acme.example
        roles: [Full administrator]
    known_roles: "{{ admin_roles.roles }}"
"""

RETURN = r"""
roles:
  description: All roles that can be given, sorted by name.
  returned: always
  type: list
  elements: dict
  contains:
    id:
      description: ID of the role.
      type: str
    name:
      description: Name as Control Hub shows it.
      type: str
      sample: Full Administrator
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

from ..module_utils._admins.info import AdminRoleInfoOperation
from ..module_utils._admins.options import ADMIN_ROLE_INFO
from ..module_utils._module import WrittenModule, finish


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**ADMIN_ROLE_INFO.to_kwargs())
    finish(module, ADMIN_ROLE_INFO, AdminRoleInfoOperation)


if __name__ == "__main__":
    main()
