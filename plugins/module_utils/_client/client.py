# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The client: one session to Webex with authentication, repetition, guards and a count of calls."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from .._declare.called import called
from . import guard
from .auth import RefreshedToken, StaticToken, TokenSource
from .bodies import read_errors, read_tracking_id
from .errors import ClientError, KeptWaiting, OutcomeUnknown, SettingsError, Unintelligible, Unreachable, api_error
from .line_file import LineFile
from .local_settings import trust_setting
from .origin import same_origin
from .own_organization import OwnOrganization
from .pace import Pace, TooLate, Turn
from .retry import Failure, Next, RetryDecision, judge, parse_retry_after
from .settings import Settings
from .transport import Reply, Transport
from .under_way import Slots

MAX_RENEWALS = 2


@dataclass(frozen=True)
class Clock:
    """The clock of a client: `now` is monotonic, and both work in seconds."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


# The clock of every client that is given no other one; tests replace it.
DEFAULT_CLOCK = Clock()


@dataclass(frozen=True)
class Answer:
    """An answer of status 2xx: `body` is parsed JSON, or None when there is no body."""

    status: int
    body: Any
    headers: Mapping[str, str]


@dataclass(frozen=True)
class _Request:
    """One request, whatever the number of its attempts.

    Attributes:
        url: Its address.
        path: Path below the base URL, for guards and messages.
        query, json: Parameters of `Client.request`.
        org_id: The customer organization it is for.
        write: Whether it changes something at Webex.
    """

    method: str
    url: str
    path: str
    query: Mapping[str, Any] | None
    json: Any
    org_id: str | None

    @property
    def write(self) -> bool:
        return guard.is_write(self.method, self.path, self.json)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass
class _Attempts:
    """The attempts of one request so far.

    Attributes:
        count: Attempts so far.
        deadline: When repetitions end, on the clock of the client; None until the first attempt was sent.
        refused: Answers 401 in a row.
        touchable: Whether the organization may still be read to repair a 403.
    """

    touchable: bool
    count: int = 0
    deadline: float | None = None
    refused: int = 0


@dataclass(frozen=True)
class _Exchange:
    """One attempt: the turn in which it was sent, the token that it carried, and the answer."""

    turn: Turn
    token: str
    reply: Reply
    deadline: float


class Client:
    """Sends requests to Webex; may be used by several threads at once.

    Parameters:
        settings: How to reach Webex.
        check_mode: Refuse everything that would write.
        base_url: Another base URL than that of the settings, for a service that is not Webex.
        organizations: Whether writes need a customer organization; false only for a service that is not Webex.
        clock: The time; DEFAULT_CLOCK when it is not given.

    Attributes:
        address_option: Name of the option that holds the base URL, for messages.
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
        clock: Clock | None = None,
    ) -> None:
        self.settings = settings
        self.check_mode = check_mode
        self.writes = 0
        clock = clock or DEFAULT_CLOCK
        self.sleep, self.clock = clock.sleep, clock.now
        self.base_url = base_url or settings.api_url
        self.address_option = "api_url" if organizations else "template_service_url"
        self._organizations = organizations
        self._transport = Transport(settings, self.address_option)
        self.api_calls = self._transport.sent
        self._tokens: TokenSource = (
            StaticToken(settings.access_token) if settings.access_token else RefreshedToken(settings, self._post_form)
        )
        self._lock = threading.Lock()
        self._partner_lock = threading.Lock()
        self._pace = Pace(
            settings.workers,
            self.sleep,
            self.clock,
            LineFile.of(settings, self.base_url, self.clock),
            Slots.of(settings, self.base_url),
            settings.requests_per_minute,
        )
        self._touched: dict[str, bool] = {}
        self._touch_lock = threading.Lock()
        self._own_organization = OwnOrganization.of(settings)
        self._partner_org_id: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that may never be shown: the configured secrets and the tokens in use."""
        return (*self.settings.secrets, *self._tokens.known())

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user should know about the session."""
        return self._tokens.warnings()

    def begin_writing(self) -> None:
        """Leave check mode: what was planned without writing is carried out now."""
        self.check_mode = False

    def forget(self) -> None:
        """Drop cached answers; only a client with a cache has any."""

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def partner_org_id(self) -> str:
        """The partner's own organization, that of the token (GET /people/me); read once, and cached for other tasks."""
        with self._partner_lock:
            if self._partner_org_id is None:
                self._partner_org_id = self._own_organization.recall() or self._ask_for_partner()
            return self._partner_org_id

    def _ask_for_partner(self) -> str:
        body = self.request("GET", "/people/me").body
        org_id = str(body.get("orgId") or "") if isinstance(body, dict) else ""
        self._own_organization.keep(org_id)
        return org_id

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
            SettingsError: A setting of this machine keeps requests from being sent.
            CheckModeViolation, OrganizationRefused: The request was not sent.
        """
        request = self._request(method, path, params, json, org_id)
        if self.check_mode:
            guard.refuse_in_check_mode(method, request.path, json)
        if self._organizations:
            partner = self.partner_org_id() if org_id and request.write else None
            guard.refuse_without_organization(method, request.path, org_id, partner, json)
        return self._send(request)

    def _request(self, method: str, path: str, query: Any, json: Any, org_id: str | None) -> _Request:
        """The request with its address; Unreachable for another host, Unintelligible for an empty id in it."""
        url = path if path.startswith(("http://", "https://")) else f"{self.base_url}{path}"
        if not same_origin(url, self.base_url):
            raise Unreachable(
                f"{urlsplit(url).hostname} is not the host of {self.base_url}; the token is not sent there."
            )
        below = urlsplit(url).path.removeprefix(urlsplit(self.base_url).path)
        if url != path and ("//" in below or below.endswith("/")):
            # An id that an answer left empty makes a path that means another object, or all of them.
            raise Unintelligible(f"{method} {below} was refused: an id in it is empty.")
        return _Request(method, url, below, query, json, org_id)

    def _send(self, request: _Request) -> Answer:
        """Send until there is an answer, or until it is judged that repeating makes no sense."""
        attempts = _Attempts(touchable=bool(request.org_id) and request.org_id not in self._touched)
        while True:
            exchange = self._attempt(request, attempts)
            reply = exchange.reply
            if reply.status is not None and reply.succeeded:
                return Answer(reply.status, reply.body, reply.headers)
            if self._repaired(request, attempts, exchange):
                continue
            _refuse_redirect(str(request), reply, "the token is not sent there", self.address_option)
            # A validation is a POST that writes nothing, and may be repeated like a read.
            decision = self._judge(request.method if request.write else "GET", attempts.count, exchange)
            if decision.next is not Next.REPEAT:
                raise self._failure(request, attempts, reply, decision)

    def _attempt(self, request: _Request, attempts: _Attempts) -> _Exchange:
        """Wait for a turn and send; KeptWaiting when it would come too late."""
        attempts.count += 1
        # A refresh waits for a turn of its own, so it comes first.
        self._tokens.current()
        # The deadline begins with the first attempt: a request that was not sent yet waits and does not fail.
        longest = self.settings.retry_timeout if attempts.deadline is None else attempts.deadline - self.clock()
        try:
            with self._pace.turn(longest) as turn:
                # Read for every attempt: another worker may have renewed the token while this one waited.
                token = self._tokens.current()
                reply = self._transport.send(
                    request.method, request.url, query=request.query, json=request.json, token=token
                )
                turn.answered = reply.status not in (None, 429)
        except TooLate as wait:
            raise KeptWaiting(request.method, request.path, wait.seconds) from None
        attempts.deadline = attempts.deadline or turn.began + self.settings.retry_timeout
        if request.write and (reply.failure is Failure.NO_ANSWER or (reply.status or 400) not in range(400, 500)):
            with self._lock:
                self.writes += 1
        return _Exchange(turn, token, reply, attempts.deadline)

    def _repaired(self, request: _Request, attempts: _Attempts, exchange: _Exchange) -> bool:
        """Whether the cause of a 401 or 403 could be removed: by another token, or by reading the organization."""
        status = exchange.reply.status
        # Up to two in a row: the new token may expire as well before this request is answered.
        attempts.refused = attempts.refused + 1 if status == 401 else 0
        if 0 < attempts.refused <= MAX_RENEWALS and self._tokens.renewed(exchange.token):
            return True
        if status == 403 and request.org_id and attempts.touchable:
            attempts.touchable = False
            return self._touch(request.org_id)
        return False

    def _judge(self, method: str, attempt: int, exchange: _Exchange) -> RetryDecision:
        """Judge a failed attempt, slow down after 429, and rest when it is to be repeated."""
        reply = exchange.reply
        decision = judge(
            method,
            attempt,
            status=reply.status,
            failure=reply.failure,
            retry_after=parse_retry_after(reply.headers.get("Retry-After")),
            remaining=exchange.deadline - self.clock(),
        )
        if reply.status == 429:
            # Also when this request is given up: other requests have to wait all the same.
            self._pace.slower(exchange.turn, decision.delay)
        elif decision.next is Next.REPEAT:
            # After 503 only this request waits: a fault of one operation is no limit for all of them.
            self.sleep(decision.delay)
        return decision

    def _failure(self, request: _Request, attempts: _Attempts, reply: Reply, decision: RetryDecision) -> ClientError:
        """The error of a request that is not repeated any more."""
        tracking_id = read_tracking_id(reply.body, reply.headers.get("trackingid"))
        errors = read_errors(reply.body, reply.headers.get("cisco-spark-error-codes", ""))
        answered = api_error(request.method, request.path, reply.status or 0, errors, tracking_id)
        if decision.next is Next.LOOK:
            reason = _described(reply) if reply.failure else str(answered)
            return OutcomeUnknown(f"{request}: {reason}; it may have been carried out or not.")
        if reply.status is not None:
            return answered
        if reply.failure is Failure.SETTINGS:
            return _not_sent(str(request), reply)
        if reply.failure is Failure.TLS:
            check = trust_setting(self.settings.ca_path)
            return Unreachable(f"TLS to {urlsplit(request.url).hostname} failed: {reply.reason}. Check {check}.")
        return Unreachable(
            f"{request}: {_described(reply)}, tried {self._effort(attempts, decision)}. Check "
            f"{called(self.address_option)}, proxy and network."
        )

    def _effort(self, attempts: _Attempts, decision: RetryDecision) -> str:
        """How often and for how long a request was tried, and the option where it was the limit."""
        longest = self.settings.retry_timeout
        seconds = longest if attempts.deadline is None else self.clock() - (attempts.deadline - longest)
        times = "once" if attempts.count == 1 else f"{attempts.count} times"
        limit = f" ({called('retry_timeout')} is {longest:g} s)" if decision.delay else ""
        return f"{times} in {seconds:.3g} s{limit}"

    def _touch(self, org_id: str) -> bool:
        """After a 403: read the organization once, which puts it on the partner's list. Return whether that worked.

        Workers that were refused at the same time wait for the one who reads.
        """
        with self._touch_lock:
            if org_id not in self._touched:
                path = f"/organizations/{quote(org_id, safe='')}"
                try:
                    self._send(_Request("GET", f"{self.settings.api_url}{path}", path, None, None, None))
                    self._touched[org_id] = True
                except ClientError:
                    # The user gets the refusal that led here, not this one.
                    self._touched[org_id] = False
            return self._touched[org_id]

    def _post_form(self, form: dict[str, str]) -> tuple[int, Any]:
        """Send a form to the token endpoint; repeated only where it surely was not carried out."""
        deadline = self.clock() + self.settings.retry_timeout
        attempt = 0
        while True:
            attempt += 1
            try:
                turn = self._pace.wait(deadline - self.clock())
            except TooLate as wait:
                raise KeptWaiting("POST", "/access_token", wait.seconds) from None
            reply = self._transport.send("POST", f"{self.settings.api_url}/access_token", form=form)
            decision = self._judge("POST", attempt, _Exchange(turn, "", reply, deadline))
            if decision.next is Next.REPEAT:
                continue
            if reply.failure is Failure.SETTINGS:
                raise _not_sent("POST /access_token", reply)
            if reply.status is None:
                raise Unreachable(f"The token endpoint cannot be reached: {reply.reason}.")
            _refuse_redirect("POST /access_token", reply, "no credentials are sent there", "api_url")
            return reply.status, reply.body


def _described(reply: Reply) -> str:
    """The words for a failed exchange, with its cause."""
    words = reply.failure.value if reply.failure else ""
    return f"{words} ({reply.reason})" if reply.reason else words


def _not_sent(request: str, reply: Reply) -> SettingsError:
    return SettingsError(f"{request} was not sent: {reply.reason}")


def _refuse_redirect(request: str, reply: Reply, consequence: str, option: str) -> None:
    """Raise Unreachable for a status 3xx."""
    if reply.status is not None and 300 <= reply.status < 400:
        raise Unreachable(
            f"{request} was redirected ({reply.status}{_target(reply)}); redirects are not followed, {consequence}. "
            f"Check {called(option)}."
        )


def _target(reply: Reply) -> str:
    """The target of a redirect, without user name and password."""
    host = urlsplit(reply.headers.get("Location") or "").netloc.rpartition("@")[2]
    return f" to {host}" if host else ""


__all__ = ["Answer", "Client", "ClientError"]
