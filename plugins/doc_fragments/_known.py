# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of options that hand on what earlier tasks returned."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of modules that can do without a request that an earlier task has sent."""

    LOCATIONS = r"""
options:
  location_ids:
    description: Location IDs by name as returned by M(webex.wholesale.webex_locations); saves a request. A V(null)
      stands for a location that an earlier task makes, or enables for calling, in check mode.
    type: dict
"""

    ROLES = r"""
options:
  known_roles:
    description: The roles as M(webex.wholesale.webex_admin_role_info) returned them earlier. Saves a request.
    type: list
    elements: dict
    default: []
    suboptions:
      id:
        description: ID of the role.
        type: str
        required: true
      name:
        description: Name of the role.
        type: str
        required: true
"""

    ACTIONS = r"""
options:
  planned_actions:
    description:
      - Actions of a plan that was reviewed, as M(webex.wholesale.webex_customer_plan) returned them. When the task
        would do anything else, or less, it fails before the first change.
      - Each has C(kind), C(identity), C(action) and C(fields), as RV(actions) has them.
    type: list
    elements: dict
"""

    TOLERATED = r"""
options:
  tolerated:
    description:
      - Differences that are left as they are, and returned in RV(tolerated). Objects of other modules are passed
        over.
      - There is a warning about each that has expired, and each that nothing differs for any more.
    type: list
    elements: dict
    default: []
    suboptions:
      object:
        description: Kind of the object, as plans and reports call it.
        type: str
        required: true
        choices: [customer, location, pstn, number, user, administrator]
      name:
        description: 'The object, as plans and reports name it: e-mail address of a user or an administrator, number,
          or name of a location, also for its PSTN connection. Left out for the customer.'
        type: str
      fields:
        description:
          - The fields that may differ, as plans and reports call them, such as C(title) or C(address.city);
            C(address) means all of it. C(main_number) is a field of a location. Customers and locations need it.
          - 'Left out, the object stays as it is: it is not changed, a user or a number that is missing is not made,
            and what is not declared is not removed.'
        type: list
        elements: str
      reason:
        description: Why it is tolerated; reports show it.
        type: str
        required: true
      until:
        description: Last day on which it is tolerated, in UTC. After that it counts, and the run changes it.
        type: str
"""
