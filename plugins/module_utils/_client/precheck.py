# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The answer of the two precheck operations.

The HTTP status of a refusal is not documented, so the body decides as well: success is the message "success".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .bodies import read_errors, read_tracking_id
from .client import Client
from .errors import ApiError, ServiceError
from .json_fields import obj, obj_list, optional_str


@dataclass(frozen=True)
class Precheck:
    """Webex's verdict on a request that was not carried out.

    Attributes:
        ok: Whether it would be accepted.
        errors: The reasons when it would not.
        tracking_id: For Cisco's support; empty when the answer has none.
    """

    ok: bool
    errors: tuple[ServiceError, ...] = ()
    tracking_id: str = ""

    @property
    def reason(self) -> str:
        """The reasons in one sentence."""
        reasons = "; ".join(str(error) for error in self.errors) or "without an explanation"
        return f"{reasons} (trackingId {self.tracking_id})" if self.tracking_id else reasons


def ask(client: Client, path: str, body: Mapping[str, Any], params: Mapping[str, Any]) -> Precheck:
    """Send a precheck.

    Raises:
        ApiError: 401, 403 and 5xx, which are no verdict on the data.
    """
    try:
        answer = client.request("POST", path, params=params, json=body)
    except ApiError as error:
        if error.status in (401, 403, 404, 405, 423, 429) or error.status >= 500:
            raise
        return Precheck(False, error.errors, error.tracking_id)
    verdict = read(answer.body)
    return (
        verdict
        if verdict.ok
        else replace(verdict, tracking_id=read_tracking_id(answer.body, answer.headers.get("trackingid")))
    )


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
