# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox's own description of its operations: what is checked when a request comes in, and served as OpenAPI."""

from __future__ import annotations
