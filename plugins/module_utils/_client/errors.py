# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Everything that can go wrong between the collection and Webex, as exceptions with advice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._declare.called import by_variables, called


class ClientError(Exception):
    """Base of all errors of the client; its text can be shown to the user."""


class SettingsError(ClientError):
    """The connection settings cannot be used: raised before any request."""


class CheckModeViolation(ClientError):
    """A write was about to be sent in check mode: a defect of the collection, stopped before it could do harm."""


class OrganizationRefused(ClientError):
    """A write without an explicit customer organization, or one aimed at the partner's own organization."""


class Unreachable(ClientError):
    """No usable answer came; the request surely was not carried out, or it was only a read."""


class Unintelligible(ClientError):
    """An answer of status 200 without the data that it has to have; nothing is concluded from it."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text} Nothing was concluded from it. Run again later; if it stays, check {called('api_url')}."
        )


class OutcomeUnknown(ClientError):
    """A write was sent and its answer was lost: it may or may not have been carried out."""


@dataclass(frozen=True)
class ServiceError:
    """One error of Webex: `code` as text (Webex uses numbers and words), and what it says."""

    code: str
    description: str

    def __str__(self) -> str:
        return f"{self.description} (errorCode {self.code})" if self.code else self.description


class ApiError(ClientError):
    """Webex answered with an error.

    Attributes:
        status: HTTP status.
        errors: The errors in the body, in Webex's words.
        tracking_id: For Cisco's support; empty when the answer has none.
        advice: What to do about it, with the names of options in braces.
    """

    advice = "Correct the request; these are Webex's own words."

    def __init__(
        self, method: str, path: str, status: int, errors: tuple[ServiceError, ...], tracking_id: str = ""
    ) -> None:
        self.method, self.path, self.status = method, path, status
        self.errors, self.tracking_id = errors, tracking_id
        text = "; ".join(str(error) for error in errors) or "without an explanation"
        tracking = f" trackingId {tracking_id}." if tracking_id else ""
        super().__init__(
            f"{method} {path} answered {status}: {text}.{tracking} {_said(self.advice)}".replace("..", ".")
        )


def _said(advice: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: called(found[1]), advice)


class AuthenticationError(ApiError):
    """401: the token is not accepted, also after it was refreshed."""

    advice = (
        "Get a new access token (personal tokens live 12 hours and do not work for Wholesale, those of an integration "
        "or service app 14 days), or give {client_id}, {client_secret} and {refresh_token} so that it is refreshed "
        "by itself."
    )


class AccessDenied(ApiError):
    """403: scope, role, or an organization the partner does not manage."""

    advice = (
        "Check that the token belongs to a partner full administrator, that it has the scope of this operation, and "
        "that the organization is managed by the partner."
    )


class NotFound(ApiError):
    """404: it does not exist, or this token cannot see it."""

    advice = "It does not exist, or this token may not see it."


class Conflict(ApiError):
    """409: the object exists already, is being changed, or is still in use."""

    advice = "Something else uses or changes it; run again when that has ended."


class Locked(ApiError):
    """423: the object is locked for longer than the collection waits."""

    advice = "Run again later, or raise {retry_timeout}."


class RateLimited(ApiError):
    """429: too many requests for longer than the collection waits."""

    advice = "Run again later, lower {workers} or forks, or raise {retry_timeout}."


class KeptWaiting(RateLimited):
    """The request was not sent: others were answered with 429, and its turn would have come too late."""

    def __init__(self, method: str, path: str, seconds: float) -> None:
        super().__init__(method, path, 429, ())
        self.args = (
            f"{method} {path} was not sent: Webex refused other requests with these credentials (429), and this one "
            f"would have to wait for another {seconds:.0f} s, longer than it may. {_said(self.advice)}",
        )


class ServerFailure(ApiError):
    """5xx, also after all repetitions that are safe."""

    advice = "Webex has a fault; see status.webex.com, run again later and quote the trackingId to Cisco's support."


_BY_STATUS: dict[int, type[ApiError]] = {
    401: AuthenticationError,
    403: AccessDenied,
    404: NotFound,
    409: Conflict,
    423: Locked,
    429: RateLimited,
}


def api_error(method: str, path: str, status: int, errors: tuple[ServiceError, ...], tracking_id: str = "") -> ApiError:
    """The exception of this status."""
    error_class = _BY_STATUS.get(status) or (ServerFailure if status >= 500 else ApiError)
    return error_class(method, path, status, errors, tracking_id)


@dataclass(frozen=True)
class ErrorDetails:
    """What a message of ours says beside Webex's words; empty where it says nothing of the kind.

    Attributes:
        code: The error codes, with commas between them.
        tracking_id: For Cisco's support.
        advice: What to do about it.
    """

    code: str = ""
    tracking_id: str = ""
    advice: str = ""


def details_in(text: str) -> ErrorDetails:
    """The details in the text of an error of the client, which may stand within another text."""
    tracked = re.search(r" trackingId (\S+?)\.(?:\s|$)", text)
    known: tuple[type[ApiError], ...] = (ApiError, ServerFailure, *_BY_STATUS.values())
    advice = ""
    # A role of the collection names variables, other tasks options.
    for chosen in (True, False):
        with by_variables(chosen):
            said = (_said(each.advice) for each in known)
            advice = advice or next((each for each in said if each in text), "")
    codes = dict.fromkeys(re.findall(r"\(errorCode ([^()]+)\)", text))
    return ErrorDetails(", ".join(codes), tracked[1] if tracked else "", advice)
