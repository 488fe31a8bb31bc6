# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Connection settings: from module options, checked before the first request."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from .errors import SettingsError

DEFAULT_API_URL = "https://webexapis.com/v1"
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

    api_url: str = DEFAULT_API_URL
    access_token: str = ""
    client_id: str = ""
    client_secret: str = ""
    refresh_token: str = ""
    token_cache: Path | None = None
    validate_certs: bool = True
    ca_path: str | None = None
    request_timeout: float = 60.0
    retry_timeout: float = 300.0
    workers: int = 8
    requests_per_minute: int = 0

    @classmethod
    def from_params(cls, params: Mapping[str, Any]) -> Settings:
        """Take the settings out of module options.

        Raises:
            SettingsError: No way to authenticate, half of the OAuth options, or an address that is not safe.
        """
        text = {key: str(params.get(key) or "").strip() for key in ("api_url", "ca_path", "token_cache", *_CREDENTIALS)}
        _check_credentials(text)
        return cls(
            api_url=safe_url(text["api_url"] or DEFAULT_API_URL, "api_url", bool(params.get("allow_http"))),
            access_token=text["access_token"],
            client_id=text["client_id"],
            client_secret=text["client_secret"],
            refresh_token=text["refresh_token"],
            token_cache=Path(text["token_cache"]).expanduser() if text["token_cache"] else None,
            validate_certs=params.get("validate_certs", True) is not False,
            ca_path=text["ca_path"] or None,
            request_timeout=_positive(params, "request_timeout", cls.request_timeout),
            retry_timeout=_positive(params, "retry_timeout", cls.retry_timeout),
            workers=max(1, int(params.get("workers") or cls.workers)),
            requests_per_minute=_limit(params),
        )

    @classmethod
    def from_options(cls, options: Any) -> Settings:
        """Take the settings out of the options of an operation; those it does not have keep their defaults.

        Raises:
            SettingsError: As of `from_params`.
        """
        names = (*(item.name for item in fields(cls)), "allow_http")
        return cls.from_params({name: getattr(options, name) for name in names if hasattr(options, name)})

    @property
    def secrets(self) -> tuple[str, ...]:
        """The values that may never be shown."""
        return tuple(value for value in (self.access_token, self.client_secret, self.refresh_token) if value)


def _check_credentials(text: Mapping[str, str]) -> None:
    """Raise SettingsError when there are none, half of them, or some that cannot be sent."""
    missing = [key for key in _OAUTH if not text[key]]
    if not text["access_token"] and len(missing) == len(_OAUTH):
        raise SettingsError(
            "No credentials. Give access_token (environment variable WEBEX_ACCESS_TOKEN), or client_id, "
            "client_secret and refresh_token (WEBEX_CLIENT_ID, WEBEX_CLIENT_SECRET, WEBEX_REFRESH_TOKEN)."
        )
    if not text["access_token"] and missing:
        raise SettingsError(f"OAuth needs client_id, client_secret and refresh_token; {', '.join(missing)} missing.")
    for key in _CREDENTIALS:
        if not text[key].isprintable() or " " in text[key] or not text[key].isascii():
            raise SettingsError(f"{key} contains characters that cannot be part of it; copy it again.")


def safe_url(url: str, option: str, allow_http: bool) -> str:
    """Check a base URL and drop the slash at its end.

    Raises:
        SettingsError: Not http or https, with user name or query, or plain http to another machine without consent.
    """
    parts = _web_address(url)
    if parts is None:
        # Not repeated: it may hold a password.
        raise SettingsError(f"{option} is not a web address such as {DEFAULT_API_URL}, the default of api_url.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise SettingsError(f"{option} may have neither user name, password, query nor fragment.")
    if parts.scheme == "http" and not allow_http and not _is_loopback(parts.hostname or ""):
        raise SettingsError(
            f"{option} {url!r} would send the token unencrypted. Use https, or set allow_http when that is really "
            "wanted."
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


def _limit(params: Mapping[str, Any]) -> int:
    number = int(params.get("requests_per_minute") or 0)
    if number < 0:
        raise SettingsError("requests_per_minute must be 0, to find it by trying, or more.")
    return number


def _positive(params: Mapping[str, Any], key: str, default: float) -> float:
    value = params.get(key)
    number = default if value is None else float(value)
    if number <= 0:
        raise SettingsError(f"{key} must be more than 0 seconds.")
    return number
