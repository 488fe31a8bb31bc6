# SPDX-License-Identifier: GPL-3.0-or-later
"""Access tokens and the refresh grant."""

from __future__ import annotations

import base64
import hmac
import secrets
from typing import Any

from .clock import Clock
from .errors import UNAUTHORIZED, ApiError, bad_request
from .settings import Settings

REFRESH_TOKEN_LIFETIME = 7_776_000


class Tokens:
    """The access tokens in force."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self.reset()

    def reset(self) -> None:
        """Go back to the one token the sandbox was started with."""
        self._expiry: dict[str, float] = {
            self._settings.token: self._clock.now() + self._settings.runtime.token_lifetime
        }
        self._refresh_token = self._settings.refresh_token
        self.refreshes = 0

    def check(self, header: str | None) -> None:
        """Refuse a request without a valid token."""
        scheme, _, token = (header or "").partition(" ")
        if scheme.lower() != "bearer" or self._expiry.get(token.strip(), 0) <= self._clock.now():
            raise ApiError(
                401,
                "The request requires a valid access token set in the Authorization request header.",
                UNAUTHORIZED,
                headers={"WWW-Authenticate": 'Bearer realm="Webex"'},
            )

    def expire(self) -> int:
        """Expire all access tokens now, and return their number."""
        count = len(self._expiry)
        self._expiry.clear()
        return count

    def grant(self, form: dict[str, str], authorization: str | None) -> dict[str, Any]:
        """Answer a token request."""
        if form.get("grant_type") != "refresh_token":
            raise bad_request("Only grant_type refresh_token is supported.")
        client_id, secret = _client(form, authorization)
        known = self._settings
        if not (_same(client_id, known.client_id) and _same(secret, known.client_secret)):
            raise ApiError(401, "The client id or client secret is wrong.", UNAUTHORIZED)
        if not _same(form.get("refresh_token", ""), self._refresh_token):
            raise bad_request("The refresh token provided is invalid.")
        self.refreshes += 1
        lifetime = self._settings.runtime.token_lifetime
        token = secrets.token_urlsafe(48)
        self._expiry[token] = self._clock.now() + lifetime
        if self._settings.runtime.rotate_refresh_token:
            self._refresh_token = secrets.token_urlsafe(48)
        return {
            "access_token": token,
            "expires_in": lifetime,
            "refresh_token": self._refresh_token,
            "refresh_token_expires_in": REFRESH_TOKEN_LIFETIME,
            "token_type": "Bearer",
        }


def _client(form: dict[str, str], authorization: str | None) -> tuple[str, str]:
    scheme, _, value = (authorization or "").partition(" ")
    if scheme.lower() == "basic":
        try:
            client_id, _, secret = base64.b64decode(value.strip()).decode().partition(":")
        except ValueError:  # neither Base64 nor text
            return "", ""
        return client_id, secret
    return form.get("client_id", ""), form.get("client_secret", "")


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(), right.encode())
