# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options checked and completed as Ansible does it for a module, for operations that run others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from .connection_options import CONNECTION
from .problem import InputError, Problem
from .spec import Spec
from .written import mistakes, without_nulls


def checked(spec: Spec, written: Mapping[str, Any], bulk: Collection[str] = ()) -> dict[str, Any]:
    """The inputs of an operation out of options, without those of the connection.

    Parameters:
        spec: Specification of the module.
        written: Options as a task would write them.
        bulk: Long lists, which only the models validate.

    Raises:
        InputError: The module would refuse them.
    """
    written = without_nulls(spec.options, written)
    found = mistakes(spec, written)
    if found:
        raise InputError(found)
    options = {
        # The models say what is wrong inside raw data; Ansible stops where a nested option is no mapping.
        key: {name: fact for name, fact in option.items() if name != "options"} if key in spec.raw else option
        for key, option in spec.options.items()
        if key not in CONNECTION.options
    }
    short = {key: [] if key in bulk and value is not None else value for key, value in written.items()}
    result = ArgumentSpecValidator(options, **spec.rules).validate(short)
    if result.error_messages:
        raise InputError(
            [Problem((), f"{message.rstrip('.')}.", "Correct the option.") for message in result.error_messages]
        )
    return spec.inputs(result.validated_parameters, written)
