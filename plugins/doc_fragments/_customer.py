# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the options that name a customer."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of modules that work on what a customer has."""

    DOCUMENTATION = r"""
options:
  customer:
    description: External ID of the customer. This, O(customer_id) or O(known_customer) is needed.
    type: str
  customer_id:
    description: ID of the customer as returned by M(webex.wholesale.webex_customer).
    type: str
  org_id:
    description: Organization ID the customer has to have. Everything is refused when it has another one.
    type: str
  known_customer:
    description:
      - The customer as M(webex.wholesale.webex_customer) or M(webex.wholesale.webex_customer_info) returned it
        earlier, in place of a look-up.
      - Its C(id) and C(org_id) count. O(customer), O(customer_id) and O(org_id) beside it have to name the same
        customer, as they do without it.
    type: dict
"""

    PLANNED = r"""
options:
  planned_customer:
    description: The customer is made by an earlier task of the same play. In check mode, where it does not exist yet,
      all users are then planned as creations. Not used outside check mode.
    type: dict
    suboptions:
      provisioning_id:
        description: Provisioning ID of the customer's onboarding template, for Webex's precheck of the users.
        type: str
      admin_email:
        description: Administrator's e-mail address of the customer, for Webex's precheck of the users.
        type: str
"""
