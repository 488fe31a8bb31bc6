#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_inventory: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_inventory
short_description: Check the declarations of all customers offline
version_added: 0.1.0
description:
  - Reads what the inventory declares about customers, templates, locations, users and administrators, and fails with
    every mistake of every customer at once, each with its place and a remedy. No request is sent.
  - With O(by_host), mistakes of single hosts are returned, so that the other hosts can go on.
  - Also finds values that two customers must not share, such as an external ID or an e-mail address, and a
    C(webex_customer_id) that several hosts have.
  - Settings of the run, such as C(webex_prune) and C(webex_workers), are checked as well, also those of the command
    line. Text that clearly means true, false or a number is accepted. A list is never read from text.
  - A variable that begins with C(webex_) and is not known is a mistake, unless C(webex_other_variables) names it.
  - The variables of each host are those that the task would have on it, with those of play, C(vars_files) and roles.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.info
options:
  hosts:
    description: Inventory hosts whose variables are checked. One host is one customer.
    type: list
    elements: str
  declarations:
    description: The declarations themselves, a mapping of customer to its variables. Use it instead of O(hosts) where
      there is no inventory.
    type: dict
  identities_only:
    description: Only check that no two hosts declare the same customer, by C(webex_customer_id) or by external ID and
      sub-partner. Other mistakes are ignored, and nothing is returned about the inventory.
    type: bool
    default: false
  by_host:
    description:
      - Do not fail for mistakes of single hosts, but return them in RV(refused). Everything else that is returned is
        of hosts without a mistake then, so that these can go on.
      - A setting that is wrong for all hosts alike fails anyway.
    type: bool
    default: false
  validation_file:
    description:
      - 'File for the outcome, relative to the working directory: JUnit XML with a test case for each host when its
        name ends with C(.xml), otherwise JSON. One that is there is replaced.'
      - It is written in check mode as well, and also when there are no mistakes.
    type: path
requirements:
  - pydantic >= 2.6
  - email-validator
  - phonenumbers
  - pycountry
seealso:
  - module: webex.wholesale.webex_customer
"""

EXAMPLES = r"""
- name: Check all customers of the play before anything is asked of Webex
  webex.wholesale.webex_inventory:
    hosts: "{{ ansible_play_hosts_all }}"
  run_once: true
"""

RETURN = r"""
hosts:
  description: Inventory hosts that were looked at, sorted.
  returned: success, and with O(hosts) also with mistakes
  type: list
  elements: str
  sample: [acme_pizza]
customers:
  description: Number of customers that were read.
  returned: success, without O(identities_only)
  type: int
  sample: 6
users:
  description: Number of users that were read.
  returned: success, without O(identities_only)
  type: int
  sample: 340
admins:
  description: Number of administrators that were read.
  returned: success, without O(identities_only)
  type: int
  sample: 8
templates:
  description: The declared onboarding templates, each once, sorted by name, with the keys that were written.
  returned: success, without O(identities_only)
  type: list
  elements: dict
  sample:
    - name: gold-us
      country: US
template_customers:
  description:
    - By name of a template, one customer for each partner or sub-partner whose customers use it, with the keys that
      were written. The partner's own comes first. Of several it is the first by external ID, one that attaches an
      organization only when there is no other.
    - For C(precheck_customers) of M(webex.wholesale.webex_onboarding_template).
  returned: success, without O(identities_only)
  type: dict
  sample:
    gold-us:
      - external_id: acme-0001
        name: Acme Pizza
        packages: [webex_calling]
external_ids:
  description: External IDs of the customers that no sub-partner has, sorted.
  returned: success, without O(identities_only)
  type: list
  elements: str
  sample: [acme-0001, globex-0001]
user_counts:
  description: Numbers of declared users by external ID, of the customers that no sub-partner has and that declare
    some.
  returned: success, without O(identities_only)
  type: dict
  sample:
    acme-0001: 12
missing_when_new:
  description: By host, what the declaration lacks should Webex not have the customer yet, for
    O(webex.wholesale.webex_customer#module:missing_when_new).
  returned: success, without O(identities_only)
  type: dict
  sample:
    acme_pizza:
      - 'acme_pizza: webex_locations[1]: location Fremont cannot be made without address.'
users_of_files:
  description: The users by host, for hosts that have C(webex_users_file) and ask for C(webex_setup_assist).
  returned: success, without O(identities_only)
  type: dict
  sample:
    acme_pizza:
      - email: ana.diaz@acme.example
        package: webex_calling
refused:
  description: By host that a mistake concerns, what to tell it; empty when there is none.
  returned: with O(by_host)
  type: dict
  sample:
    acme_pizza: "1 mistake in the data:\n- acme_pizza: webex_customer: the host declares no customer."
problems:
  description: Every mistake.
  returned: failure, or with O(by_host)
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
    shared_with:
      description: Other hosts that the mistake concerns as well; not there when it concerns no other one.
      type: list
      elements: str
      sample: [globex]
"""

from ..module_utils._module import WrittenModule, finish
from ..module_utils._onboarding.inventory import InventoryOperation
from ..module_utils._onboarding.options import INVENTORY


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**INVENTORY.to_kwargs())
    finish(module, INVENTORY, InventoryOperation)


if __name__ == "__main__":
    main()
