# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How many requests it takes to carry out the plan of a customer itself, when nothing fails. Pure."""

from __future__ import annotations

from .plan import CustomerRow


def forecast(row: CustomerRow, reads: int, *, wait: bool, precheck: bool) -> int:
    """The number of requests of a run; while Webex builds the customer its status is counted once.

    Parameters:
        reads: The requests that were sent for this plan.
        wait, precheck: The options of these names.
    """
    if row.verb == "none":
        return reads
    if row.verb == "delete":
        return reads + 1 + wait
    # At last the customer and its organization are read.
    built = 2 if wait else 0
    if row.verb == "create":
        return reads + precheck + 1 + built
    # The name belongs to the organization.
    renamed = int("name" in row.action.fields)
    changed = 1 + built if set(row.action.fields) - {"name"} else 0
    return reads + renamed + changed
