# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What to do with an onboarding template: wanted against what is known of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._model.template import Template
from .plan import Action, Change, created, updated

KIND = "template"


def declared_fields(template: Template) -> dict[str, Any]:
    """The fields of the wizard as plain data, without the provisioning ID."""
    return template.model_dump(exclude={"provisioning_id"})


def plan_template(template: Template, known: Mapping[str, Any] | None) -> Action:
    """Plan creation, update or nothing.

    Parameters:
        template: The declaration; keys that the user did not write are not compared.
        known: Fields of the template as served or as last confirmed; None when there is nothing.
    """
    wanted = declared_fields(template)
    if known is None:
        return created(KIND, template.name, _flat({key: value for key, value in wanted.items() if value is not None}))
    before = _flat(known)
    after = _flat({key: wanted[key] for key in wanted if template.is_set(key)})
    fields = {
        key: Change(before.get(key), value)
        for key, value in after.items()
        if (before.get(key) or None) != (value or None)
    }
    return updated(KIND, template.name, fields)


def merged(template: Template, known: Mapping[str, Any]) -> dict[str, Any]:
    """The whole template to write: what the user did not write keeps its value."""
    wanted = declared_fields(template)
    return {key: value if template.is_set(key) else known.get(key, value) for key, value in wanted.items()}


def _flat(fields: Mapping[str, Any]) -> dict[str, Any]:
    """authentication: {method: saml} becomes authentication.method: saml."""
    flat: dict[str, Any] = {}
    for key, value in fields.items():
        if isinstance(value, Mapping):
            flat.update({f"{key}.{inner}": item for inner, item in value.items() if item is not None})
        else:
            flat[key] = value
    return flat
