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
  - Integrated carriers and Cisco PSTN cannot be set through the API. They are accepted when they are there already;
    otherwise the message says what to do in Control Hub.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._connection.workers
  - webex.wholesale._users.customer
  - webex.wholesale._users.planned
options:
  connections:
    description: The connections, one per location.
    type: list
    elements: dict
    required: true
    suboptions:
      location:
        description: Name of the location, in whatever case.
        type: str
        required: true
      provider:
        description: Carrier by the display name that Webex offers. Either this or O(connections[].route).
        type: str
      route:
        description: Local gateway.
        type: dict
        suboptions:
          type:
            description: Trunk or route group.
            type: str
            choices: [TRUNK, ROUTE_GROUP]
            required: true
          id:
            description: Its ID; no public operation lists them.
            type: str
            required: true
  location_ids:
    description:
      - Location IDs by name as returned by M(webex.wholesale.webex_locations); saves a request. A V(null) stands for a
        location that an earlier task makes, in check mode.
    type: dict
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
  description: One row per declared location.
  returned: always
  type: list
  elements: dict
  contains:
    location:
      description: Name of the location.
      type: str
    connection:
      description: Carrier or gateway; null when there is none.
      type: str
    type:
      description: Type as Webex tells it; null for one that is still to be set.
      type: str
      sample: NON_INTEGRATED_CCP
    action:
      description: What was done, or would be.
      type: str
    error:
      description: Why it failed.
      type: str
connection_types:
  description: Types by location; null for those that are still to be set.
  returned: always
  type: dict
actions:
  description: What was done, or would be in check mode.
  returned: always
  type: list
  elements: dict
  contains:
    kind:
      description: Kind of the object.
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
      sample: {"packages": {"from": ["webex_calling"], "to": ["webex_calling", "webex_meetings"]}}
api_calls:
  description: Requests sent, by method.
  returned: always
  type: dict
  sample: {"GET": 1}
"""

from ..module_utils._argspec.location import PSTN
from ..module_utils._module import WrittenModule, finish
from ..module_utils._operation.pstn import PstnOperation


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**PSTN.to_kwargs())
    finish(module, PSTN, PstnOperation)


if __name__ == "__main__":
    main()
