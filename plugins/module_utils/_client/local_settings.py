# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings of this machine that keep every request from being sent: certificates and proxies, named in words."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from .._declare.called import called

# In the order in which requests looks at them.
_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def trust_setting(ca_path: str | None) -> str:
    """The setting that names the certificate authorities, where it is one of the environment; otherwise the option."""
    return next((name for name in _BUNDLES if os.environ.get(name) and not ca_path), called("ca_path"))


def missing_bundle(ca_path: str | None) -> str:
    """That the file of certificate authorities is missing, with the remedy; empty when it is there.

    Parameters:
        ca_path: The option.
    """
    setting = trust_setting(ca_path)
    path = ca_path or os.environ.get(setting, "")
    if not path or os.path.exists(path):
        return ""
    return f"{setting} names {path}, which is not on this machine. Correct the path, or remove {setting}."


def unusable_proxy(url: str, api_option: str) -> str:
    """Why the proxy for this address cannot be used, with the remedy; it is not quoted, since it may hold a password.

    Parameters:
        url: Address of the request.
        api_option: The option to check where no proxy is set for it.
    """
    name = _proxy_setting(urlsplit(url).scheme)
    if not name:
        return f"its address cannot be used. Check {called(api_option)}."
    if os.environ[name].lower().startswith("socks"):
        return (
            f"{name} names a SOCKS proxy, which needs the Python library PySocks. Install it where this task runs "
            "(python -m pip install PySocks), or name an HTTP proxy."
        )
    return f"{name} does not name a proxy that can be used. Write it in the form http://proxy.example:3128."


def refused_by_proxy(url: str) -> str:
    """That the proxy wants a login, with the remedy.

    Parameters:
        url: Address of the request.
    """
    name = _proxy_setting(urlsplit(url).scheme) or "proxy"
    return f"the proxy wants another login (407). Correct user name and password in {name}."


def _proxy_setting(scheme: str) -> str:
    """The environment variable that names the proxy; empty when there is none."""
    for wanted in (f"{scheme}_proxy", "all_proxy"):
        names = sorted((name for name, value in os.environ.items() if name.lower() == wanted and value), reverse=True)
        if names:
            return names[0]  # small letters come first, as in requests
    return ""
