# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Error bodies read loosely: Cisco publishes no schema for them, and several shapes were seen.

Shapes: an object with message and errors, a list of such objects, numbers as text, other member names, HTML, nothing.
Never raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .errors import ServiceError

_CODES = ("errorCode", "code", "number")
_TEXTS = ("description", "errorMessage", "message", "errorTitle")
_LONGEST = 500


def read_errors(body: Any, header_codes: str = "") -> tuple[ServiceError, ...]:
    """Return what the body says went wrong.

    Parameters:
        body: Parsed JSON, or text when it is not JSON.
        header_codes: Value of the header cisco-spark-error-codes, which some gateways set instead of a body.
    """
    found = list(dict.fromkeys(_walk(body)))
    if header_codes and header_codes not in {error.code for error in found}:
        found.append(ServiceError(header_codes.strip(), "named in the answer's header only"))
    return tuple(found)


def read_tracking_id(body: Any, header: str | None) -> str:
    """The id that Cisco's support asks for: of the header, else of the body."""
    if header:
        return str(header)
    return str(body.get("trackingId") or "") if isinstance(body, Mapping) else ""


def _walk(body: Any) -> Iterator[ServiceError]:
    if isinstance(body, str):
        text = " ".join(body.split())
        if text and not text.startswith("<"):
            yield ServiceError("", text[:_LONGEST])
        return
    if isinstance(body, list):
        for item in body:
            yield from _walk(item)
        return
    if not isinstance(body, Mapping):
        return
    inner = list(_walk(body["errors"])) if isinstance(body.get("errors"), list) else []
    yield from inner
    own = _own(body)
    if own and (own.code or not inner) and own.code not in {error.code for error in inner if error.code}:
        yield own


def _own(body: Mapping[str, Any]) -> ServiceError | None:
    code = next((str(body[key]) for key in _CODES if isinstance(body.get(key), (str, int, float))), "")
    for key in _TEXTS:
        text = body.get(key)
        if isinstance(text, Mapping):
            text = next((str(text[inner]) for inner in _TEXTS if text.get(inner)), "")
        if isinstance(text, str) and text:
            return ServiceError(code.removesuffix(".0"), text[:_LONGEST])
    return ServiceError(code, "no description") if code else None
