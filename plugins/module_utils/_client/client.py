# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The client: one session to Webex with authentication, repetition, guards and a count of calls."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .._thirdparty import requests
from . import guard
from .auth import RefreshedToken, StaticToken, TokenSource
from .bodies import read_errors, read_tracking_id
from .errors import ClientError, OutcomeUnknown, Unreachable, api_error
from .retry import Failure, Next, judge, parse_retry_after
from .settings import Settings

USER_AGENT = "ansible-collection-webex.wholesale/0.1.0"
CONNECT_TIMEOUT = 10.0


@dataclass(frozen=True)
class Answer:
    """An answer of status 2xx: `body` is parsed JSON, or None when there is no body."""

    status: int
    body: Any
    headers: Mapping[str, str]


class _Bearer(requests.auth.AuthBase):
    """Sets the token itself, so that requests never takes a login for this host from a .netrc file instead."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: Any) -> Any:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Client:
    """Talks to Webex; may be used by several threads at once.

    Parameters:
        settings: How to reach Webex.
        check_mode: Refuse everything that would write.
        base_url: Another base URL than that of the settings, for a service that is not Webex.
        organizations: Whether writes need a customer organization; only a service that is not Webex does without.
        sleep, clock: For tests; `clock` is monotonic.

    Attributes:
        api_calls: Requests sent so far, by method.
        writes: How many of them may have changed something.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        check_mode: bool = False,
        base_url: str | None = None,
        organizations: bool = True,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self.check_mode = check_mode
        self.api_calls: Counter[str] = Counter()
        self.writes = 0
        self.sleep, self.clock = sleep, clock
        self.base_url = base_url or settings.api_url
        self._organizations = organizations
        self._session = _session(settings)
        self._tokens: TokenSource = (
            StaticToken(settings.access_token) if settings.access_token else RefreshedToken(settings, self._post_form)
        )
        self._timeout = (min(CONNECT_TIMEOUT, settings.request_timeout), settings.request_timeout)
        # Given with every request: requests lets a CA bundle of the environment override what a session says.
        self._verify: bool | str = settings.ca_path or True if settings.validate_certs else False
        self._lock = threading.Lock()
        self._partner_lock = threading.Lock()
        self._not_before = 0.0
        self._touched: dict[str, bool] = {}
        self._touch_lock = threading.Lock()
        self._partner_org_id: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What may never be shown: the configured secrets and the tokens in use."""
        return (*self.settings.secrets, *self._tokens.known())

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def partner_org_id(self) -> str:
        """The organization of the token, the partner's own (GET /people/me); asked once."""
        with self._partner_lock:
            if self._partner_org_id is None:
                body = self.request("GET", "/people/me").body
                self._partner_org_id = str(body.get("orgId") or "") if isinstance(body, dict) else ""
            return self._partner_org_id

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        org_id: str | None = None,
    ) -> Answer:
        """Send one request, repeated where that is safe.

        Parameters:
            method: HTTP method in capitals.
            path: Path below the base URL, or an absolute URL on the same host (the next page of a list).
            params: Query; None values are left out, booleans become true and false.
            json: Body.
            org_id: The customer organization this request is for: mandatory for writes outside the Wholesale
                operations.

        Raises:
            ApiError: Webex answered with an error.
            OutcomeUnknown: A POST may or may not have been carried out.
            Unreachable: No answer came.
            CheckModeViolation, OrganizationRefused: The request was not sent.
        """
        url = path if path.startswith(("http://", "https://")) else f"{self.base_url}{path}"
        if urlsplit(url)[:2] != urlsplit(self.base_url)[:2]:
            raise Unreachable(
                f"{urlsplit(url).hostname} is not the host of {self.base_url}; the token is not sent there."
            )
        shown = urlsplit(url).path.removeprefix(urlsplit(self.base_url).path)
        if self.check_mode:
            guard.refuse_in_check_mode(method, shown)
        if self._organizations:
            partner = self.partner_org_id() if org_id and guard.is_write(method, shown) else None
            guard.refuse_without_organization(method, shown, org_id, partner)
        return self._attempts(method, url, shown, _query(params), json, org_id)

    def _attempts(self, method: str, url: str, shown: str, query: Any, json: Any, org_id: str | None) -> Answer:
        deadline = self.clock() + self.settings.retry_timeout
        token = self._tokens.current()
        write = guard.is_write(method, shown)
        renewed = False
        repairable = bool(org_id) and org_id not in self._touched
        attempt = 0
        while True:
            attempt += 1
            self._wait_for_the_others()
            status, body, headers, failure = self._send(method, url, query, json, token)
            if write and (failure is Failure.NO_ANSWER or (status or 400) not in range(400, 500)):
                with self._lock:
                    self.writes += 1
            if status is not None and 200 <= status < 300:
                return Answer(status, body, headers)
            if status == 401 and not renewed:
                renewed = True
                other = self._tokens.renewed(token)
                if other:
                    token = other
                    continue
            if status == 403 and org_id and repairable:
                repairable = False
                if self._touch(org_id):
                    continue
            if status is not None and 300 <= status < 400:
                raise Unreachable(
                    f"{method} {shown} was redirected ({status}); redirects are not followed. Check api_url."
                )
            retry_after = parse_retry_after(headers.get("Retry-After"))
            verdict = judge(
                # A validation is a POST that writes nothing, and may be repeated like a read.
                method if write else "GET",
                attempt,
                status=status,
                failure=failure,
                retry_after=retry_after,
                remaining=deadline - self.clock(),
            )
            if verdict.next is Next.REPEAT:
                self._pause(verdict.delay, everybody=status == 429)
                continue
            tracking_id = read_tracking_id(body, headers.get("trackingid"))
            errors = read_errors(body, headers.get("cisco-spark-error-codes", ""))
            if verdict.next is Next.LOOK:
                reason = failure.value if failure else str(api_error(method, shown, status or 0, errors, tracking_id))
                raise OutcomeUnknown(f"{method} {shown}: {reason}; it may have been carried out or not.")
            if status is None:
                reason = failure.value if failure else "no answer"
                raise Unreachable(
                    f"{method} {shown}: {reason}, tried {attempt} times. Check api_url, proxy and network."
                )
            raise api_error(method, shown, status, errors, tracking_id)

    def _send(
        self, method: str, url: str, query: Any, json: Any, token: str
    ) -> tuple[int | None, Any, Mapping[str, str], Failure | None]:
        with self._lock:
            self.api_calls[method] += 1
        errors = requests.exceptions
        try:
            response = self._session.request(
                method,
                url,
                params=query,
                json=json,
                auth=_Bearer(token),
                timeout=self._timeout,
                verify=self._verify,
                allow_redirects=False,
            )
        except errors.SSLError as error:
            raise Unreachable(f"TLS to {urlsplit(url).hostname} failed: {_reason(error)}. Check ca_path.") from None
        except (errors.ConnectTimeout, errors.ProxyError):
            return None, None, {}, Failure.NOT_SENT
        except errors.ConnectionError as error:
            return None, None, {}, Failure.NOT_SENT if _never_connected(error) else Failure.NO_ANSWER
        except errors.RequestException:
            return None, None, {}, Failure.NO_ANSWER
        body, complete = _body(response)
        if 200 <= response.status_code < 300 and not complete:
            # A success that cannot be read is no success: what it says (ids, pages) is missing.
            return None, None, response.headers, Failure.NO_ANSWER
        return response.status_code, body, response.headers, None

    def _wait_for_the_others(self) -> None:
        """After a 429 all workers hold back together."""
        with self._lock:
            delay = self._not_before - self.clock()
        if delay > 0:
            self.sleep(delay)

    def _pause(self, delay: float, everybody: bool) -> None:
        if everybody:
            with self._lock:
                self._not_before = max(self._not_before, self.clock() + delay)
        else:
            self.sleep(delay)

    def _touch(self, org_id: str) -> bool:
        """After a 403: read the organization once, which puts it on the partner's list. Tell whether that worked.

        Workers that were refused at the same time wait for the one who reads.
        """
        with self._touch_lock:
            if org_id not in self._touched:
                url = f"{self.settings.api_url}/organizations/{org_id}"
                status, _body, _headers, _failure = self._send("GET", url, None, None, self._tokens.current())
                self._touched[org_id] = status is not None and 200 <= status < 300
            return self._touched[org_id]

    def _post_form(self, form: dict[str, str]) -> tuple[int, Any]:
        """Send a form to the token endpoint; repeated only where it surely was not carried out."""
        deadline = self.clock() + self.settings.retry_timeout
        attempt = 0
        while True:
            attempt += 1
            status, body, headers, failure, reason = self._post_form_once(form)
            retry_after = parse_retry_after(headers.get("Retry-After"))
            remaining = deadline - self.clock()
            verdict = judge(
                "POST", attempt, status=status, failure=failure, retry_after=retry_after, remaining=remaining
            )
            if verdict.next is not Next.REPEAT:
                if status is None:
                    raise Unreachable(f"The token endpoint cannot be reached: {reason}.")
                return status, body
            self.sleep(verdict.delay)

    def _post_form_once(self, form: dict[str, str]) -> tuple[int | None, Any, Mapping[str, str], Failure | None, str]:
        with self._lock:
            self.api_calls["POST"] += 1
        errors = requests.exceptions
        try:
            response = self._session.post(
                f"{self.settings.api_url}/access_token",
                data=form,
                timeout=self._timeout,
                verify=self._verify,
                allow_redirects=False,
            )
        except errors.SSLError as error:
            return None, None, {}, None, _reason(error)
        except (errors.ConnectTimeout, errors.ProxyError) as error:
            return None, None, {}, Failure.NOT_SENT, _reason(error)
        except errors.ConnectionError as error:
            failure = Failure.NOT_SENT if _never_connected(error) else Failure.NO_ANSWER
            return None, None, {}, failure, _reason(error)
        except errors.RequestException as error:
            return None, None, {}, Failure.NO_ANSWER, _reason(error)
        return response.status_code, _body(response)[0], response.headers, None, ""


def _session(settings: Settings) -> Any:
    session = requests.Session()
    adapter = requests.adapters.HTTPAdapter(pool_connections=2, pool_maxsize=settings.workers, max_retries=0)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    session.headers.update({"User-Agent": USER_AGENT, "Accept": "application/json"})
    return session


def _query(params: Mapping[str, Any] | None) -> dict[str, str] | None:
    if not params:
        return None
    return {
        key: str(value).lower() if isinstance(value, bool) else str(value)
        for key, value in params.items()
        if value is not None
    }


def _body(response: Any) -> tuple[Any, bool]:
    """The parsed body, and whether it could be read."""
    if not response.content:
        return None, True
    try:
        return response.json(), True
    except ValueError:
        return response.text, False


def _never_connected(error: Any) -> bool:
    """Tell whether the connection did not even come about, so that nothing can have been carried out."""
    reason = getattr(error.args[0], "reason", error.args[0]) if error.args else None
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")


def _reason(error: Exception) -> str:
    """The innermost cause in a few words, without addresses of objects."""
    inner: Any = error
    while getattr(inner, "args", None) and isinstance(inner.args[0], Exception):
        inner = inner.args[0]
    inner = getattr(inner, "reason", inner)
    return (
        type(inner).__name__
        if isinstance(inner, Exception) and not str(inner)
        else str(inner).partition("object at")[0][:200]
    )


__all__ = ["Answer", "Client", "ClientError"]
