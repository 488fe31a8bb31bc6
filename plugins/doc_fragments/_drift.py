# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation that the modules share which compare one customer with its declaration."""

from __future__ import annotations


class ModuleDocFragment:
    """What they take, what they have in common, and where to read on."""

    DOCUMENTATION = r"""
options:
  declaration:
    description:
      - What is declared, by the names of the variables of role P(webex.wholesale.onboard#role), such as
        C(webex_customer), C(webex_locations) and C(webex_users).
      - In a playbook the default is the variables of the host. A C(webex_users_file) is then looked for beside the
        inventory.
    type: dict
    required: true
  known_customer:
    description: The customer as M(webex.wholesale.webex_customer_info) returned it earlier. Saves a look-up.
    type: dict
  known_absent:
    description: A listing of all customers has shown that this one is not there. It is then not looked up.
    type: bool
    default: false
  known_roles:
    description: The roles as M(webex.wholesale.webex_admin_role_info) returned them earlier. Saves a request.
    type: list
    elements: dict
    default: []
    suboptions:
      id:
        description: ID of the role.
        type: str
        required: true
      name:
        description: Name of the role.
        type: str
        required: true
  skip_steps:
    description:
      - Steps that are left out. Other names are ignored.
      - In a playbook, C(ansible_skip_tags) is taken when it is not set.
      - The steps are C(customer), C(locations), C(pstn), C(numbers), C(users) and C(admins).
    type: list
    elements: str
    default: []
notes:
  - All steps of onboarding are compared by one task - customer, locations, PSTN connections, phone numbers, users and
    administrator roles - up to the first difference. For a customer that is as declared it takes the place of the
    tasks of all steps.
  - Webex is asked what the modules of the steps would ask, or less. Nothing is written to Webex.
  - What cannot be compared counts as drift, so that the step itself reports it.
seealso:
  - module: webex.wholesale.webex_customer
  - module: webex.wholesale.webex_users
"""
