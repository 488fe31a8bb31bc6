# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors with the texts of Webex. Codes from 990000 are the sandbox's own: Webex does not publish its codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

MISSING = 1001  # a mandatory value is missing
INVALID = 1002  # a value is malformed, too long or unknown
EMAIL_TAKEN = 10022  # the e-mail address already belongs to a user
CALLING_MAINTENANCE = 2560  # package warning: calling services in maintenance
EXTENSION_LENGTH = 4909  # an extension does not have the length that the organization has set
NUMBER_REPEATED = 8360
NUMBER_UNAVAILABLE = 8361
NUMBER_INVALID = 8362
NUMBER_IN_USE = 8363
NUMBERS_REFUSED = 25223  # the outer error of NUMBER_IN_USE when numbers are added
PSTN_FORBIDS = "ERR.V.TRM.TMN60004"  # the carrier manages the numbers of the location, not the API
UNKNOWN_NUMBER = 4251  # in a header, with a 502

UNAUTHORIZED = 990401
FORBIDDEN = 990403
NOT_FOUND = 990404
CONFLICT = 990409
RATE_LIMITED = 990429
UNKNOWN_PROVISIONING_ID = 990001
PACKAGE_RULE = 990002
PACKAGE_LIMIT = 990003
NUMBER_RULE = 990004
EXTENSION_RULE = 990005
LOCATION_RULE = 990006
ATTACH_RULE = 990007
ROLE_RULE = 990008
LICENSE_RULE = 990009
PSTN_RULE = 990010
SCRIPTED = 990100

EMAIL_TAKEN_TEXT = "The email address already belongs to a user of another organization."


class ApiError(Exception):
    """A refusal: HTTP status, and the content of the error body."""

    def __init__(
        self,
        status: int,
        description: str,
        code: int | str = INVALID,
        *,
        more: Sequence[tuple[str, int | str]] = (),
        headers: dict[str, str] | None = None,
        extra: dict[str, Any] | None = None,
        listed: list[dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(description)
        self.status = status
        self.items: list[tuple[str, int | str]] = [(description, code), *more]
        self.headers = headers or {}
        self._extra = extra or {}
        self._listed = listed

    def body(self, tracking_id: str) -> Any:
        """Return the body of the answer: the usual shape, perhaps with more members, or a list."""
        if self._listed is not None:
            return self._listed
        return error_body(self.items, tracking_id) | self._extra


class MoveRefusal(ApiError):
    """A 400 in the shape that only the job that moves users has."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(400, message, code)

    def body(self, tracking_id: str) -> Any:
        """Return the errors, named in the singular."""
        return {"error": [{"code": code, "message": text} for text, code in self.items]}


def error_body(items: Sequence[tuple[str, int | str]], tracking_id: str) -> dict[str, Any]:
    """Return the body of an error answer in the usual shape."""
    return {
        "message": items[0][0] if items else "Error",
        "errors": [{"description": text, "errorCode": code} for text, code in items],
        "trackingId": tracking_id,
    }


def bad_request(description: str, code: int | str = INVALID) -> ApiError:
    """Return a 400."""
    return ApiError(400, description, code)


def conflict(description: str, code: int | str = CONFLICT, **extra: Any) -> ApiError:
    """Return a 409."""
    return ApiError(409, description, code, extra=extra)


def not_found(what: str) -> ApiError:
    """Return a 404."""
    return ApiError(404, f"{what} was not found.", NOT_FOUND)


def forbidden(description: str) -> ApiError:
    """Return a 403."""
    return ApiError(403, description, FORBIDDEN)
