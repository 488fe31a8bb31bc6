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

from . import guard
from .auth import RefreshedToken, StaticToken, TokenSource
from .bodies import read_errors, read_tracking_id
from .errors import ClientError, KeptWaiting, OutcomeUnknown, Unintelligible, Unreachable, api_error
from .line_file import LineFile
from .own_organization import OwnOrganization
from .pace import Pace, TooLate
from .retry import Failure, Next, judge, parse_retry_after
from .settings import Settings
from .transport import Reply, Transport

MOST_RENEWALS = 2


@dataclass(frozen=True)
class Answer:
    """An answer of status 2xx: `body` is parsed JSON, or None when there is no body."""

    status: int
    body: Any
    headers: Mapping[str, str]


class Client:
    """Talks to Webex; may be used by several threads at once.

    Parameters:
        settings: How to reach Webex.
        check_mode: Refuse everything that would write.
        base_url: Another base URL than that of the settings, for a service that is not Webex.
        organizations: Whether writes need a customer organization; only a service that is not Webex does without.
        sleep, clock: For tests; `clock` is monotonic.

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
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self.check_mode = check_mode
        self.writes = 0
        self.sleep, self.clock = sleep, clock
        self.base_url = base_url or settings.api_url
        self.address_option = "api_url" if organizations else "template_service_url"
        self._organizations = organizations
        self._transport = Transport(settings)
        self.api_calls = self._transport.sent
        self._tokens: TokenSource = (
            StaticToken(settings.access_token) if settings.access_token else RefreshedToken(settings, self._post_form)
        )
        self._lock = threading.Lock()
        self._partner_lock = threading.Lock()
        self._pace = Pace(settings.workers, sleep, clock, LineFile.of(settings, self.base_url, clock))
        self._touched: dict[str, bool] = {}
        self._touch_lock = threading.Lock()
        self._own_organization = OwnOrganization.of(settings)
        self._partner_org_id: str | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What may never be shown: the configured secrets and the tokens in use."""
        return (*self.settings.secrets, *self._tokens.known())

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def partner_org_id(self) -> str:
        """The organization of the token, the partner's own (GET /people/me); asked once, and kept for other tasks."""
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
            CheckModeViolation, OrganizationRefused: The request was not sent.
        """
        url = path if path.startswith(("http://", "https://")) else f"{self.base_url}{path}"
        if urlsplit(url)[:2] != urlsplit(self.base_url)[:2]:
            raise Unreachable(
                f"{urlsplit(url).hostname} is not the host of {self.base_url}; the token is not sent there."
            )
        shown = urlsplit(url).path.removeprefix(urlsplit(self.base_url).path)
        if url != path and ("//" in shown or shown.endswith("/")):
            # A path of ours with an id that an answer left empty: it would concern something else, or everything.
            raise Unintelligible(f"{method} {shown} was refused: an id in it is empty.")
        if self.check_mode:
            guard.refuse_in_check_mode(method, shown)
        if self._organizations:
            partner = self.partner_org_id() if org_id and guard.is_write(method, shown) else None
            guard.refuse_without_organization(method, shown, org_id, partner)
        return self._attempts(method, url, shown, params, json, org_id)

    def _attempts(self, method: str, url: str, shown: str, query: Any, json: Any, org_id: str | None) -> Answer:
        # A request that was not sent yet does not fail, it waits; from the first attempt on its time counts.
        deadline: float | None = None
        write = guard.is_write(method, shown)
        refused = 0
        repairable = bool(org_id) and org_id not in self._touched
        attempt = 0
        while True:
            attempt += 1
            # A refresh stands in the line itself, so it comes before the turn.
            self._tokens.current()
            longest = self.settings.retry_timeout if deadline is None else deadline - self.clock()
            try:
                with self._pace.turn(longest) as turn:
                    # Asked for each time: another worker may have renewed it while this one waited.
                    token = self._tokens.current()
                    reply = self._transport.send(method, url, query=query, json=json, token=token)
            except TooLate as wait:
                raise KeptWaiting(method, shown, wait.seconds) from None
            deadline = deadline or turn.began + self.settings.retry_timeout
            status, failure = reply.status, reply.failure
            if status is not None and status != 429:
                self._pace.answered(turn)
            if write and (failure is Failure.NO_ANSWER or (status or 400) not in range(400, 500)):
                with self._lock:
                    self.writes += 1
            if status is not None and reply.succeeded:
                self._pace.faster()
                return Answer(status, reply.body, reply.headers)
            # Twice in a row: a token may expire again, with those of all others, before this request gets through.
            refused = refused + 1 if status == 401 else 0
            if 0 < refused <= MOST_RENEWALS and self._tokens.renewed(token):
                continue
            if status == 403 and org_id and repairable:
                repairable = False
                if self._touch(org_id):
                    continue
            if status is not None and 300 <= status < 400:
                raise Unreachable(
                    f"{method} {shown} was redirected ({status}{_target(reply)}); redirects are not followed, "
                    f"the token is not sent there. Check {self.address_option}."
                )
            retry_after = parse_retry_after(reply.headers.get("Retry-After"))
            verdict = judge(
                # A validation is a POST that writes nothing, and may be repeated like a read.
                method if write else "GET",
                attempt,
                status=status,
                failure=failure,
                retry_after=retry_after,
                remaining=deadline - self.clock(),
            )
            if status == 429:
                # Also when this request is given up: the others have to wait all the same.
                self._pace.slower(turn, verdict.delay)
            if verdict.next is Next.REPEAT:
                # After 503 only this request rests: a fault of one operation is no limit for all of them.
                if status != 429:
                    self.sleep(verdict.delay)
                continue
            tracking_id = read_tracking_id(reply.body, reply.headers.get("trackingid"))
            errors = read_errors(reply.body, reply.headers.get("cisco-spark-error-codes", ""))
            if verdict.next is Next.LOOK:
                reason = (
                    _told(failure, reply)
                    if failure
                    else str(api_error(method, shown, status or 0, errors, tracking_id))
                )
                raise OutcomeUnknown(f"{method} {shown}: {reason}; it may have been carried out or not.")
            if status is None:
                if failure is None:
                    raise Unreachable(f"TLS to {urlsplit(url).hostname} failed: {reply.reason}. Check ca_path.")
                raise Unreachable(
                    f"{method} {shown}: {_told(failure, reply)}, tried {attempt} times "
                    f"({self.settings.retry_timeout:g} s, retry_timeout). Check {self.address_option}, proxy and "
                    "network."
                )
            raise api_error(method, shown, status, errors, tracking_id)

    def _touch(self, org_id: str) -> bool:
        """After a 403: read the organization once, which puts it on the partner's list. Tell whether that worked.

        Workers that were refused at the same time wait for the one who reads.
        """
        with self._touch_lock:
            if org_id not in self._touched:
                path = f"/organizations/{quote(org_id, safe='')}"
                try:
                    self._attempts("GET", f"{self.settings.api_url}{path}", path, None, None, None)
                    self._touched[org_id] = True
                except ClientError:
                    # The refusal that led here is what the user has to know.
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
            if reply.status is not None and reply.status != 429:
                self._pace.answered(turn)
            verdict = judge(
                "POST",
                attempt,
                status=reply.status,
                failure=reply.failure,
                retry_after=parse_retry_after(reply.headers.get("Retry-After")),
                remaining=deadline - self.clock(),
            )
            if reply.status == 429:
                self._pace.slower(turn, verdict.delay)
            if verdict.next is Next.REPEAT:
                if reply.status != 429:
                    self.sleep(verdict.delay)
            elif reply.status is None:
                raise Unreachable(f"The token endpoint cannot be reached: {reply.reason}.")
            elif 300 <= reply.status < 400:
                raise Unreachable(
                    f"POST /access_token was redirected ({reply.status}{_target(reply)}); redirects are not followed, "
                    "no credentials are sent there. Check api_url."
                )
            else:
                return reply.status, reply.body


def _told(failure: Failure, reply: Reply) -> str:
    """How an exchange failed, and the cause."""
    return f"{failure.value} ({reply.reason})" if reply.reason else failure.value


def _target(reply: Reply) -> str:
    """Where a redirect leads, without any login in the address."""
    host = urlsplit(reply.headers.get("Location") or "").netloc.rpartition("@")[2]
    return f" to {host}" if host else ""


__all__ = ["Answer", "Client", "ClientError"]
