# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP routes: they parse, call the state, and shape the answer."""

from __future__ import annotations
