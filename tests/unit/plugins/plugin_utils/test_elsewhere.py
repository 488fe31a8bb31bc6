# SPDX-License-Identifier: GPL-3.0-or-later
"""Which external ids the other hosts of the inventory declare."""

from __future__ import annotations

from ansible.errors import AnsibleError

from ansible_collections.webex.wholesale.plugins.plugin_utils._elsewhere import declared_elsewhere

SUB = "0f1e2d3c-4b5a-4697-8877-a0b1c2d3e4f5"


class Broken(dict):
    """Variables with an expression that cannot be worked out."""

    def get(self, _name, _default=None):
        raise AnsibleError("no")


VARIABLES = {
    "inventory_hostname": "own",
    "groups": {"all": ["own", "one", "twin", "of_sub", "broken", "nobody", "gone"]},
    "hostvars": {
        "own": {"webex_customer": {"external_id": "mine"}},
        "one": {"webex_customer": {"external_id": "a"}},
        "twin": {"webex_customer": {"external_id": "a"}},
        "of_sub": {"webex_customer": {"external_id": "b", "sub_partner_org_id": SUB.upper()}},
        "broken": Broken(),
        "nobody": {},
    },
}


def test_the_partners_own_customers():
    assert declared_elsewhere(VARIABLES, "") == {"a": "one"}


def test_customers_of_a_sub_partner():
    assert declared_elsewhere(VARIABLES, SUB) == {"b": "of_sub"}


def test_no_inventory():
    assert declared_elsewhere({}, "") == {}
