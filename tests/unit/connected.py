# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a session, out of options as a task gives them."""

from __future__ import annotations

from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._client.settings import Settings
from ansible_collections.webex.wholesale.plugins.module_utils._declare.connection import Connection, Workers


class _Options(Connection, Workers):
    """Those of a module that works on many objects."""


def settings_of(**options: Any) -> Settings:
    """The settings.

    Parameters:
        options: As a task gives them; those that are left out have their defaults.
    """
    return Settings.of(_Options(**options))
