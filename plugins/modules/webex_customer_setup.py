#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_customer_setup: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_customer_setup
short_description: Set up a Wholesale customer as declared, in one plan
version_added: 0.1.0
description:
  - Keeps everything below a customer as declared - locations, PSTN connections, phone numbers, users and administrator
    roles - and takes away packages that left the customer's list.
  - Reads the customer once, plans all of it, and then carries out exactly this plan. Check mode shows the same plan.
  - Users that leave go first, since they free numbers and extensions. Then locations, connections, numbers, users and
    administrators are made and changed, in this order. Numbers and locations that leave go when nothing needs them any
    more, and packages of the customer at last.
  - What cannot be done keeps nothing else from being done, except what needs it. At the end the task fails with all
    that failed.
  - When a limit for removals is passed, nothing at all is done.
options:
  declaration:
    description:
      - What is declared, by the names of the variables of role P(webex.wholesale.onboard#role), such as
        C(webex_customer), C(webex_locations) and C(webex_users).
      - In a playbook the default is the variables of the host. A C(webex_users_file) is then looked for beside the
        inventory.
    type: dict
    required: true
  steps:
    description:
      - What is set up. V(customer) takes away packages that left the list.
      - In a playbook, the names among the tags that the run was started with are taken when it is not set, without
        those that are to be skipped.
    type: list
    elements: str
    choices: [customer, locations, pstn, numbers, users, admins]
    default: [customer, locations, pstn, numbers, users, admins]
  known_customer:
    description:
      - The customer as M(webex.wholesale.webex_customer) returned it earlier, in place of a look-up.
      - Its C(packages_leaving) are taken away at last.
    type: dict
  record:
    description:
      - What is remembered of the customer, as M(webex.wholesale.webex_customer) returned it in C(record); empty when
        nothing was remembered yet.
      - In a playbook the default is the file in C(webex_customer_record_dir).
    type: dict
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes
  - webex.wholesale._connection
  - webex.wholesale._known.actions
  - webex.wholesale._connection.workers
  - webex.wholesale._customer.planned
  - webex.wholesale._known.roles
seealso:
  - module: webex.wholesale.webex_customer
  - module: webex.wholesale.webex_drift_info
  - module: webex.wholesale.webex_locations
  - module: webex.wholesale.webex_phone_numbers
  - module: webex.wholesale.webex_users
"""

EXAMPLES = r"""
- name: Find the customer, or begin to build it
  webex.wholesale.webex_customer:
    external_id: "{{ webex_customer.external_id }}"
    name: "{{ webex_customer.name }}"
    admin_email: "{{ webex_customer.admin_email }}"
    provisioning_id: "{{ gold_us_provisioning_id }}"
    packages: "{{ webex_customer.packages }}"
    address: "{{ webex_customer.address }}"
    headquarters: "{{ webex_customer.headquarters }}"
  register: customer_found

- name: Set up the customer as the variables of its host declare it
  webex.wholesale.webex_customer_setup:
    known_customer: "{{ customer_found.customer }}"
"""

RETURN = r"""
forecast:
  description: About how many requests a run will send for this customer, without repetitions and without waiting for
    Webex.
  returned: in check mode
  type: int
  sample: 27
locations:
  description: Locations that changed or failed, as M(webex.wholesale.webex_locations) returns them.
  returned: always
  type: list
  elements: dict
location_ids:
  description: IDs of all locations by name; null where the declaration does not manage locations.
  returned: always
  type: dict
connections:
  description: PSTN connections that changed or failed, as M(webex.wholesale.webex_pstn) returns them.
  returned: always
  type: list
  elements: dict
numbers:
  description: What happened to the numbers of each location, as M(webex.wholesale.webex_phone_numbers) returns it in
    C(locations).
  returned: always
  type: list
  elements: dict
users:
  description: Users that changed or failed, as M(webex.wholesale.webex_users) returns them.
  returned: always
  type: list
  elements: dict
  sample:
    - email: ana.diaz@acme.example
      action: create
      status: provisioned
admins:
  description: Administrators that changed or failed, as M(webex.wholesale.webex_admin_roles) returns them.
  returned: always
  type: list
  elements: dict
record:
  description: 'What is to be remembered: what was given, with the announcement languages of the locations that are as
    declared by now.'
  returned: with O(record), given or found
  type: dict
summary:
  description:
    - By kind - C(locations), C(connections), C(numbers), C(users), C(admins), and C(customer) for its packages - how
      many objects are created, updated, deleted and left as they are, or would be.
    - An object that several steps change counts once.
  returned: always
  type: dict
  sample:
    users:
      create: 3
      update: 1
      delete: 0
      none: 12
undeclared:
  description:
    - How many C(locations), C(numbers), C(users) and C(admins) are there that are not declared, and stay.
    - 'Kinds that are not declared at all, or that were not read completely, are left out: there is no further request
      for it. It has no effect on whether the task is changed.'
  returned: always
  type: dict
  sample:
    locations: 0
    numbers: 2
    users: 3
failed_rows:
  description: Everything that failed, or would, in the order of the steps.
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
    error:
      description: Why it failed, in Webex's words with its error code and tracking ID where they are known.
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

from ..module_utils._module import WrittenModule, finish
from ..module_utils._onboarding.options import CUSTOMER_SETUP
from ..module_utils._onboarding.setup import SetupOperation


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**CUSTOMER_SETUP.to_kwargs())
    finish(module, CUSTOMER_SETUP, SetupOperation)


if __name__ == "__main__":
    main()
