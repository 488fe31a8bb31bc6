#!/usr/bin/python

# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Module webex_phone_numbers_info: documentation and wiring; the work is done by the operation it names."""

from __future__ import annotations

DOCUMENTATION = r"""
module: webex_phone_numbers_info
short_description: Read the phone numbers and extensions of a Wholesale customer
version_added: 0.1.0
description:
  - Lists the numbers of the organization, extensions without number included.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
extends_documentation_fragment:
  - webex.wholesale._attributes.info
  - webex.wholesale._connection
  - webex.wholesale._connection.sub_partner
  - webex.wholesale._customer
options:
  location:
    description: Only numbers of the location with exactly this name.
    type: str
  number:
    description: Only this number, in E.164 form.
    type: str
seealso:
  - module: webex.wholesale.webex_phone_numbers
"""

EXAMPLES = r"""
- name: See who has a number
  webex.wholesale.webex_phone_numbers_info:
    customer: acme-0001
    number: "+14085550101"
"""

RETURN = r"""
numbers:
  description: The numbers.
  returned: always
  type: list
  elements: dict
  contains:
    number:
      description: Number in E.164 form; null for an extension without number.
      type: str
    extension:
      description: Extension.
      type: str
    state:
      description: V(active) or V(inactive).
      type: str
    main_number:
      description: Whether it is the main number of its location.
      type: bool
    location:
      description: Name of its location.
      type: str
    owner:
      description: Name of the owner; null when it has none.
      type: str
    owner_id:
      description: ID of who has it.
      type: str
    owner_type:
      description: Kind of who has it, for example V(PEOPLE).
      type: str
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
from ..module_utils._numbers.info import PhoneNumbersInfoOperation
from ..module_utils._numbers.options import PHONE_NUMBERS_INFO


def main() -> None:
    """Run as a module."""
    module = WrittenModule(**PHONE_NUMBERS_INFO.to_kwargs())
    finish(module, PHONE_NUMBERS_INFO, PhoneNumbersInfoOperation)


if __name__ == "__main__":
    main()
