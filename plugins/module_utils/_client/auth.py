# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where the bearer token comes from: a static one, or OAuth refresh shared by all processes of a play."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from .._declare.called import called
from .bodies import read_errors
from .errors import SettingsError
from .settings import Settings
from .token_cache import Token, TokenCache

REFRESH_MARGIN_S = 300.0


class TokenSource(Protocol):
    """Where a client gets the token for its requests."""

    def current(self) -> str:
        """The token to send."""

    def renewed(self, refused: str) -> str | None:
        """Another token after `refused` was answered with 401, or None when there is no other."""

    def known(self) -> tuple[str, ...]:
        """The tokens this process has seen, to be kept out of all output."""

    def warnings(self) -> tuple[str, ...]:
        """What the user should know about the tokens."""


class StaticToken:
    """A token that the user gave, and that cannot be renewed."""

    def __init__(self, token: str) -> None:
        self._token = token

    def current(self) -> str:
        """The token."""
        return self._token

    def renewed(self, refused: str) -> str | None:
        """None: there is no other token."""
        return None

    def known(self) -> tuple[str, ...]:
        """The token."""
        return (self._token,)

    def warnings(self) -> tuple[str, ...]:
        """None."""
        return ()


class RefreshedToken:
    """An access token got with a refresh token (POST /access_token of the Webex OAuth service).

    Parameters:
        settings: Credentials.
        post_form: Sends the form to the token endpoint and returns status and parsed body.
        clock: Seconds since the epoch.
    """

    def __init__(
        self,
        settings: Settings,
        post_form: Callable[[dict[str, str]], tuple[int, Any]],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._post_form = post_form
        self._clock = clock
        self._cache = TokenCache.of(settings)
        self._token: Token | None = None
        self._seen: set[str] = set()
        self._lock = threading.Lock()

    def current(self) -> str:
        """The cached token while it is valid for some minutes more, else a new one."""
        with self._lock:
            if self._token is None or not self._alive(self._token):
                self._token = self._next(refused="")
            return self._token.access_token

    def renewed(self, refused: str) -> str | None:
        """A token other than the refused one; another process may have got it already."""
        with self._lock:
            if self._token is None or self._token.access_token == refused:
                self._token = self._next(refused)
            return self._token.access_token

    def known(self) -> tuple[str, ...]:
        """Access and refresh tokens of this process."""
        return tuple(self._seen)

    def warnings(self) -> tuple[str, ...]:
        """That the token is not kept. The text is the same for all tasks: Ansible shows it once."""
        if not self._cache.unusable:
            return ()
        return (
            f"The refreshed token is not kept, since {self._cache.unusable}: every task asks for a new one. Set "
            f"{called('token_cache')} to a file that can be written.",
        )

    def _alive(self, token: Token) -> bool:
        return token.expires_at - self._clock() > REFRESH_MARGIN_S

    def _next(self, refused: str) -> Token:
        with self._cache.locked():
            token = self._cache.read()
            if token is None or token.access_token == refused or not self._alive(token):
                token = self._refresh((token.refresh_token if token else "") or self._settings.refresh_token)
                self._cache.write(token)
        self._seen |= {token.access_token, token.refresh_token}
        return token

    def _refresh(self, refresh_token: str) -> Token:
        status, body = self._post_form(
            {
                "grant_type": "refresh_token",
                "client_id": self._settings.client_id,
                "client_secret": self._settings.client_secret,
                "refresh_token": refresh_token,
            }
        )
        if status != 200 or not isinstance(body, dict) or not body.get("access_token"):
            reason = "; ".join(str(error) for error in read_errors(body)) or f"status {status}"
            raise SettingsError(
                f"The access token could not be refreshed: {reason}. Check {called('client_id')} and "
                f"{called('client_secret')}; a refresh token that was not used for 90 days is dead, authorize the "
                "integration again to get a new one."
            )
        return Token(
            access_token=str(body["access_token"]),
            expires_at=self._clock() + float(body.get("expires_in") or 0),
            refresh_token=str(body.get("refresh_token") or refresh_token),
        )
