# SPDX-License-Identifier: GPL-3.0-or-later
"""Running the operation behind a module as the module does: options validated by Ansible, then the frame."""

from __future__ import annotations

from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.webex.wholesale.plugins.module_utils._declare.spec import Spec
from ansible_collections.webex.wholesale.plugins.module_utils._engine.operation import Operation
from ansible_collections.webex.wholesale.plugins.module_utils._engine.result import Result
from ansible_collections.webex.wholesale.plugins.module_utils._engine.runner import run
from ansible_collections.webex.wholesale.tests.unit.returned import undeclared
from ansible_collections.webex.wholesale.tests.unit.samples import CONNECTION


def run_module(
    kind: type[Operation],
    spec: Spec,
    options: dict[str, Any],
    *,
    check_mode: bool = False,
    hidden: dict[str, Any] | None = None,
) -> Result:
    """Return the result; options that Ansible itself refuses fail the test, and so does a result nobody described.

    Parameters:
        hidden: Options of the model that the module does not have.
    """
    written = {**(CONNECTION if "api_url" in spec.options else {}), **options}
    kwargs = spec.to_kwargs()
    kwargs.pop("supports_check_mode")
    validated = ArgumentSpecValidator(**kwargs).validate(written)
    assert not validated.error_messages
    inputs = spec.inputs(validated.validated_parameters, written)
    result = run(kind, {**inputs, **(hidden or {})}, check_mode=check_mode)
    # Operations without a model of their result describe it by hand.
    if hasattr(kind, "RESULT"):
        assert list(undeclared(kind.RESULT, result.objects)) == []
    return result
