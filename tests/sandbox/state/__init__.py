# SPDX-License-Identifier: GPL-3.0-or-later
"""The state of the sandbox, and its business rules. Nothing here knows HTTP."""

from __future__ import annotations
