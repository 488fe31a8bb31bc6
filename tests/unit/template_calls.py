# SPDX-License-Identifier: GPL-3.0-or-later
"""Running webex_onboarding_template, and the fields of a template."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._templates.operation import TemplateOperation
from ansible_collections.webex.wholesale.plugins.module_utils._templates.options import ONBOARDING_TEMPLATE
from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module

FIELDS = {
    **samples.TEMPLATE,
    "cloud_connected_pstn_provider": None,
    "authentication": {"method": "webex", "idp_entity_id": None},
    "brand_name": None,
    "allow_admin_invite_emails": False,
    "allow_webex_calls": False,
}


def run(options, check_mode=False):
    return run_module(TemplateOperation, ONBOARDING_TEMPLATE, options, check_mode=check_mode)


def verb(result):
    (action,) = result.actions
    return action["action"]
