# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the connection options."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of every module that talks to Webex."""

    DOCUMENTATION = r"""
options:
  api_url:
    description:
      - Base URL of the Webex API, with version and without a slash at the end.
      - When it is not set, the variable C(webex_api_url) is used, then the environment variable E(WEBEX_API_URL).
    type: str
    default: https://webexapis.com/v1
  access_token:
    description:
      - Access token of a partner full administrator's integration or service app. Personal tokens are refused by
        Wholesale.
      - Either this or O(client_id), O(client_secret) and O(refresh_token) is needed; this one wins.
      - When it is not set, the variable C(webex_access_token) is used, then the environment variable
        E(WEBEX_ACCESS_TOKEN).
    type: str
  client_id:
    description:
      - Client ID of the integration, for refreshing the access token.
      - When it is not set, the variable C(webex_client_id) is used, then the environment variable E(WEBEX_CLIENT_ID).
    type: str
  client_secret:
    description:
      - Client secret of the integration.
      - When it is not set, the variable C(webex_client_secret) is used, then the environment variable
        E(WEBEX_CLIENT_SECRET).
    type: str
  refresh_token:
    description:
      - Refresh token of the integration. It dies when it is not used for 90 days.
      - When it is not set, the variable C(webex_refresh_token) is used, then the environment variable
        E(WEBEX_REFRESH_TOKEN).
    type: str
  token_cache:
    description:
      - File that keeps the refreshed access token, readable by its owner only, so that a play refreshes once.
      - The default is a file in C($XDG_CACHE_HOME/webex_wholesale) or C(~/.cache/webex_wholesale). Where that cannot
        be written, as without a home folder, every task refreshes, and a warning says so.
      - When it is not set, the variable C(webex_token_cache) is used, then the environment variable
        E(WEBEX_TOKEN_CACHE).
    type: path
  validate_certs:
    description:
      - Whether TLS certificates are verified.
      - When it is not set, the variable C(webex_validate_certs) is used.
    type: bool
    default: true
  ca_path:
    description:
      - Bundle of certificate authorities to trust instead of the default one.
      - When it is not set, the variable C(webex_ca_path) is used.
    type: path
  allow_http:
    description:
      - Allow plain HTTP to another machine than this one, which sends the token unencrypted.
      - When it is not set, the variable C(webex_allow_http) is used.
    type: bool
    default: false
  request_timeout:
    description:
      - Seconds without an answer after which one request is given up, and as many again for its whole body.
      - When it is not set, the variable C(webex_request_timeout) is used.
    type: float
    default: 60
  retry_timeout:
    description:
      - Seconds during which one request is repeated while Webex is busy, has a fault or does not answer, and of
        waiting in line after others were answered 429.
      - When it is not set, the variable C(webex_retry_timeout) is used.
    type: float
    default: 300
  requests_per_minute:
    description:
      - 'Requests per minute that Webex allows, when that is known. No minute has more of them, from the first one on:
        all tasks, forks and plays on this machine with the same credentials share them.'
      - 'With 0 the pace is found by trying: it becomes slower when a request is answered 429.'
      - When it is not set, the variable C(webex_requests_per_minute) is used.
    type: int
    default: 0
requirements:
  - requests
  - pydantic >= 2.6
  - email-validator
  - phonenumbers
  - pycountry
notes:
  - What these options do not say is taken from variables of the same names behind C(webex_), such as
    C(webex_api_url) and C(webex_validate_certs).
  - Runs inside the controller process, on the Python that runs Ansible; inventory hosts need no address and no Python.
    Set the variable C(webex_run_on) to V(host) to run on the host instead, for example with C(delegate_to) when only a
    bastion reaches Webex.
  - Proxies are taken from the environment.
"""

    SUB_PARTNER = r"""
options:
  sub_partner_org_id:
    description: Organization ID of the sub-partner on whose behalf the partner acts.
    type: str
"""

    WORKERS = r"""
options:
  workers:
    description:
      - Requests of one task that may be under way at once. All forks together have 64 at most.
      - When it is not set, the variable C(webex_workers) is used.
    type: int
    default: 8
"""
