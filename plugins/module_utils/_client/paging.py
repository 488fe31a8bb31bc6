# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lists that come in pages: by Link header, or by counting when a service sends none.

Follows rel="next" on the same host only. A next link that lost filters of the request gets them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from .._thirdparty import requests
from .client import Client
from .errors import Unreachable


@dataclass(frozen=True)
class Pages:
    """How a list is paged.

    Attributes:
        size: Entries asked for per page.
        counter: Query parameter that counts entries (offset, start), for lists whose pages can be counted; empty when
            only the Link header leads on.
        first: Value of the counter for the first entry.
    """

    size: int
    counter: str = ""
    first: int = 0


def list_all(
    client: Client,
    path: str,
    *,
    pages: Pages,
    params: Mapping[str, Any] | None = None,
    keys: tuple[str, ...] = ("items",),
    org_id: str | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield every entry of the list, each once.

    Parameters:
        path: Path of the list.
        pages: How it is paged.
        params: Filters.
        keys: Names the list may have in the answer, the first that is there counts.
        org_id: Customer organization, for the repair of a refused access.

    Raises:
        ApiError, Unreachable: As of Client.request; a next page on another host is refused.
    """
    query: dict[str, Any] = {**(params or {}), "max": pages.size}
    url, asked = path, query
    visited: set[str] = set()
    identities: set[str] = set()
    linked = False
    while True:
        answer = client.request("GET", url, params=asked, org_id=org_id)
        entries = _entries(answer.body, keys)
        fresh = 0
        for entry in entries:
            identity = str(entry.get("id") or "")
            if identity and identity in identities:
                continue
            identities.add(identity)
            fresh += 1
            yield entry
        following = _next_url(answer.headers.get("Link"), client, query)
        if following:
            linked = True
            if following in visited or not fresh:
                return
            visited.add(following)
            url, asked = following, {}
        elif pages.counter and not linked and len(entries) >= pages.size and fresh:
            # A full page without a link may be the last one or the service may not link at all: only a look tells.
            asked = {**query, pages.counter: int(asked.get(pages.counter, pages.first)) + len(entries)}
        else:
            return


def _entries(body: Any, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    if not isinstance(body, dict):
        return []
    found: list[Any] = next((body[key] for key in keys if isinstance(body.get(key), list)), [])
    return [entry for entry in found if isinstance(entry, dict)]


def _next_url(header: str | None, client: Client, query: Mapping[str, Any]) -> str:
    for link in requests.utils.parse_header_links(header) if header else []:
        if link.get("rel") != "next" or not link.get("url"):
            continue
        base = urlsplit(client.base_url)
        url = urlsplit(urljoin(client.base_url + "/", link["url"]))
        if (url.scheme, url.netloc) != (base.scheme, base.netloc):
            raise Unreachable(
                f"The next page of the list lies on another host ({url.hostname}); the token is not sent there. "
                "Check api_url."
            )
        present = dict(parse_qsl(url.query, keep_blank_values=True))
        lost = {key: value for key, value in query.items() if key not in present and value is not None}
        return urlunsplit(url._replace(query="&".join(part for part in (url.query, urlencode(_lower(lost))) if part)))
    return ""


def _lower(query: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in query.items()}
