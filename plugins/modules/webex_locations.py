#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_locations: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_locations
short_description: Keep all locations of a Wholesale customer as declared
version_added: 0.1.0
description:
  - Lists the locations and their calling side once, compares, makes missing ones, enables them for calling, and changes
    what differs.
  - The head office that Webex makes with a customer is found by its name, or by its address, and never made a second
    time.
  - Names are compared without case. A location that Webex spells in another way is renamed; two present ones whose
    names differ in case only are refused.
  - A location that fails does not stop the others.
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
  locations:
    description: The locations.
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description: Name, at most 80 characters; case does not make it another one.
        type: str
        required: true
      address:
        description: Street address. Needed to make the location. Keys that are left out keep what Webex has.
        type: dict
        suboptions:
          line1:
            description: Street and number.
            type: str
            required: true
          line2:
            description: Second line; V(null) clears it.
            type: str
          city:
            description: City.
            type: str
            required: true
          state:
            description: State or province.
            type: str
          postal_code:
            description: Postal code.
            type: str
          country:
            description: ISO 3166-1 alpha-2 code.
            type: str
            required: true
      timezone:
        description: IANA time zone. Needed to make the location.
        type: str
      language:
        description: Announcement language, for example V(en_us). Needed to make the location. Compared with
          O(details=true).
        type: str
      external_caller_id_name:
        description: Name that others see. Comparing it costs one request per location.
        type: str
      emergency_location_identifier:
        description: For the countries that use it. Comparing it costs one request per location.
        type: str
      outside_dial_digit:
        description: Digit before an outside number.
        type: str
      routing_prefix:
        description: Digits before extensions of other locations. Its change is a job of Webex, whose end is waited for.
        type: str
      pstn:
        description: Passed over; see M(webex.wholesale.webex_pstn).
        type: dict
      numbers:
        description: Passed over; see M(webex.wholesale.webex_phone_numbers).
        type: list
        elements: str
      main_number:
        description: Passed over; see M(webex.wholesale.webex_phone_numbers).
        type: str
  headquarters:
    description: Head office as declared with the customer. Fills what its entry in O(locations) leaves out, is found
      by its address too when it was renamed, and is never removed.
    type: dict
    suboptions:
      name:
        description: Name.
        type: str
        required: true
      timezone:
        description: IANA time zone.
        type: str
      language:
        description: Announcement language.
        type: str
      emergency_location_identifier:
        description: For the countries that use it.
        type: str
      address:
        description: Street address.
        type: dict
        suboptions:
          line1:
            description: Street and number.
            type: str
            required: true
          line2:
            description: Second line; V(null) clears it.
            type: str
          city:
            description: City.
            type: str
            required: true
          state:
            description: State or province.
            type: str
          postal_code:
            description: Postal code.
            type: str
          country:
            description: ISO 3166-1 alpha-2 code.
            type: str
            required: true
  protected_locations:
    description: Names of locations that are never removed, in whatever case.
    type: list
    elements: str
    default: []
  prune:
    description: Remove locations that are not declared, within the limits below.
    type: bool
    default: false
  prune_max_count:
    description: A run that would remove more than this stops before the first removal.
    type: int
    default: 1
  prune_max_percent:
    description: A run that would remove a larger share stops before the first removal.
    type: int
    default: 50
  calling:
    description: Enable the location for calling.
    type: bool
    default: true
  details:
    description: Read every location on its own and compare its announcement language too.
    type: bool
    default: false
  job_timeout:
    description: Seconds to wait for the jobs of Webex that change a routing prefix or switch calling off.
    type: float
    default: 300
seealso:
  - module: webex.wholesale.webex_location
  - module: webex.wholesale.webex_pstn
  - module: webex.wholesale.webex_phone_numbers
"""

EXAMPLES = r"""
- name: Keep the locations of a chain
  webex.wholesale.webex_locations:
    customer: acme-0001
    locations:
      - name: Head Office
      - name: Fremont
        address: {line1: 39 Orchard Lane, city: Fremont, state: CA, postal_code: "94536", country: US}
        timezone: America/Los_Angeles
        language: en_us
"""

RETURN = r"""
locations:
  description: One row per location, in the order of the declaration, removals last.
  returned: always
  type: list
  elements: dict
  contains:
    name:
      description: Name.
      type: str
    id:
      description: ID; null for one that is still to be made.
      type: str
    action:
      description: What was done, or would be, V(none) included.
      type: str
    error:
      description: Why it failed.
      type: str
location_ids:
  description: IDs by name of all locations of the organization; null for those that are still to be made.
  returned: always
  type: dict
summary:
  description: How many locations were created, updated, deleted and left as they are.
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

from ..module_utils._argspec.location import LOCATIONS
from ..module_utils._module import WrittenModule, finish
from ..module_utils._operation.locations import LocationsOperation


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**LOCATIONS.to_kwargs())
    finish(module, LOCATIONS, LocationsOperation)


if __name__ == "__main__":
    main()
