# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lists in pages: by Link header, or by counting entries when a service sends none.

Follows rel="next" on the same host only. A next link that lost filters of the request gets them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from .._declare.called import called
from .._declare.text import counted
from .client import Client
from .errors import Unintelligible, Unreachable
from .link_header import target_of
from .origin import same_origin
from .pages_ahead import PagesAhead, foreseen

# More than any customer has: a longer list is taken for one without end.
MAX_PAGES = 5000
# A service may give smaller pages than were asked for; no list of Webex has smaller ones than this.
SMALLEST_FULL_PAGE = 100


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
    expected: int = 0,
    at_least: int = 0,
) -> Iterator[dict[str, Any]]:
    """Yield every entry of the list, each once.

    Parameters:
        path: Path of the list.
        pages: How it is paged.
        params: Filters.
        keys: Names that the list may have in the answer; the first one that is there is used.
        org_id: Customer organization, for the repair of a refused access.
        expected: Entries that the list probably has: where the links of the service count entries, several pages
            are then requested at once.
        at_least: Entries that the list has for sure, since another list shows them.

    Raises:
        ApiError, Unreachable: Those of `Client.request`; also for a next page on another host.
        Unintelligible: The answer is no such list, its Link header cannot be read, or the list does not end, or ends
            with a full page before it has `at_least` entries. What cannot be read must not count as empty: everything
            would be taken for missing and be made again.
    """
    query: dict[str, Any] = {**(params or {}), "max": pages.size}
    url, asked = path, query
    visited: set[str] = set()
    identities: set[str] = set()
    with PagesAhead.of(client, org_id) as ahead:
        for _number in range(MAX_PAGES):
            answer = ahead.take(url) or client.request("GET", url, params=asked, org_id=org_id)
            page = entries(answer.body, keys, path)
            fresh = [entry for entry in page if _is_new(entry, identities)]
            yield from fresh
            following = _next_url(answer.headers.get("Link") or "", client, url, query)
            if following:
                if following in visited or not fresh:
                    return
                if not visited:
                    ahead.ask(foreseen(following, pages.counter, pages.first, len(page), expected))
                visited.add(following)
                url, asked = following, {}
            elif pages.counter and not visited and len(page) >= pages.size and fresh:
                # A full page without a link is the last one, or the service sends no links: only a request shows which.
                asked = {**query, pages.counter: int(asked.get(pages.counter, pages.first)) + len(page)}
            else:
                if len(page) >= min(pages.size, SMALLEST_FULL_PAGE) and len(identities) < at_least:
                    seen = counted(len(identities), "entry", "entries")
                    raise Unintelligible(f"GET {path}: the list ended after {seen}, of {at_least} at least.")
                return
    raise Unintelligible(f"GET {path}: the list has not ended after {MAX_PAGES} pages.")


def _is_new(entry: Mapping[str, Any], identities: set[str]) -> bool:
    """Whether the entry is new; adds its id to those seen. An entry without id counts as new."""
    identity = str(entry.get("id") or "")
    if identity and identity in identities:
        return False
    identities.add(identity)
    return True


def entries(body: Any, keys: tuple[str, ...], path: str) -> list[dict[str, Any]]:
    """The entries of one page.

    Raises:
        Unintelligible: There is no list of objects in it.
    """
    named = body if isinstance(body, dict) else {}
    found = next((named[key] for key in keys if isinstance(named.get(key), list)), None)
    if found is None:
        raise Unintelligible(f"GET {path}: the answer has no list named {' or '.join(keys)}.")
    if not all(isinstance(entry, dict) for entry in found):
        raise Unintelligible(f"GET {path}: the list has entries that are not objects.")
    return found


def _next_url(header: str, client: Client, page: str, query: Mapping[str, Any]) -> str:
    """The address of the page after this one, with the filters of the request; empty when the header names none.

    Parameters:
        header: The header Link of this page.
        page: Path or address of this page.
        query: The filters.
    """
    current = page if "://" in page else f"{client.base_url}{page}"
    try:
        target = target_of(header, "next")
        address = urljoin(current, target) if target else ""
        url = urlsplit(address)
    except ValueError:
        where = urlsplit(current).path.removeprefix(urlsplit(client.base_url).path)
        raise Unintelligible(
            f"GET {where}: its header Link cannot be read, so it is not known whether this was the last page."
        ) from None
    if not address:
        return ""
    if not same_origin(address, client.base_url):
        host = url.netloc.rpartition("@")[2]
        raise Unreachable(
            f"The next page of the list lies on another host ({host}); the token is not sent there. Check "
            f"{called(client.address_option)}."
        )
    present = dict(parse_qsl(url.query, keep_blank_values=True))
    lost = {key: value for key, value in query.items() if key not in present and value is not None}
    complete = "&".join(part for part in (url.query, urlencode(_lower(lost))) if part)
    base = urlsplit(client.base_url)
    # As the base URL spells its host, so that one page has one address.
    return urlunsplit(url._replace(scheme=base.scheme, netloc=base.netloc, query=complete))


def _lower(query: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in query.items()}
