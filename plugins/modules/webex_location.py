#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_location: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_location
short_description: Make, change or remove one location of a Wholesale customer
version_added: 0.1.0
description:
  - Finds the location by its name; creates it and enables it for calling when there is none.
  - The headquarters that Webex creates with a customer are found as well, by their declared name.
  - For all locations of a customer use M(webex.wholesale.webex_locations).
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._connection.workers
  - webex.wholesale._customer
  - webex.wholesale._customer.planned
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
  state:
    description: V(absent) asks Webex whether it lets the location go, switches calling off, and deletes it.
    type: str
    choices: [present, absent]
    default: present
  name:
    description: Name, at most 80 characters, unique in the customer, case-insensitive.
    type: str
    required: true
  previous_name:
    description:
      - 'Name that the location had before: the location of this name is renamed to O(name). Nothing is done when only
        O(name) is there; when both are there it is refused.'
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
    description: Name that others see, where a user has none of its own. Comparing it costs one request per location.
    type: str
  outside_dial_digit:
    description: Digit before an outside number, in quotes.
    type: str
  routing_prefix:
    description: Digits before extensions of other locations, in quotes. Its change is a job of Webex, whose end is
      waited for.
    type: str
seealso:
  - module: webex.wholesale.webex_locations
"""

EXAMPLES = r"""
- name: Make a location
  webex.wholesale.webex_location:
    customer: acme-0001
    name: Fremont
    address: {line1: 39 Orchard Lane, city: Fremont, state: CA, postal_code: "94536", country: US}
    timezone: America/Los_Angeles
    language: en_us
"""

RETURN = r"""
location:
  description: The location; null when it is absent.
  returned: always
  type: dict
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

from ..module_utils._locations.operation import LocationOperation
from ..module_utils._locations.options import LOCATION
from ..module_utils._module import WrittenModule, finish


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**LOCATION.to_kwargs())
    finish(module, LOCATION, LocationOperation)


if __name__ == "__main__":
    main()
