# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads later pages of a list at the same time, before their links are known.

The first page shows what the links of this service look like. Where its link counts entries, the links of the
following pages are known as well. A page is used only when the page before it has exactly that link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from .client import Answer, Client


class PagesAhead:
    """Holds the answers that were requested ahead."""

    def __init__(self, client: Client, org_id: str | None) -> None:
        self._client, self._org_id = client, org_id
        self._pool: ThreadPoolExecutor | None = None
        self._answers: dict[str, Future[Answer]] = {}

    def ask(self, urls: Sequence[str]) -> None:
        """Request all of these pages, as many at once as the client may."""
        workers = min(self._client.settings.workers, len(urls))
        # One page, or one worker: nothing to be gained.
        if workers < 2 or self._pool:
            return
        self._pool = ThreadPoolExecutor(max_workers=workers)
        for url in urls:
            self._answers[url] = self._pool.submit(self._client.request, "GET", url, params={}, org_id=self._org_id)

    def take(self, url: str) -> Answer | None:
        """Wait for the answer; None when it was not requested ahead. Raises what the request raised."""
        answer = self._answers.pop(url, None)
        return answer.result() if answer else None

    @classmethod
    @contextmanager
    def of(cls, client: Client, org_id: str | None) -> Iterator[PagesAhead]:
        """Hold the answers, and at the end cancel requests that were not sent."""
        ahead = cls(client, org_id)
        try:
            yield ahead
        finally:
            if ahead._pool:
                ahead._pool.shutdown(cancel_futures=True)


def foreseen(following: str, counter: str, first: int, size: int, expected: int) -> list[str]:
    """The links to the second and all further pages; empty when its link does not count entries.

    Parameters:
        following: The link of the first page.
        counter: Query parameter that counts entries.
        first: Value of the counter for the first entry.
        size: Entries of the first page.
        expected: Number of all entries.
    """
    url = urlsplit(following)
    place = re.compile(rf"(^|&){re.escape(counter)}=(\d+)(?=&|$)")
    found = place.findall(url.query)
    if not counter or [int(value) for _mark, value in found] != [first + size]:
        return []
    starts = range(first + size, first + expected, size)
    return [urlunsplit(url._replace(query=place.sub(rf"\g<1>{counter}={start}", url.query))) for start in starts]
