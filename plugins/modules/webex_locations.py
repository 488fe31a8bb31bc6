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
  - Lists the locations and their calling settings once, compares, creates missing ones, enables them for calling, and
    changes what differs.
  - The headquarters that Webex creates with a customer are found by their name, or by their address, and never created
    a second time.
  - Names are case-insensitive. A location with another spelling at Webex is renamed; two present ones whose
    names differ in case only are refused.
  - A location that fails does not stop the others.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._connection.workers
  - webex.wholesale._customer
  - webex.wholesale._customer.planned
  - webex.wholesale._known.tolerated
options:
  calling:
    description: Enable the location for calling.
    type: bool
    default: true
  details:
    description: Read every location on its own and compare its announcement language too, which costs one request per
      location.
    type: bool
    default: false
  job_timeout:
    description: Seconds to wait for the jobs of Webex that change a routing prefix or switch calling off.
    type: float
    default: 300
  locations:
    description:
      - The locations.
      - 'C(pstn), C(numbers) and C(main_number) are passed over here: M(webex.wholesale.webex_pstn) and
        M(webex.wholesale.webex_phone_numbers) take care of them.'
    type: list
    required: true
    elements: dict
    suboptions:
      name:
        description: Name, at most 80 characters, unique in the customer, case-insensitive.
        type: str
        required: true
      previous_name:
        description:
          - 'Name that the location had before: the location of this name is renamed to O(locations[].name). Nothing
            is done when only O(locations[].name) is there; when both are there it is refused.'
          - Not sent to Webex; it may stay, or go when the location has been renamed.
        type: str
      address:
        description: Street address. Needed to make the location. Keys that are left out keep what Webex has.
        type: dict
        suboptions:
          line1:
            description: Street and number, at most 50 characters.
            type: str
            required: true
          line2:
            description: Second line, at most 50 characters; V(null) clears it.
            type: str
          city:
            description: City.
            type: str
            required: true
          state:
            description: State or province, where the country has them.
            type: str
          postal_code:
            description: Postal code, in quotes.
            type: str
          country:
            description: ISO 3166-1 alpha-2 code. It decides on the default dial-in number of the meeting site.
            type: str
            required: true
      timezone:
        description: IANA time zone. Needed to make the location.
        type: str
      language:
        description: Announcement language. Needed to make the location. Compared only where locations are read one by
          one.
        type: str
      emergency_location_identifier:
        description: For the countries that use it. Comparing it costs one request per location.
        type: str
      external_caller_id_name:
        description: Name that others see, where a user has none of its own. Comparing it costs one request per
          location.
        type: str
      outside_dial_digit:
        description: Digit before an outside number, in quotes.
        type: str
      routing_prefix:
        description: Digits before extensions of other locations, in quotes. Its change is a job of Webex, whose end
          is waited for.
        type: str
      pstn:
        description: Connection to the PSTN.
        type: dict
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
      numbers:
        description: Phone numbers in E.164 form that belong to the location; not managed when it is left out.
        type: list
        elements: str
      main_number:
        description: Main number, one of the numbers.
        type: str
  headquarters:
    description: Headquarters as declared with the customer. Fill what their entry in O(locations) leaves out, are
      found by their address too when they were renamed, and are never removed.
    type: dict
    suboptions:
      name:
        description: Name, at most 80 characters, unique in the customer, case-insensitive.
        type: str
        required: true
      previous_name:
        description:
          - 'Name that the location had before: the location of this name is renamed to O(headquarters.name). Nothing
            is done when only O(headquarters.name) is there; when both are there it is refused.'
          - Not sent to Webex; it may stay, or go when the location has been renamed.
        type: str
      address:
        description: Street address. Needed to make the location. Keys that are left out keep what Webex has.
        type: dict
        suboptions:
          line1:
            description: Street and number, at most 50 characters.
            type: str
            required: true
          line2:
            description: Second line, at most 50 characters; V(null) clears it.
            type: str
          city:
            description: City.
            type: str
            required: true
          state:
            description: State or province, where the country has them.
            type: str
          postal_code:
            description: Postal code, in quotes.
            type: str
          country:
            description: ISO 3166-1 alpha-2 code. It decides on the default dial-in number of the meeting site.
            type: str
            required: true
      timezone:
        description: IANA time zone. Needed to make the location.
        type: str
      language:
        description: Announcement language. Needed to make the location. Compared only where locations are read one by
          one.
        type: str
      emergency_location_identifier:
        description: For the countries that use it. Comparing it costs one request per location.
        type: str
  protected_locations:
    description: Names of locations that are never removed, case-insensitive.
    type: list
    elements: str
    default: []
  prune:
    description: Remove locations that are not declared, within the limits below.
    type: bool
    default: false
  prune_max_count:
    description: A run that would remove more locations of a customer than this stops before the first removal.
    type: int
    default: 1
  prune_max_percent:
    description: A run that would remove a larger percentage of the locations of a customer than this stops before the
      first removal. It counts for customers with ten or more.
    type: int
    default: 50
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

- name: Give one of them another name; its other values stay as they are
  webex.wholesale.webex_locations:
    customer: acme-0001
    locations:
      - name: Head Office
      - name: Warm Springs
        previous_name: Fremont
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
      sample: Fremont
    id:
      description: ID; null for one that is still to be made.
      type: str
    action:
      description: What was done, or would be, V(none) included.
      type: str
      sample: create
    error:
      description: Why it failed.
      type: str
location_ids:
  description: IDs by name of all locations of the organization; null for those that are still to be made, or to be
    enabled for calling.
  returned: always
  type: dict
summary:
  description:
    - How many locations were created, updated, deleted and left as they are.
    - C(undeclared) counts those that are not declared and stay; not there when nothing could be compared.
  returned: always
  type: dict
  sample:
    create: 1
    update: 0
    delete: 0
    none: 4
    undeclared: 0
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

from ..module_utils._locations.operation import LocationsOperation
from ..module_utils._locations.options import LOCATIONS
from ..module_utils._module import WrittenModule, finish


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**LOCATIONS.to_kwargs())
    finish(module, LOCATIONS, LocationsOperation)


if __name__ == "__main__":
    main()
