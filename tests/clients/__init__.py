# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients that others wrote, run against the sandbox."""

from __future__ import annotations
