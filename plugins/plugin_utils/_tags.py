# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The steps of a customer that the tags of a run ask for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..module_utils._onboarding.setup_plan import ORDER, PACKAGES

STEPS = (PACKAGES, *ORDER)
# Tags that mean all steps: Ansible's, and that of the role.
_ALL = {"all", "tagged", "setup"}


def chosen(asked: Collection[str], skipped: Collection[str]) -> list[str]:
    """The steps that tags ask for.

    Parameters:
        asked, skipped: As of ansible-playbook's options --tags and --skip-tags.
    """
    everything = not asked or bool(_ALL.intersection(asked))
    return [step for step in STEPS if (everything or step in asked) and step not in skipped]


def chosen_steps(variables: Mapping[str, Any]) -> list[str]:
    """The steps that the tags of this run ask for.

    Parameters:
        variables: Of the host, with Ansible's own.
    """
    return chosen(list(variables.get("ansible_run_tags") or ()), list(variables.get("ansible_skip_tags") or ()))
