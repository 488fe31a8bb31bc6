# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads error bodies leniently: Cisco publishes no schema for them, and several shapes were seen.

Shapes: an object with message and errors, a list of such objects, numbers as text, other member names, HTML, nothing.
Never raises.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from .._declare.text import counted
from .errors import ServiceError

_CODES = ("errorCode", "code", "number")
_TEXTS = ("description", "errorMessage", "message", "errorTitle")
_MAX_CHARACTERS = 500
_MAX_ERRORS = 50


def read_errors(body: Any, header_codes: str = "") -> tuple[ServiceError, ...]:
    """Return what the body says went wrong.

    Parameters:
        body: Parsed JSON, or text when it is not JSON.
        header_codes: Value of the header cisco-spark-error-codes, which some gateways set instead of a body.
    """
    found = list(dict.fromkeys(_walk(body)))
    if len(found) > _MAX_ERRORS:
        found[_MAX_ERRORS:] = [ServiceError("", f"and {counted(len(found) - _MAX_ERRORS, 'more error')}")]
    if header_codes and header_codes not in {error.code for error in found}:
        found.append(ServiceError(header_codes.strip(), "named in the answer's header only"))
    return tuple(found)


def read_tracking_id(body: Any, header: str | None) -> str:
    """The tracking id that Cisco's support asks for: from the header, else from the body."""
    if header:
        return one_line(str(header))
    return one_line(str(body.get("trackingId") or "")) if isinstance(body, Mapping) else ""


def _walk(body: Any) -> list[ServiceError]:
    """The errors of the body, inner ones first; without recursion, since a body may be nested to any depth."""
    found: list[ServiceError] = []
    # A part with the number of errors found before it; None while those inside it are still to come.
    pending: list[tuple[Any, int | None]] = [(body, None)]
    while pending:
        part, before = pending.pop()
        if isinstance(part, str):
            found += _of_text(part)
        elif isinstance(part, list):
            pending += [(item, None) for item in reversed(part)]
        elif isinstance(part, Mapping) and before is None:
            pending.append((part, len(found)))
            # "error" is what the job that moves users answers.
            pending += [(part[key], None) for key in ("errors", "error") if isinstance(part.get(key), list)]
        elif isinstance(part, Mapping):
            found += _beside(found[before:], _own(part))
    return found


def _of_text(part: str) -> list[ServiceError]:
    """The text as an error; an empty list when it is empty or a page of HTML."""
    text = one_line(part)
    return [ServiceError("", shortened(text))] if text and not text.startswith("<") else []


def _beside(inner: list[ServiceError], own: ServiceError | None) -> list[ServiceError]:
    """The error of an object itself, unless the errors inside it say the same."""
    if own is None or own.code in {error.code for error in inner if error.code}:
        return []
    return [own] if own.code or not inner else []


def shortened(text: str, longest: int = _MAX_CHARACTERS) -> str:
    """The beginning of a text, cut between words: half a secret would not be recognized and masked."""
    return text if len(text) <= longest else textwrap.shorten(text, longest, placeholder=" ...")


def one_line(text: str) -> str:
    """The text without line breaks: the text of a service must not look like several messages."""
    return " ".join(text.split())


def _own(body: Mapping[str, Any]) -> ServiceError | None:
    code = next((one_line(str(body[key])) for key in _CODES if isinstance(body.get(key), (str, int, float))), "")
    for key in _TEXTS:
        text = body.get(key)
        if isinstance(text, Mapping):
            text = next((str(text[inner]) for inner in _TEXTS if text.get(inner)), "")
        if isinstance(text, str) and text:
            return ServiceError(code.removesuffix(".0"), shortened(one_line(text)))
    return ServiceError(code, "no description") if code else None
