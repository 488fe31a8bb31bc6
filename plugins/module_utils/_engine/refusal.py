# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The refusal of a plan that would do harm."""

from __future__ import annotations


class Refused(Exception):
    """A plan is refused; the text says what it would have done, and which option allows it."""
