# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One exchange with the service: send, read the body, describe a failure. No policy, no repetition."""

from __future__ import annotations

import json as json_format
import re
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .._thirdparty import HTTPError, requests
from .bodies import shortened
from .local_settings import missing_bundle, refused_by_proxy, unusable_proxy
from .retry import Failure
from .settings import Settings
from .version import VERSION

USER_AGENT = f"ansible-collection-webex.wholesale/{VERSION}"
CONNECT_TIMEOUT_S = 10.0
# The largest page of Webex has some thousand entries, a few megabytes.
MAX_BODY_BYTES = 64 * 1024 * 1024
CHUNK_BYTES = 64 * 1024
# Words of the libraries, which have no classes for these.
_PROXY_LOGIN = "Tunnel connection failed: 407"
_CLOSED = "EOF occurred"


@dataclass(frozen=True)
class Reply:
    """The result of one request.

    Attributes:
        status: HTTP status; None when there was no answer that can be used.
        body: Parsed JSON, text when it is not JSON, None when there is none.
        headers: Their names are case-insensitive.
        failure: Why there is no status.
        reason: The cause in a few words; for a failure of settings, sentences with the remedy.
    """

    status: int | None = None
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: Failure | None = None
    reason: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether the status is 2xx."""
        return self.status is not None and 200 <= self.status < 300


class _Anonymous(requests.auth.AuthBase):
    """Sends no credentials: without it requests would take some for this host from a .netrc file."""

    def __call__(self, request: Any) -> Any:
        return request


class _Bearer(requests.auth.AuthBase):
    """Sends the token: without it requests would take credentials for this host from a .netrc file."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: Any) -> Any:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Session(requests.Session):
    """Reads proxies and certificates from the environment once, not for every request."""

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[tuple[str, str], Any] = {}

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        """The merged settings, computed once: all requests of a transport have the same arguments but the address."""
        parts = urlsplit(str(url))
        origin = (parts.scheme, parts.netloc)
        if origin not in self._found:
            self._found[origin] = super().merge_environment_settings(url, proxies, stream, verify, cert)
        return self._found[origin]


class Transport:
    """A pool of connections; may be used by several threads at once.

    Parameters:
        settings: How to reach the service.
        address_option: Name of the option that holds its address, for messages.

    Attributes:
        sent: Requests sent so far, by method.
    """

    def __init__(self, settings: Settings, address_option: str = "api_url") -> None:
        self.sent: Counter[str] = Counter()
        self._address_option, self._ca_path = address_option, settings.ca_path
        self._lock = threading.Lock()
        self._timeout = (min(CONNECT_TIMEOUT_S, settings.request_timeout), settings.request_timeout)
        # Passed with every request: requests lets a CA bundle of the environment override the session.
        self._verify: bool | str = settings.ca_path or True if settings.validate_certs else False
        self._session = _Session()
        adapter = requests.adapters.HTTPAdapter(pool_connections=2, pool_maxsize=settings.workers, max_retries=0)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)
        self._session.headers.update({"User-Agent": USER_AGENT, "Accept": "application/json"})

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def send(
        self,
        method: str,
        url: str,
        *,
        query: Mapping[str, Any] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        token: str = "",
    ) -> Reply:
        """Send one request and return what came of it; network failures are returned, not raised.

        Parameters:
            query: None values are left out, booleans become true and false.
            json, form: Body, one of them or none.
            token: Bearer token; none is sent when it is empty.
        """
        self._count(method, 1)
        errors = requests.exceptions
        response = None
        try:
            response = self._session.request(
                method,
                url,
                params=_text(query),
                json=json,
                data=form,
                auth=_Bearer(token) if token else _Anonymous(),
                timeout=self._timeout,
                verify=self._verify,
                allow_redirects=False,
                stream=True,
            )
            data = _content(response, self._timeout[1])
        except (errors.RequestException, HTTPError, OSError) as error:
            wrong = "" if response is not None else self._wrong_setting(error, url)
            if wrong:
                self._count(method, -1)
                return Reply(failure=Failure.SETTINGS, reason=wrong)
            return Reply(failure=_failure(error), reason=_reason(error))
        body, complete = _body(data)
        if 200 <= response.status_code < 300 and not complete:
            # A success that cannot be read is a failure: the ids and pages in it are missing.
            return Reply(headers=response.headers, failure=Failure.NO_ANSWER, reason="its body cannot be read")
        return Reply(response.status_code, body, response.headers)

    def _count(self, method: str, requests_sent: int) -> None:
        with self._lock:
            self.sent[method] += requests_sent

    def _wrong_setting(self, error: Exception, url: str) -> str:
        """The setting that kept a request from being sent, with the remedy; empty for any other failure."""
        errors = requests.exceptions
        if isinstance(error, ValueError):  # so are all failures to read an address, of requests and of urllib3
            return unusable_proxy(url, self._address_option)
        if isinstance(error, errors.ProxyError):
            return refused_by_proxy(url) if _PROXY_LOGIN in str(error) else ""
        # Failures of requests and urllib3 have classes of their own, but for this one.
        is_own = isinstance(error, (errors.RequestException, HTTPError))
        return "" if is_own or not self._verify else missing_bundle(self._ca_path)


def _text(params: Mapping[str, Any] | None) -> dict[str, str] | None:
    if not params:
        return None
    return {
        key: str(value).lower() if isinstance(value, bool) else str(value)
        for key, value in params.items()
        if value is not None
    }


def _content(response: Any, seconds: float) -> bytes:
    """The body, limited in size and time: the timeout of the socket ends silence only.

    Raises:
        requests.exceptions.RequestException: It is too large, or does not end.
    """
    deadline = time.monotonic() + seconds
    # Returns what has arrived; urllib3 1.26 has no such method and waits for a block of the full size.
    read = getattr(response.raw, "read1", None) or response.raw.read
    chunks: list[bytes] = []
    size = 0
    try:
        while chunk := read(CHUNK_BYTES, decode_content=True):
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_BODY_BYTES:
                raise requests.exceptions.RequestException(f"the answer is larger than {MAX_BODY_BYTES >> 20} MB")
            if time.monotonic() > deadline:
                raise requests.exceptions.RequestException(f"the answer did not end within {seconds:g} s")
    except BaseException:
        response.close()
        raise
    response.raw.release_conn()
    return b"".join(chunks)


def _body(data: bytes) -> tuple[Any, bool]:
    """The parsed body, and whether it could be read."""
    if not data.strip():
        return None, True
    try:
        return json_format.loads(data), True
    except (ValueError, RecursionError):
        return data.decode("utf-8", "replace"), False


def _failure(error: Exception) -> Failure:
    """What the exception means for the request."""
    errors = requests.exceptions
    if isinstance(error, errors.SSLError):
        # A connection that was closed may have been closed after the request.
        return Failure.NO_ANSWER if _CLOSED in str(error) else Failure.TLS
    if isinstance(error, (errors.ConnectTimeout, errors.ProxyError)):
        return Failure.NOT_SENT
    if isinstance(error, errors.ConnectionError) and _never_connected(error):
        return Failure.NOT_SENT
    return Failure.NO_ANSWER


def _never_connected(error: Any) -> bool:
    """Whether there never was a connection, so that nothing can have been carried out."""
    reason = getattr(error.args[0], "reason", error.args[0]) if error.args else None
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")


def _reason(error: Exception) -> str:
    """The innermost cause in a few words, without addresses of objects."""
    inner: Any = error
    while getattr(inner, "args", None) and isinstance(inner.args[0], Exception):
        inner = inner.args[0]
    inner = getattr(inner, "reason", inner)
    text = re.sub(r"//[^/@\s]+@", "//", str(inner).partition("object at")[0])  # user name and password of a proxy
    return shortened(text, 200) or type(inner).__name__
