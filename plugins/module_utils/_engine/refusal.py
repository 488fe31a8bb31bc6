# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plan that is not carried out because it would do harm; says what to change when it is wanted."""

from __future__ import annotations


class Refused(Exception):
    """The text names what was about to happen, and the option that allows it."""
