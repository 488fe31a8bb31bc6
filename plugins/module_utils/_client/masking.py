# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Masks secrets in everything that is shown, including what a service echoes."""

from __future__ import annotations

import base64
import json
from collections.abc import Collection
from typing import Any
from urllib.parse import quote, quote_plus

MASK = "********"


def masked(data: Any, secrets: Collection[str]) -> Any:
    """A copy of the data in which every occurrence of a secret is replaced."""
    hidden = sorted({form for secret in secrets if len(secret) > 3 for form in _forms(secret)}, key=len, reverse=True)
    return _masked(data, hidden) if hidden else data


def _forms(secret: str) -> set[str]:
    """The secret as it is, and as forms, JSON, Python and basic authentication write it: a service may echo these."""
    return {
        secret,
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret)[1:-1].replace("/", "\\/"),
        repr(secret)[1:-1],
        base64.b64encode(secret.encode()).decode(),
    }


def _masked(data: Any, secrets: list[str]) -> Any:
    if isinstance(data, str):
        for secret in secrets:
            if secret in data:
                data = data.replace(secret, MASK)
        return data
    if isinstance(data, dict):
        return {_masked(key, secrets): _masked(value, secrets) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_masked(item, secrets) for item in data]
    return data
