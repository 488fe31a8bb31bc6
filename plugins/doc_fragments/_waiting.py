# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the options for waiting."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of modules that wait for provisioning."""

    DOCUMENTATION = r"""
options:
  wait_timeout:
    description: Seconds to wait for Webex to build, change or remove the customer. Minutes are usual.
    type: float
    default: 900
  review_timeout:
    description: Seconds to wait on top while denied-party screening (V(pending_rpl_review)) runs. Webex publishes no
      duration.
    type: float
    default: 1800
  poll_interval:
    description: Seconds between the first two looks; grows by half each time, up to 30.
    type: float
    default: 5
  accept_errors:
    description: Take a customer that is V(provisioned_with_errors) as good enough, with a warning, and go on when
      Webex refuses a change of a customer in use.
    type: bool
    default: false
"""
