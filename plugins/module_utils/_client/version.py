# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The version of the collection.

Generated from galaxy.yml by `make generate`; change it there.
"""

from __future__ import annotations

VERSION = "0.1.0"
