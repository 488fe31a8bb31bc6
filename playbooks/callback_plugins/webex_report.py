# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ansible loads what lies here with the playbooks beside it, so the report needs no configuration."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.callback import report

# Ansible reads it when the plugin is loaded.
DOCUMENTATION = report.DOCUMENTATION


class CallbackModule(report.CallbackModule):
    """See the callback plugin webex.wholesale.report."""

    CALLBACK_NAME = "webex_report"
    CALLBACK_NEEDS_ENABLED = False
