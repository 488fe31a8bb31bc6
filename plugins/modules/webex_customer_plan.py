#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_customer_plan: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_customer_plan
short_description: Plan a Wholesale customer, keep the plan in a file, or compare with it
version_added: 0.1.0
description:
  - Plans what M(webex.wholesale.webex_customer) and M(webex.wholesale.webex_customer_setup) would do for a customer,
    and asks Webex's precheck operations about it. Nothing is written at Webex, in check mode or out of it.
  - With O(plan_file) the action plugin keeps the plan in check mode, and compares with it otherwise, on the
    controller.
  - The plans of a customer are the same when they do the same to the same objects, by name. Why Webex refuses an
    action, and how many requests it takes, may change.
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
    description: What is planned. In a playbook, taken from the tags as M(webex.wholesale.webex_customer_setup) takes
      it.
    type: list
    elements: str
    choices: [customer, locations, pstn, numbers, users, admins]
    default: [customer, locations, pstn, numbers, users, admins]
  known_customer:
    description: The customer as M(webex.wholesale.webex_customer_info) returned it earlier, in place of a look-up.
    type: dict
  provisioning_id:
    description: Provisioning ID of the onboarding template. Needed for a new customer.
    type: str
  missing_when_new:
    description:
      - What the declaration of everything below the customer lacks should the customer be new, as
        M(webex.wholesale.webex_inventory) returned it for the host.
      - 'When Webex does not have the customer, the task fails with it before anything is sent, in check mode as well:
        later tasks could not finish the customer.'
    type: list
    elements: str
    default: []
  plan_file:
    description:
      - File of the saved plan on the controller, relative to the working directory.
      - In check mode the plan of the customer becomes a part of it; M(webex.wholesale.webex_plan_file) joins the
        parts. Otherwise the plan of the customer is compared with it, and the task fails when they differ.
    type: path
  customers_variable:
    description: Name of the variable with the result of M(webex.wholesale.webex_customer_info) for all customers of
      the play. O(known_customer) is taken from it.
    type: str
  roles_variable:
    description: The same for O(known_roles) and M(webex.wholesale.webex_admin_role_info).
    type: str
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.info
  - webex.wholesale._connection
  - webex.wholesale._connection.workers
  - webex.wholesale._known.roles
seealso:
  - module: webex.wholesale.webex_customer
  - module: webex.wholesale.webex_customer_setup
  - module: webex.wholesale.webex_plan_file
"""

EXAMPLES = r"""
- name: Compare the customer with the reviewed plan
  webex.wholesale.webex_customer_plan:
    provisioning_id: "{{ gold_us_provisioning_id }}"
    plan_file: plan.json
  register: customer_plan

- name: Find the customer, or begin to build it, exactly as planned
  webex.wholesale.webex_customer:
    external_id: "{{ webex_customer.external_id }}"
    packages: "{{ webex_customer.packages }}"
    address: "{{ webex_customer.address }}"
    planned_actions: "{{ customer_plan.customer_actions }}"

- name: Set it up, exactly as planned
  webex.wholesale.webex_customer_setup:
    planned_actions: "{{ customer_plan.setup_actions }}"
"""

RETURN = r"""
plan:
  description: The plan of the customer, as the file has it.
  returned: always
  type: dict
  sample:
    address: customer:acme-0001
    steps: [users]
    actions: []
    failures: {}
customer_actions:
  description: What would be done to the customer, for C(planned_actions) of M(webex.wholesale.webex_customer).
  returned: always
  type: list
  elements: dict
setup_actions:
  description: What would be done below it, for C(planned_actions) of M(webex.wholesale.webex_customer_setup).
  returned: always
  type: list
  elements: dict
differences:
  description: Where the plan of now is not the saved one.
  returned: when it was compared with O(plan_file)
  type: list
  elements: dict
  contains:
    address:
      description: Customer, kind and name of the object.
      type: str
      sample: customer:acme-0001/number:+14085550101
    difference:
      description: V(missing), V(added) or V(changed), seen from the saved plan.
      type: str
      sample: added
    saved:
      description: Actions of the saved plan.
      type: list
      elements: dict
    now:
      description: Actions of the plan of now.
      type: list
      elements: dict
done_already:
  description: Addresses of the saved plan of which everything or a part is done, such as by a run that was killed.
  returned: when it was compared with O(plan_file)
  type: list
  elements: str
  sample:
    - customer:acme-0001/location:Fremont
nothing_left:
  description: Nothing of the saved plan is left to be done.
  returned: when it was compared with O(plan_file)
  type: bool
  sample: false
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
from ..module_utils._onboarding.customer_plan import CustomerPlanOperation
from ..module_utils._onboarding.options import CUSTOMER_PLAN


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**CUSTOMER_PLAN.to_kwargs())
    finish(module, CUSTOMER_PLAN, CustomerPlanOperation)


if __name__ == "__main__":
    main()
