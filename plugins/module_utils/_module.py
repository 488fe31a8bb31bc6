# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Running an operation as a module, in the Python of the host."""

from __future__ import annotations

import copy
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ._declare.spec import Spec
from ._declare.written import convertible, mistakes, without_nulls
from ._engine.operation import Operation
from ._engine.runner import run


class WrittenModule(AnsibleModule):
    """An AnsibleModule that keeps the options as they were written.

    Validation by Ansible fills absent keys with null, and absent and null differ here.
    """

    written: dict[str, Any]
    params: dict[str, Any]

    def _load_params(self) -> None:
        super()._load_params()
        written = without_nulls(self.argument_spec, self.params)
        self.written = copy.deepcopy(written)
        self.params = convertible(self.argument_spec, written)


def finish(module: WrittenModule, spec: Spec, operation: type[Operation]) -> None:
    """Run the operation with the module's options and end the module with its result."""
    inputs = spec.inputs(module.params, module.written)
    found = mistakes(spec, module.written)
    result = run(operation, inputs, check_mode=module.check_mode, mistakes=found)
    data = result.to_dict()
    if not module._diff:
        data.pop("diff", None)
    if result.failed:
        module.fail_json(**data)
    module.exit_json(**data)
