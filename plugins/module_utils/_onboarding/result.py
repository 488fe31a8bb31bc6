# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Results of the modules that read the whole declaration."""

from __future__ import annotations

from typing import Any

from .._declare.fields import key, like
from .._declare.returned import (
    ActionReturned,
    Actions,
    Calls,
    ProblemReturned,
    Returned,
    ToleratedReturned,
    declare_forecast,
    declare_tolerated,
)

_CHECKED = "success, without O(identities_only)"
_COMPARED = "when it was compared with O(plan_file)"


class DeclarationProblemReturned(ProblemReturned):
    """One mistake in the declarations of many customers."""

    shared_with: list[str] = key(
        "Other hosts that the mistake concerns as well; not there when it concerns no other one.", example=["globex"]
    )


class InventoryResult(Returned):
    """Result of webex_inventory."""

    hosts: list[str] = key(
        "Inventory hosts that were looked at, sorted.",
        returned="success, and with O(hosts) also with mistakes",
        example=["acme_pizza"],
    )
    customers: int = key("Number of customers that were read.", returned=_CHECKED, example=6)
    users: int = key("Number of users that were read.", returned=_CHECKED, example=340)
    admins: int = key("Number of administrators that were read.", returned=_CHECKED, example=8)
    templates: list[dict[str, Any]] = key(
        "The declared onboarding templates, each once, sorted by name, with the keys that were written.",
        returned=_CHECKED,
        example=[{"name": "gold-us", "country": "US"}],
    )
    template_customers: dict[str, Any] = key(
        [
            "By name of a template, one customer for each partner or sub-partner whose customers use it, with the keys "
            "that were written. The partner's own comes first. Of several it is the first by external ID, one that "
            "attaches an organization only when there is no other.",
            "For C(precheck_customers) of M(webex.wholesale.webex_onboarding_template).",
        ],
        returned=_CHECKED,
        example={"gold-us": [{"external_id": "acme-0001", "name": "Acme Pizza", "packages": ["webex_calling"]}]},
    )
    external_ids: list[str] = key(
        "External IDs of the customers that no sub-partner has, sorted.",
        returned=_CHECKED,
        example=["acme-0001", "globex-0001"],
    )
    user_counts: dict[str, int] = key(
        "Numbers of declared users by external ID, of the customers that no sub-partner has and that declare some.",
        returned=_CHECKED,
        example={"acme-0001": 12},
    )
    missing_when_new: dict[str, Any] = key(
        "By host, what the declaration lacks should Webex not have the customer yet, for O(webex.wholesale."
        "webex_customer#module:missing_when_new).",
        returned=_CHECKED,
        example={"acme_pizza": ["acme_pizza: webex_locations[1]: location Fremont cannot be made without address."]},
    )
    users_of_files: dict[str, Any] = key(
        "The users by host, for hosts that have C(webex_users_file) and ask for C(webex_setup_assist).",
        returned=_CHECKED,
        example={"acme_pizza": [{"email": "ana.diaz@acme.example", "package": "webex_calling"}]},
    )
    refused: dict[str, str] = key(
        "By host that a mistake concerns, what to tell it; empty when there is none.",
        returned="with O(by_host)",
        example={"acme_pizza": "1 mistake in the data:\n- acme_pizza: webex_customer: the host declares no customer."},
    )
    problems: list[DeclarationProblemReturned] = key("Every mistake.", returned="failure, or with O(by_host)")


class DriftResult(Calls):
    """Result of webex_drift_group, and a part of that of webex_drift_info."""

    drift: bool = key("Whether the steps have something to do, or something to say.", example=True)
    step: str | None = key(
        "The first step that has something to do; null without drift.", returned="success", example="users"
    )
    reason: str | None = key("Why it counts as drift; null without drift.", returned="success", example="1 differences")
    differences: list[dict[str, Any]] = key(
        "What this step would do, the first 20.",
        returned="success",
        example=[
            {
                "kind": "user",
                "identity": "ana.diaz@acme.example",
                "action": "update",
                "fields": {"title": {"from": "Cook", "to": "Chef"}},
            }
        ],
    )
    customer: dict[str, Any] | None = key(
        "The customer, with the keys that M(webex.wholesale.webex_customer) returns; null while it is unknown.",
        returned="success",
    )
    record: dict[str, Any] = key(
        "What is to be remembered of the customer, as M(webex.wholesale.webex_customer) returns it; the same as before "
        "when there is drift.",
        returned="when O(record) is given or found",
    )
    tolerated: list[ToleratedReturned] = declare_tolerated()


class DriftInfoResult(DriftResult):
    """Result of webex_drift_info."""

    audit_events: list[dict[str, Any]] = key(
        "What Webex's audit log has about what differs, of each object the last three events, the most recent first: "
        "C(kind), C(identity), C(at), C(who), and C(what) in Webex's words.",
        returned="with O(audit) and drift",
        example=[
            {
                "kind": "user",
                "identity": "ana.diaz@acme.example",
                "at": "2026-11-27T15:18:43.000Z",
                "who": "Kim Ray <kim.ray@acme.example>",
                "what": "Kim Ray updated user ana.diaz@acme.example",
            }
        ],
    )
    not_compared: list[str] = key(
        "Steps that could not be compared, of those that were looked at. They count as drift.", example=[]
    )
    difference_lines: list[str] = key(
        "The same in words, a line each.",
        returned="with O(all_differences)",
        example=["user ana.diaz@acme.example: title is Cook, declared is Chef"],
    )
    all_differences: list[dict[str, Any]] = key(
        [
            "Every difference in the order of the steps: C(step), and C(kind), C(identity) and C(action) of the "
            "object. For an update one row for each field, with C(field), C(from) as Webex has it, and C(to) as it is "
            "declared; otherwise these are null.",
            "C(reason) says why something cannot be done. A step that cannot be compared is one row, of C(step) and "
            "C(reason).",
        ],
        returned="with O(all_differences)",
        example=[
            {
                "step": "users",
                "kind": "user",
                "identity": "ana.diaz@acme.example",
                "action": "update",
                "field": "title",
                "from": "Cook",
                "to": "Chef",
                "reason": None,
            }
        ],
    )


class FailedRowReturned(Returned):
    """One object that failed."""

    kind: str = like(ActionReturned, "kind")
    identity: str = like(ActionReturned, "identity")
    error: str = key("Why it failed, in Webex's words with its error code and tracking ID where they are known.")


class SetupResult(Actions):
    """The values that webex_customer_setup returns."""

    forecast: int = declare_forecast()
    locations: list[dict[str, Any]] = key(
        "Locations that changed or failed, as M(webex.wholesale.webex_locations) returns them."
    )
    location_ids: dict[str, Any] | None = key(
        "IDs of all locations by name; null where the declaration does not manage locations."
    )
    connections: list[dict[str, Any]] = key(
        "PSTN connections that changed or failed, as M(webex.wholesale.webex_pstn) returns them."
    )
    numbers: list[dict[str, Any]] = key(
        "What happened to the numbers of each location, as M(webex.wholesale.webex_phone_numbers) returns it in "
        "C(locations)."
    )
    users: list[dict[str, Any]] = key(
        "Users that changed or failed, as M(webex.wholesale.webex_users) returns them.",
        example=[{"email": "ana.diaz@acme.example", "action": "create", "status": "provisioned"}],
    )
    admins: list[dict[str, Any]] = key(
        "Administrators that changed or failed, as M(webex.wholesale.webex_admin_roles) returns them."
    )
    record: dict[str, Any] = key(
        "What is to be remembered: what was given, with the announcement languages of the locations that are as "
        "declared by now.",
        returned="with O(record), given or found",
    )
    summary: dict[str, Any] = key(
        [
            "By kind - C(locations), C(connections), C(numbers), C(users), C(admins), and C(customer) for its "
            "packages - how many objects are created, updated, deleted and left as they are, or would be.",
            "An object that several steps change counts once.",
        ],
        example={"users": {"create": 3, "update": 1, "delete": 0, "none": 12}},
    )
    undeclared: dict[str, int] = key(
        [
            "How many C(locations), C(numbers), C(users) and C(admins) are there that are not declared, and stay.",
            "Kinds that are not declared at all, or that were not read completely, are left out: there is no further "
            "request for it. It has no effect on whether the task is changed.",
        ],
        example={"locations": 0, "numbers": 2, "users": 3},
    )
    failed_rows: list[FailedRowReturned] = key("Everything that failed, or would, in the order of the steps.")
    tolerated: list[ToleratedReturned] = declare_tolerated()


class PlanDifferenceReturned(Returned):
    """One object in which the plan of now and the saved one differ."""

    address: str = key("Customer, kind and name of the object.", example="customer:acme-0001/number:+14085550101")
    difference: str = key("V(missing), V(added) or V(changed), seen from the saved plan.", example="added")
    saved: list[dict[str, Any]] = key("Actions of the saved plan.")
    now: list[dict[str, Any]] = key("Actions of the plan of now.")


class CustomerPlanResult(Calls):
    """The values that webex_customer_plan returns."""

    plan: dict[str, Any] | None = key(
        "The plan of the customer, as the file has it.",
        example={"address": "customer:acme-0001", "steps": ["users"], "actions": [], "failures": {}},
    )
    customer_actions: list[dict[str, Any]] = key(
        "What would be done to the customer, for C(planned_actions) of M(webex.wholesale.webex_customer)."
    )
    setup_actions: list[dict[str, Any]] = key(
        "What would be done below it, for C(planned_actions) of M(webex.wholesale.webex_customer_setup)."
    )
    differences: list[PlanDifferenceReturned] = key("Where the plan of now is not the saved one.", returned=_COMPARED)
    done_already: list[str] = key(
        "Addresses of the saved plan of which everything or a part is done, such as by a run that was killed.",
        returned=_COMPARED,
        example=["customer:acme-0001/location:Fremont"],
    )
    nothing_left: bool = key("Nothing of the saved plan is left to be done.", returned=_COMPARED, example=False)
    tolerated: list[ToleratedReturned] = declare_tolerated()


class PlanFileResult(Calls):
    """The values that webex_plan_file returns."""

    totals: dict[str, int] = key(
        "How many customers and actions the plan has, how many of these are refused, and how many requests it takes, "
        "about.",
        returned="with O(stage=join) or O(stage=check)",
        example={"customers": 2, "create": 3, "update": 1, "delete": 0, "refused": 0, "requests": 24},
    )
