# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that several modules take.

Generated from _declare/connection.py by `make generate`; change it there.
"""

from __future__ import annotations

from ansible.module_utils.basic import env_fallback

from .spec import Spec

CONNECTION = Spec(
    {
        "api_url": {
            "type": "str",
            "default": "https://webexapis.com/v1",
            "fallback": (env_fallback, ["WEBEX_API_URL"]),
        },
        "access_token": {"type": "str", "no_log": True, "fallback": (env_fallback, ["WEBEX_ACCESS_TOKEN"])},
        "client_id": {"type": "str", "fallback": (env_fallback, ["WEBEX_CLIENT_ID"])},
        "client_secret": {"type": "str", "no_log": True, "fallback": (env_fallback, ["WEBEX_CLIENT_SECRET"])},
        "refresh_token": {"type": "str", "no_log": True, "fallback": (env_fallback, ["WEBEX_REFRESH_TOKEN"])},
        "token_cache": {"type": "path", "no_log": False, "fallback": (env_fallback, ["WEBEX_TOKEN_CACHE"])},
        "validate_certs": {"type": "bool", "default": True},
        "ca_path": {"type": "path"},
        "allow_http": {"type": "bool", "default": False},
        "request_timeout": {"type": "float", "default": 60.0},
        "retry_timeout": {"type": "float", "default": 300.0},
        "requests_per_minute": {"type": "int", "default": 0},
    }
)

SUB_PARTNER = Spec({"sub_partner_org_id": {"type": "str"}})

WORKERS = Spec({"workers": {"type": "int", "default": 8}})
