# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP routes: they parse the request, call the state, and format the answer."""

from __future__ import annotations
