# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the options that name what is declared about one customer."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of modules that compare one customer with its declaration."""

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
    description: The customer as M(webex.wholesale.webex_customer_info) returned it earlier, in place of a look-up.
    type: dict
  known_absent:
    description: A listing of all customers has shown that this one is not there. It is then not looked up.
    type: bool
    default: false
  known_users:
    description:
      - The users of the customer as M(webex.wholesale.webex_customer_info) returned them earlier in
        C(users_by_external_id), beside O(known_customer).
      - They count only where they show that nothing has to be done; otherwise the users are listed.
    type: list
    elements: dict
    default: []
  record:
    description:
      - What is remembered of the customer, as M(webex.wholesale.webex_customer) returned it in C(record); empty when
        nothing was remembered yet.
      - In a playbook the default is the file in C(webex_customer_record_dir).
    type: dict
  skip_steps:
    description:
      - Steps that are left out. Other names are ignored.
      - In a playbook, C(ansible_skip_tags) is taken when it is not set.
      - The steps are C(customer), C(locations), C(pstn), C(numbers), C(users) and C(admins).
    type: list
    elements: str
    default: []
"""
