# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The external ids that other hosts of the inventory declare."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ansible.errors import AnsibleError

from ..module_utils._declare.webex_ids import key_of
from ..module_utils._onboarding.identity import identity_of
from ._plain import plain


def declared_elsewhere(variables: Mapping[str, Any], sub_partner: str) -> dict[str, str]:
    """The external ids that other hosts of the whole inventory declare, and by which host.

    It templates variables of every host, which takes a second for some hundred hosts: use it only when an external id
    is about to change.

    Parameters:
        variables: Of the task.
        sub_partner: Organization id of the sub-partner whose customers are meant; empty for the partner's own.
    """
    found: dict[str, str] = {}
    for host in (variables.get("groups") or {}).get("all") or ():
        if host == variables.get("inventory_hostname"):
            continue
        # A variable that cannot be templated is a mistake of that host, and reported there.
        with suppress(KeyError, AnsibleError):
            own = identity_of(host, {"webex_customer": plain(variables["hostvars"][host].get("webex_customer"))})
            if own.external_id and own.sub_partner == key_of(sub_partner):
                found.setdefault(own.external_id, host)
    return found
