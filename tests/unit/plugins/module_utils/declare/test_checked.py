# SPDX-License-Identifier: GPL-3.0-or-later
"""Options for an operation that another one runs: what the module would refuse is a mistake, and never a crash."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.checked import checked
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._declare.spec import Spec

INNER = {"type": "dict", "options": {"line1": {"type": "str", "required": True}}}
SPEC = Spec(
    {
        "name": {"type": "str", "required": True},
        "mode": {"type": "str", "choices": ["all", "some"], "default": "all"},
        "count": {"type": "int"},
        "office": {"type": "dict", "options": {"address": INNER}},
    },
    raw=("office",),
)


def test_defaults_are_filled_in():
    assert checked(SPEC, {"name": "Acme", "count": "3"}) == {"name": "Acme", "mode": "all", "count": 3}


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({}, "missing required arguments: name"),
        ({"name": "Acme", "mode": "sometimes"}, "value of mode must be one of: all, some, got: sometimes"),
        ({"name": "Acme", "count": "many"}, "count"),
        ({"name": "Acme", "nome": "x"}, "nome"),
        ({"name": 5}, "name"),
    ],
)
def test_what_a_module_refuses_is_a_mistake(written, words):
    with pytest.raises(InputError, match=words):
        checked(SPEC, written)


@pytest.mark.parametrize("address", [5, ["x"], {}, {"line1": []}])
def test_what_is_inside_raw_data_is_left_to_the_model(address):
    assert checked(SPEC, {"name": "Acme", "office": {"address": address}})["office"] == {"address": address}
