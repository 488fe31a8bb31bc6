#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_location_info: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_location_info
short_description: Read the locations of a Wholesale customer
version_added: 0.1.0
description:
  - Lists the locations of a customer with their calling settings.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.info
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._customer
options:
  name:
    description: Only the location with this name, case-insensitive.
    type: str
  details:
    description: Read announcement language and external caller ID too, which costs one request per location.
    type: bool
    default: false
seealso:
  - module: webex.wholesale.webex_locations
"""

EXAMPLES = r"""
- name: List the locations
  webex.wholesale.webex_location_info:
    customer: acme-0001
"""

RETURN = r"""
locations:
  description: The locations.
  returned: always
  type: list
  elements: dict
  contains:
    id:
      description: ID.
      type: str
    name:
      description: Name.
      type: str
      sample: Fremont
    timezone:
      description: IANA time zone.
      type: str
      sample: America/Los_Angeles
    preferred_language:
      description: Preferred language.
      type: str
      sample: en_us
    address:
      description: Street address; what has no value is left out.
      type: dict
    calling:
      description: Whether it is enabled for calling.
      type: bool
    main_number:
      description: Main number; null when there is none.
      type: str
      sample: '+14085550100'
    settings:
      description: Calling settings that were read.
      type: dict
      sample:
        routing_prefix: '8'
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

from ..module_utils._locations.info import LocationInfoOperation
from ..module_utils._locations.options import LOCATION_INFO
from ..module_utils._module import WrittenModule, finish


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**LOCATION_INFO.to_kwargs())
    finish(module, LOCATION_INFO, LocationInfoOperation)


if __name__ == "__main__":
    main()
