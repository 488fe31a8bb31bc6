#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_phone_numbers: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_phone_numbers
short_description: Keep the phone numbers of a Wholesale customer's locations as declared
version_added: 0.1.0
description:
  - Lists the numbers of the organization once, asks Webex about new ones, adds and activates the difference, sets the
    main numbers.
  - One bad number does not stop the others; every failed number is named.
  - With O(prune=true), a number of another location of the customer moves - it is removed there, then added here. A
    number that cannot be added is put back. Numbers in use, main numbers that nothing replaces, and numbers of carriers
    that keep them are refused before anything is removed.
  - Numbers of integrated carriers and Cisco PSTN are never written, since Cisco warns of damaged data.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._connection.workers
  - webex.wholesale._customer
  - webex.wholesale._customer.planned
  - webex.wholesale._known.locations
  - webex.wholesale._known.tolerated
options:
  locations:
    description: The locations and their numbers.
    type: list
    required: true
    elements: dict
    suboptions:
      location:
        description: Name of the location, case-insensitive.
        type: str
        required: true
      numbers:
        description: Phone numbers in E.164 form that belong to the location; not managed when it is left out.
        type: list
        elements: str
      main_number:
        description: Main number, one of the numbers.
        type: str
  number_state:
    description: State in which numbers are added. Numbers that are there are activated.
    type: str
    choices: [active, inactive]
    default: active
  connection_types:
    description: Types of the PSTN connections by location as returned by M(webex.wholesale.webex_pstn); saves
      requests.
    type: dict
  precheck:
    description: Ask Webex whether new numbers are well-formed and free before adding them, also in check mode. It may
      still refuse to add them.
    type: bool
    default: true
  prune_in_use:
    description: When numbers are pruned, try to remove those with an owner as well. Main numbers always stay.
    type: bool
    default: false
  prune:
    description:
      - Remove numbers of the declared locations that are not declared, within the limits below.
      - Move numbers that are declared at another location than they have. These do not count for the limits.
    type: bool
    default: false
  prune_max_count:
    description: A run that would remove more numbers of a customer than this stops before the first removal.
    type: int
    default: 10
  prune_max_percent:
    description: A run that would remove a larger percentage of the numbers of a customer than this stops before the
      first removal. It counts for customers with ten or more.
    type: int
    default: 20
seealso:
  - module: webex.wholesale.webex_pstn
  - module: webex.wholesale.webex_users
"""

EXAMPLES = r"""
- name: Keep the numbers of the headquarters
  webex.wholesale.webex_phone_numbers:
    customer: acme-0001
    locations:
      - location: Head Office
        numbers: ["+14085550100", "+14085550101", "+14085550102"]
        main_number: "+14085550100"
"""

RETURN = r"""
locations:
  description: One row per declared location.
  returned: always
  type: list
  elements: dict
  contains:
    location:
      description: Name of the location.
      type: str
    added:
      description: Numbers that were added, or would be.
      type: list
      elements: str
    activated:
      description: Numbers that were activated, or would be.
      type: list
      elements: str
    removed:
      description: Numbers that were removed, or would be.
      type: list
      elements: str
    moved:
      description: Numbers that came from other locations, or would.
      type: list
      elements: str
    main_number:
      description: New main number; null when it stays.
      type: str
failed_numbers:
  description: Numbers that failed, each with number and error.
  returned: always
  type: list
  elements: dict
  contains:
    number:
      description: The number, or whose main number it is.
      type: str
    error:
      description: Why it failed.
      type: str
summary:
  description:
    - How many numbers were added, changed, removed and left as they are.
    - C(undeclared) counts those that are not declared and stay, also at locations that are not declared; not there
      when the numbers could not be compared.
  returned: always
  type: dict
  sample:
    create: 2
    update: 0
    delete: 0
    none: 8
    undeclared: 1
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
from ..module_utils._numbers.operation import PhoneNumbersOperation
from ..module_utils._numbers.options import PHONE_NUMBERS


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**PHONE_NUMBERS.to_kwargs())
    finish(module, PHONE_NUMBERS, PhoneNumbersOperation)


if __name__ == "__main__":
    main()
