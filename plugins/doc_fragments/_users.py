# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the options that webex_user and webex_users share."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of modules that create and change users."""

    DOCUMENTATION = r"""
options:
  default_location:
    description: Name of the location of users that name none. With a single location in the organization it is that
      one.
    type: str
  planned_numbers:
    description: Numbers that an earlier task adds; in check mode, users who get one of them are not prechecked.
    type: list
    elements: str
    default: []
  planned_packages:
    description: Packages that the customer gets from an earlier task; in check mode, new users with one of them are
      not prechecked.
    type: list
    elements: str
    default: []
  full_admins:
    description: E-mail addresses of users that are declared full administrators.
    type: list
    elements: str
    default: []
  allow_admin_package_change:
    description: Change the package of a full administrator. Cisco does not support lowering it, and publishes no
      order of packages, so every change is refused otherwise.
    type: bool
    default: false
  compare_profile:
    description: Compare names, title and so on, number and extension of users too, which costs one more list request
      per 100 people.
    type: bool
    default: true
  resend_consent:
    description: Send the consent e-mail again to users that are V(pending_user_migration). Every run with it sends
      one.
    type: bool
    default: false
  precheck:
    description: In check mode, ask Webex whether it would accept each new user, and each move to another location.
    type: bool
    default: true
  job_timeout:
    description: Seconds to wait for the job of Webex that moves users to another location, and for one that runs
      already.
    type: float
    default: 300
"""
