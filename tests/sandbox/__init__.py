# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Webex for Wholesale: test equipment, never imported by the collection."""

from __future__ import annotations
