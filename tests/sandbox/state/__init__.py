# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sandbox remembers, and the business rules over it. Nothing here knows HTTP."""

from __future__ import annotations
