# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan for an onboarding template: declaration compared with record or service. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from .._declare.called import called
from .._engine.plan import Action, Change, Plan, Row, created, deleted, updated
from .._engine.refusal import Refused
from .model import Template
from .partner_hub import steps_to_create, steps_to_delete, steps_to_update
from .present import Record, ServedTemplate

KIND = "template"
K = TypeVar("K", Record, ServedTemplate)
TemplateRow = Row[Template, K]


@dataclass(frozen=True)
class TemplatePlan(Plan[TemplateRow[K]]):
    """The plan for one template.

    Attributes:
        drift: Differences from the record that only a person can resolve.
        steps: What a person has to do in Partner Hub, in order.
    """

    drift: Mapping[str, Change] = field(default_factory=dict)
    steps: tuple[str, ...] = ()

    @property
    def row(self) -> TemplateRow[K]:
        """The row."""
        return self.rows[0]


def plan_recorded(name: str, template: Template | None, record: Record | None, *, confirmed: bool) -> TemplatePlan[Any]:
    """Plan for a template in Partner Hub: a new ID or a confirmation changes the record.

    Parameters:
        template: The declaration; None for a removal.
        record: The record of the last confirmation; None when there is none.
        confirmed: A person says that Partner Hub has what is declared. Otherwise differences are only reported.
    """
    if template is None:
        if record is None:
            return TemplatePlan((Row(Action(KIND, name, "none")),))
        action = deleted(KIND, name, {"provisioning_id": record.provisioning_id})
        return TemplatePlan(rows=(Row(action, None, record),), steps=tuple(steps_to_delete(name)))
    if record is None:
        steps = () if template.provisioning_id else tuple(steps_to_create(template))
        return TemplatePlan(rows=(Row(plan_template(template, None), template),), steps=steps)
    fields = dict(plan_template(template, record.fields).fields)
    if template.provisioning_id and template.provisioning_id != record.provisioning_id:
        fields["provisioning_id"] = Change(record.provisioning_id, template.provisioning_id)
    if "provisioning_id" in fields or confirmed or not fields:
        row = Row(updated(KIND, name, fields), template, record)
        return TemplatePlan((row,), warnings=_other_id(name, fields.get("provisioning_id")))
    warning = (
        f"template {name} is declared differently from what was confirmed: {', '.join(sorted(fields))}. "
        "Change it in Partner Hub (see manual_steps), then run with "
        f"{called('confirmed', 'true', variable='webex_templates_confirmed')}."
    )
    return TemplatePlan(
        rows=(Row(Action(KIND, name, "none"), template, record),),
        warnings=(warning,),
        drift=fields,
        steps=tuple(steps_to_update(template, fields)),
    )


def _other_id(name: str, change: Change | None) -> tuple[str, ...]:
    """Webex takes an ID only when it makes a customer."""
    if change is None:
        return ()
    return (
        f"template {name} has the provisioning ID {change.after}, and had {change.before}. New customers are made with "
        "it; customers that are there keep what the former template gave them, such as sign-in and branding: where "
        "that has to change, do it in Control Hub or Partner Hub. Reported until a run has recorded it.",
    )


def plan_served(name: str, template: Template | None, served: ServedTemplate | None) -> TemplatePlan[Any]:
    """Plan for a template of a service.

    Parameters:
        template: The declaration; None for a removal.
        served: The template of the service; None when it has none.

    Raises:
        Refused: The service has another provisioning ID than the declaration.
    """
    if template is None:
        known = {"provisioning_id": served.provisioning_id} if served else {}
        action = deleted(KIND, name, known) if served else Action(KIND, name, "none")
        return TemplatePlan((Row(action, None, served),))
    if template.provisioning_id and (served is None or served.provisioning_id != template.provisioning_id):
        there = f"has {served.provisioning_id}" if served else "does not exist there"
        raise Refused(
            f"template {name}: the declared provisioning ID {template.provisioning_id} is not that of the service's "
            f"template, which {there}. With driver rest the service gives the ID: remove provisioning_id."
        )
    action = plan_template(template, served.fields if served else None)
    return TemplatePlan((Row(action, template, served),))


def declared_fields(template: Template) -> dict[str, Any]:
    """The fields of the wizard as plain data, without the provisioning ID."""
    return template.model_dump(exclude={"provisioning_id"})


def plan_template(template: Template, known: Mapping[str, Any] | None) -> Action:
    """Plan creation, update or nothing.

    Parameters:
        template: The declaration; keys that the user did not write are not compared.
        known: Fields of the present template; None when there is none.
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
