# SPDX-License-Identifier: GPL-3.0-or-later
"""The description of the sandbox's operations: requests are checked against it, and it is served as OpenAPI."""

from __future__ import annotations
