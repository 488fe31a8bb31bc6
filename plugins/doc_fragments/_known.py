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
