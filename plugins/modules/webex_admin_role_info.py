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
  description: The roles, sorted by name.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: ID of the role.
      type: str
    name:
      description: Name, as Control Hub shows it.
      type: str
      sample: Full administrator
api_calls:
  description: Requests sent, by method.
  returned: always
  type: dict
  sample: {"GET": 1}
"""

from ..module_utils._argspec.admin import ADMIN_ROLE_INFO
from ..module_utils._module import WrittenModule, finish
from ..module_utils._operation.admin_role_info import AdminRoleInfoOperation


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**ADMIN_ROLE_INFO.to_kwargs())
    finish(module, ADMIN_ROLE_INFO, AdminRoleInfoOperation)


if __name__ == "__main__":
    main()
