# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connection settings: from the options of a module, which have the defaults, checked before the first request."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from .._declare.called import called
from .._declare.connection import DEFAULT_API_URL, Connection, Workers
from .._declare.text import quoted
from .errors import SettingsError

_OAUTH = ("client_id", "client_secret", "refresh_token")
_CREDENTIALS = ("access_token", *_OAUTH)


@dataclass(frozen=True)
class Settings:
    """How to reach Webex.

    Attributes:
        api_url: Base URL with version, without slash at the end.
        access_token: Static bearer token; empty when tokens are refreshed.
        client_id, client_secret, refresh_token: OAuth refresh of an integration or service app; all or none.
        token_cache: File that keeps the refreshed token (mode 0600); None for the default place.
        validate_certs: Whether TLS certificates are verified.
        ca_path: Bundle of certificate authorities to trust instead of the default one.
        request_timeout: Seconds without an answer after which one request is given up.
        retry_timeout: Seconds during which one request is repeated while Webex is busy.
        workers: Requests of one task that may be under way at once.
        requests_per_minute: The limit that is known, of everybody on this machine with these credentials; 0 for none.
    """

    api_url: str
    access_token: str
    client_id: str
    client_secret: str
    refresh_token: str
    token_cache: Path | None
    validate_certs: bool
    ca_path: str | None
    request_timeout: float
    retry_timeout: float
    workers: int
    requests_per_minute: int

    @classmethod
    def of(cls, options: Connection) -> Settings:
        """Take the settings out of the options of an operation.

        Parameters:
            options: Those of a module that works on one object have no workers, and get as many as other ones.

        Raises:
            SettingsError: No way to authenticate, half of the OAuth options, an address that is not safe, or a file in
                the home folder of nobody.
        """
        credentials = {name: (getattr(options, name) or "").strip() for name in _CREDENTIALS}
        _check_credentials(credentials)
        cache, ca_path = (options.token_cache or "").strip(), (options.ca_path or "").strip()
        workers = options.workers if isinstance(options, Workers) else 0
        return cls(
            api_url=safe_url(options.api_url.strip() or DEFAULT_API_URL, "api_url", options.allow_http),
            **credentials,
            token_cache=_file("token_cache", cache) if cache else None,
            validate_certs=options.validate_certs,
            ca_path=ca_path or None,
            request_timeout=_positive("request_timeout", options.request_timeout),
            retry_timeout=_positive("retry_timeout", options.retry_timeout),
            workers=max(1, workers or Workers().workers),
            requests_per_minute=_limit(options.requests_per_minute),
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that may never be shown."""
        return tuple(value for value in (self.access_token, self.client_secret, self.refresh_token) if value)


def _check_credentials(text: Mapping[str, str]) -> None:
    """Raise SettingsError when there are none, half of them, or some that cannot be sent."""
    missing = [key for key in _OAUTH if not text[key]]
    if not text["access_token"] and len(missing) == len(_OAUTH):
        raise SettingsError(
            "No credentials. Give access_token (variable webex_access_token, or WEBEX_ACCESS_TOKEN in the "
            "environment), or client_id, client_secret and refresh_token (webex_client_id and so on, or "
            "WEBEX_CLIENT_ID, WEBEX_CLIENT_SECRET and WEBEX_REFRESH_TOKEN in the environment)."
        )
    if not text["access_token"] and missing:
        raise SettingsError(
            f"OAuth needs client_id, client_secret and refresh_token; add {' and '.join(map(called, missing))}."
        )
    for key in _CREDENTIALS:
        if not text[key].isprintable() or " " in text[key] or not text[key].isascii():
            raise SettingsError(f"{called(key)} contains characters that cannot be part of it; copy it again.")


def safe_url(url: str, option: str, allow_http: bool) -> str:
    """Check a base URL and drop the slash at its end.

    Raises:
        SettingsError: Not http or https, with user name or query, or plain http to another machine without consent.
    """
    parts = _web_address(url)
    if parts is None:
        # The address is not quoted: it may hold a password.
        raise SettingsError(f"{called(option)} is not a web address such as {DEFAULT_API_URL}.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError(f"{called(option)} may have neither user name, password, query nor fragment.")
    if parts.scheme == "http" and not allow_http and not _is_loopback(parts.hostname or ""):
        raise SettingsError(
            f"{called(option)} {quoted(url)} would send the token unencrypted. Use https, or set "
            f"{called('allow_http', 'true')} when that is really wanted."
        )
    return url.rstrip("/")


def _web_address(url: str) -> SplitResult | None:
    """The parts of an http or https URL with a host; None for anything else."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    return parts if usable else None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _file(option: str, path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise SettingsError(
            f"{called(option)} {quoted(path)} cannot be used: the account has no home folder. Write the path in full."
        ) from None


def _limit(number: int) -> int:
    if number < 0:
        raise SettingsError(f"{called('requests_per_minute')} must be 0, to find it by trying, or more.")
    return number


def _positive(option: str, seconds: float) -> float:
    if seconds <= 0:
        raise SettingsError(f"{called(option)} must be more than 0 seconds.")
    return seconds
