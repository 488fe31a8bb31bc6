# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of every module that talks to Webex."""

from __future__ import annotations

from typing import Literal, get_args

from .fields import key
from .options import Options
from .types import FilePath, Text

DEFAULT_API_URL = "https://webexapis.com/v1"
# Where a task runs, as the variable webex_run_on says.
RunOn = Literal["controller", "host"]
CONTROLLER, HOST = get_args(RunOn)


class Connection(Options):
    """How Webex is reached. An option that is not set is taken from the variable, then from the environment."""

    api_url: str = key(
        "Base URL of the Webex API, with version and without a slash at the end.",
        default=DEFAULT_API_URL,
        env="WEBEX_API_URL",
    )
    access_token: str | None = key(
        [
            "Access token of a partner full administrator's integration or service app. Personal tokens are refused by "
            "Wholesale.",
            "Either this or O(client_id), O(client_secret) and O(refresh_token) is needed; this one wins.",
        ],
        default=None,
        env="WEBEX_ACCESS_TOKEN",
        secret=True,
    )
    client_id: str | None = key(
        "Client ID of the integration, for refreshing the access token.", default=None, env="WEBEX_CLIENT_ID"
    )
    client_secret: str | None = key(
        "Client secret of the integration.", default=None, env="WEBEX_CLIENT_SECRET", secret=True
    )
    refresh_token: str | None = key(
        "Refresh token of the integration. It dies when it is not used for 90 days.",
        default=None,
        env="WEBEX_REFRESH_TOKEN",
        secret=True,
    )
    token_cache: FilePath | None = key(
        [
            "File that keeps the refreshed access token, readable by its owner only, so that a play refreshes once.",
            "The default is a file in C($XDG_CACHE_HOME/webex_wholesale) or C(~/.cache/webex_wholesale). Where that "
            "cannot be written, as without a home folder, every task refreshes, and a warning says so.",
        ],
        default=None,
        env="WEBEX_TOKEN_CACHE",
        secret=False,
    )
    validate_certs: bool = key("Whether TLS certificates are verified.", default=True)
    ca_path: FilePath | None = key(
        "Bundle of certificate authorities to trust instead of the default one.", default=None
    )
    allow_http: bool = key(
        "Allow plain HTTP to another machine than this one, which sends the token unencrypted.", default=False
    )
    request_timeout: float = key(
        "Seconds without an answer after which one request is given up, and as many again for its whole body.",
        default=60.0,
        unit="seconds",
    )
    retry_timeout: float = key(
        "Seconds during which one request is repeated while Webex is busy, has a fault or does not answer, and of "
        "waiting in line after others were answered 429.",
        default=300.0,
        unit="seconds",
    )
    requests_per_minute: int = key(
        [
            "Requests per minute that Webex allows, when that is known. No minute has more of them, from the first one "
            "on: all tasks, forks and plays on this machine with the same credentials share them.",
            "With 0 the pace is found by trying: it becomes slower when a request is answered 429.",
        ],
        default=0,
    )


class SubPartner(Options):
    """Options of modules that can act for a sub-partner."""

    sub_partner_org_id: Text | None = key(
        "Organization ID of the sub-partner on whose behalf the partner acts.", default=None
    )


class Workers(Options):
    """Options of modules that work on many objects."""

    workers: int = key(
        "Requests of one task that may be under way at once. All forks together have 64 at most.",
        default=8,
    )
