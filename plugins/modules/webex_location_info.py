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
  - Lists the locations of a customer with their calling side.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.info
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._users.customer
options:
  name:
    description: Only the location with this name, in whatever case.
    type: str
  details:
    description: Read announcement language and external caller id too, which costs one request per location.
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
    timezone:
      description: IANA time zone.
      type: str
    preferred_language:
      description: Preferred language.
      type: str
    address:
      description: Street address.
      type: dict
    calling:
      description: Whether it is enabled for calling.
      type: bool
    main_number:
      description: Main number.
      type: str
    settings:
      description: Calling settings that were read.
      type: dict
api_calls:
  description: Requests sent, by method.
  returned: always
  type: dict
  sample: {"GET": 1}
"""

from ..module_utils._argspec.location import LOCATION_INFO
from ..module_utils._module import WrittenModule, finish
from ..module_utils._operation.location_info import LocationInfoOperation


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**LOCATION_INFO.to_kwargs())
    finish(module, LOCATION_INFO, LocationInfoOperation)


if __name__ == "__main__":
    main()
