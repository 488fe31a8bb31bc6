# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The answer of the two precheck operations.

The HTTP status of a refusal is not documented, so the body decides as well: success is the message "success".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .bodies import read_errors
from .client import Client
from .errors import ApiError, ServiceError
from .json_fields import obj, obj_list, optional_str


@dataclass(frozen=True)
class Precheck:
    """Webex's verdict on a request that was not carried out: `ok`, and the reasons when it is false."""

    ok: bool
    errors: tuple[ServiceError, ...] = ()

    @property
    def reason(self) -> str:
        """The reasons in one sentence."""
        return "; ".join(str(error) for error in self.errors) or "without an explanation"


def ask(client: Client, path: str, body: Mapping[str, Any], params: Mapping[str, Any]) -> Precheck:
    """Send a precheck.

    Raises:
        ApiError: 401, 403 and 5xx, which are no verdict on the data.
    """
    try:
        answer = client.request("POST", path, params=params, json=body).body
    except ApiError as error:
        if error.status in (401, 403, 404, 405, 423, 429) or error.status >= 500:
            raise
        return Precheck(False, error.errors)
    return read(answer)


def read(body: Any) -> Precheck:
    """Read an answer of status 200; `info` may be a list or one object."""
    data = obj(body)
    infos = obj_list(data, "info") or ((obj(data, "info"),) if obj(data, "info") else ())
    refused = tuple(
        ServiceError(optional_str(info, "errorCode"), optional_str(info, "description") or "no description")
        for info in infos
        if optional_str(info, "errorCode")
    )
    if optional_str(data, "message").casefold() == "success" and not refused and not data.get("errors"):
        return Precheck(True)
    return Precheck(False, refused or read_errors(body))
