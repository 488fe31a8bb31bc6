#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_pstn: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_pstn
short_description: Connect the locations of a Wholesale customer to the PSTN
version_added: 0.1.0
description:
  - Reads the connection of every declared location, and chooses a carrier by its display name, or a local gateway.
  - Integrated carriers and Cisco PSTN cannot be set through the API. They are accepted when they are set already;
    otherwise the message says what to do in Control Hub.
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
  connections:
    description: The connections, one per location.
    type: list
    required: true
    elements: dict
    suboptions:
      provider:
        description: Carrier, by its display name in Control Hub, case-insensitive.
        type: str
      route:
        description: Local gateway, in place of a provider.
        type: dict
        suboptions:
          type:
            description: Kind of the gateway.
            type: str
            required: true
            choices: [TRUNK, ROUTE_GROUP]
          id:
            description: ID of the trunk or route group, as Control Hub shows it.
            type: str
            required: true
      location:
        description: Name of the location, case-insensitive.
        type: str
        required: true
seealso:
  - module: webex.wholesale.webex_locations
  - module: webex.wholesale.webex_phone_numbers
"""

EXAMPLES = r"""
- name: Connect the locations
  webex.wholesale.webex_pstn:
    customer: acme-0001
    connections:
      - {location: Head Office, provider: Local Carrier}
      - {location: Fremont, provider: Local Carrier}
"""

RETURN = r"""
connections:
  description: One row per declared connection.
  returned: always
  type: list
  elements: dict
  contains:
    location:
      description: Name of the location.
      type: str
      sample: Fremont
    connection:
      description: Carrier or gateway; null when there is none.
      type: str
      sample: Local Carrier
    type:
      description: Type as Webex names it; null for one that is still to be set.
      type: str
      sample: NON_INTEGRATED_CCP
    action:
      description: What was done, or would be, V(none) included.
      type: str
      sample: update
    error:
      description: Why it failed.
      type: str
connection_types:
  description: Types by location; null for those that are still to be set.
  returned: always
  type: dict
  sample:
    Fremont: NON_INTEGRATED_CCP
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
from ..module_utils._pstn.operation import PstnOperation
from ..module_utils._pstn.options import PSTN


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**PSTN.to_kwargs())
    finish(module, PSTN, PstnOperation)


if __name__ == "__main__":
    main()
