# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of modules that wait for provisioning."""

from __future__ import annotations

from .._declare.fields import key
from .._declare.options import Options


class Waiting(Options):
    """How long to wait for Webex. Each module has `wait` itself, since the defaults differ."""

    wait_timeout: float = key(
        "Seconds to wait for Webex to build, change or remove the customer. Minutes are usual.",
        default=900.0,
        unit="seconds",
    )
    review_timeout: float = key(
        "Seconds to wait on top while denied-party screening (V(pending_rpl_review)) runs. Webex publishes no "
        "duration.",
        default=1800.0,
        unit="seconds",
    )
    poll_interval: float = key(
        "Seconds between the first two looks; grows by half each time, up to 30.", default=5.0, unit="seconds"
    )
    accept_errors: bool = key(
        "Take a customer that is V(provisioned_with_errors) as good enough, with a warning, and go on when Webex "
        "refuses a change of a customer in use.",
        default=False,
    )
