# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What webex_onboarding_template returns."""

from __future__ import annotations

from typing import Any

from .._declare.fields import key
from .._declare.returned import Actions, Returned


class PrecheckReturned(Returned):
    """The verdict of Webex's precheck."""

    verdict: str = key(
        "V(usable), V(refused), V(unclear) when Webex objects to something else than the ID, or V(not_asked).",
        example="usable",
    )
    detail: str = key(
        "Whose data it was asked with and what Webex said, or why it was not asked.",
        example="asked for customer acme-0001",
    )


class TemplateResult(Actions):
    """Result of webex_onboarding_template."""

    template: dict[str, Any] | None = key(
        "The template; null when it is absent.",
        example={
            "name": "gold-us",
            "driver": "manual",
            "provisioning_id": "ZjViMzYxODctYzhkZC00NzI3LThiMmYtZjljNDQ3ZjI5MDQ2",
            "country": "US",
        },
    )
    drift: dict[str, Any] = key(
        "Fields of the declaration that differ from the record, with C(from) and C(to). Empty with O(driver=rest).",
        example={"brand_name": {"from": "Provider Voice", "to": "Provider Voice Plus"}},
    )
    manual_steps: list[str] = key(
        "What a person has to do in Partner Hub, in order. Empty when there is nothing to do."
    )
    precheck: PrecheckReturned | None = key(
        "What Webex's precheck says about the provisioning ID; null when the template is absent.",
        returned="with O(driver=manual)",
    )
