#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_customer_info: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_customer_info
short_description: Read Wholesale customers, and wait for one
version_added: 0.1.0
description:
  - Lists customers, all or filtered, or reads one.
  - With O(wait=true) it waits until the customer is provisioned, and fails when the provisioning fails.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.info
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._waiting
options:
  external_id:
    description: Only the customer with exactly this external ID.
    type: str
  external_ids:
    description:
      - Only the customers with these external IDs, in one listing for all of them.
      - The listing is given up, and no customer returned, when it costs more than a tenth of one look-up for each. A
        customer that is missing from the result may exist all the same.
      - An external ID that two customers have is left out.
    type: list
    elements: str
  user_counts:
    description:
      - Numbers of users that are about to be compared, by external ID. Beside O(external_ids), the users of these
        customers are returned as well where one listing of all users costs at most half as many requests as a list
        for each customer.
      - Whether it does is estimated from these numbers and the number of all customers. A listing that turns out to
        be longer is given up.
    type: dict
  customer_id:
    description: Only the customer with this ID.
    type: str
  org_id:
    description: Only the customer of this organization.
    type: str
  status:
    description: Only customers in this status.
    type: str
    choices: [provisioning, updating, pending_rpl_review, provisioned, provisioned_with_errors, error, deleting]
  include_licenses:
    description: Return the license IDs of each package too, which costs one request per customer.
    type: bool
    default: false
  wait:
    description: Wait until the customer is provisioned. Needs O(external_id) or O(customer_id).
    type: bool
    default: false
seealso:
  - module: webex.wholesale.webex_customer
"""

EXAMPLES = r"""
- name: Wait until the customer is provisioned
  webex.wholesale.webex_customer_info:
    external_id: acme-0001
    wait: true

- name: Read the customers of a play with few requests
  webex.wholesale.webex_customer_info:
    external_ids: [acme-0001, globex-0001]
  run_once: true

- name: Find customers whose provisioning failed
  webex.wholesale.webex_customer_info:
    status: error
  register: failed_customers
"""

RETURN = r"""
customers:
  description: The customers.
  returned: always
  type: list
  elements: dict
  contains:
    id:
      description: ID of the customer.
      type: str
    org_id:
      description: ID of its organization; null until it is provisioned.
      type: str
    external_id:
      description: The provider's own key; in check mode the one it is about to get.
      type: str
      sample: acme-0001
    status:
      description: Status of Webex, or V(planned) in check mode.
      type: str
      sample: provisioned
    packages:
      description: Packages, sorted.
      type: list
      elements: str
    address:
      description: Billing address.
      type: dict
    package_status:
      description: Status of Webex by package. What is V(error) is ordered once more by the next run.
      type: dict
      sample:
        webex_calling: provisioned
    package_errors:
      description: Errors by package, each with code and description.
      type: dict
    package_warnings:
      description: Warnings by package, each with code and description.
      type: dict
    errors:
      description: Errors of the customer, each with code and description.
      type: list
      elements: dict
    license_ids:
      description: License IDs by package. With O(include_licenses=true) only.
      type: dict
by_external_id:
  description: The same by external ID.
  returned: when O(external_ids) is given
  type: dict
absent:
  description:
    - Those of O(external_ids) that no customer has, or only one on its way out.
    - Empty also where there are so many other customers that not all were listed.
  returned: when O(external_ids) is given
  type: list
  elements: str
  sample: [acme-0003]
users_by_external_id:
  description: The users of these customers, for C(known_users) of M(webex.wholesale.webex_drift_info). Customers
    whose users have to be listed on their own are left out.
  returned: when O(external_ids) is given
  type: dict
  sample:
    acme-0001:
      - id: Y2lz…
        email: ana.diaz@acme.example
        status: provisioned
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

from ..module_utils._customers.info import CustomerInfoOperation
from ..module_utils._customers.options import CUSTOMER_INFO
from ..module_utils._module import WrittenModule, finish


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**CUSTOMER_INFO.to_kwargs())
    finish(module, CUSTOMER_INFO, CustomerInfoOperation)


if __name__ == "__main__":
    main()
