# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of a list and the Link header to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import Request

Item = TypeVar("Item")
# Longer than any list; the number in a request may be too long for Python to convert.
BEYOND = 10**9


def number(text: str | None, default: int, highest: int | None = None) -> int:
    """Read a paging parameter, which was checked before; larger values are reduced to the highest one."""
    if text is None:
        return default
    digits = text.partition(".")[0].lstrip("0")
    value = int(digits or "0") if len(digits) < 10 else BEYOND
    return value if highest is None else min(value, highest)


def base_url(request: Request) -> str:
    """Return the address under which the client reached the server."""
    return f"{request.url.scheme}://{request.headers.get('host', request.url.netloc)}"


def page(
    request: Request, items: Sequence[Item], offset: int, size: int, *, key: str = "offset", size_key: str = "max"
) -> tuple[list[Item], dict[str, str]]:
    """Return one page of a list; the headers hold the link to the next page when there is one."""
    part = list(items[offset : offset + size])
    if offset + size >= len(items) or not part:
        return part, {}
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name not in (key, size_key)]
    pairs += [(key, str(offset + size)), (size_key, str(size))]
    return part, {"Link": f'<{base_url(request)}{request.url.path}?{urlencode(pairs)}>; rel="next"'}
