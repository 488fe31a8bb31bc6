# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A client that sends the same read once, for short work that needs an answer several times."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

from .client import Answer, Client


class ReadOnceClient(Client):
    """Caches every answer to a GET, until it begins to write; callers must not change the bodies."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._answers: dict[tuple[str, tuple[tuple[str, str], ...]], Future[Answer]] = {}
        self._answers_lock = threading.Lock()
        self._remembers = True

    def forget(self) -> None:
        """Drop cached answers."""
        with self._answers_lock:
            self._answers.clear()

    def begin_writing(self) -> None:
        """Begin to write, see `Client`. Nothing is cached any more, since the objects change from now on."""
        super().begin_writing()
        self._remembers = False
        self.forget()

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
        org_id: str | None = None,
    ) -> Answer:
        """`Client.request`, but a GET that was sent before, or is in flight, is not sent again."""
        if method != "GET" or not self._remembers:
            return super().request(method, path, params=params, json=json, org_id=org_id)
        query = sorted((key, str(value)) for key, value in (params or {}).items() if value is not None)
        key = (path, tuple(query))
        with self._answers_lock:
            answer = self._answers.get(key)
            asks = answer is None
            if answer is None:
                answer = self._answers[key] = Future()
        if asks:
            try:
                answer.set_result(super().request(method, path, params=params, json=json, org_id=org_id))
            except BaseException as error:
                # Those who wait get the same failure; a later call sends the request again.
                with self._answers_lock:
                    self._answers.pop(key, None)
                answer.set_exception(error)
        return answer.result()
