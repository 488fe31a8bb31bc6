# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_drift_info: is one customer as it is declared, in all steps?

It runs the operations of the steps as far as their plan, up to the first that has something to do. It decides nothing:
whatever it cannot tell counts as drift, and the steps themselves then say it with their own words.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ansible.module_utils.parsing.convert_bool import boolean

from .._api.calling_locations import CallingLocationsApi
from .._api.numbers import NumbersApi
from .._api.subscribers import SubscribersApi
from .._client.client import Client
from .._client.errors import (
    AuthenticationError,
    ClientError,
    Locked,
    RateLimited,
    ServerFailure,
    SettingsError,
    Unreachable,
)
from .._client.read_once import ReadOnceClient
from .._client.settings import Settings
from .._reconcile.plan import Action
from .frame import Operation
from .provisioning import READY
from .rows import SHOWN
from .steps import STEPS, Step

# More users than that are worth beginning early.
ONE_PAGE = 100
# What the client has waited for in vain; the step would wait for it once more.
_WAITED_FOR = (Unreachable, AuthenticationError, RateLimited, Locked, ServerFailure, SettingsError)


class DriftOperation(Operation):
    """Compare one customer with its declaration.

    Inputs: `declaration` (variables by name), `known_customer` (as an earlier task returned it), `known_absent`,
    `skip_steps`.
    """

    bulk = True

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self._variables: dict[str, Any] = dict(self.inputs.get("declaration") or {})
        self._handed: dict[str, dict[str, Any]] = {}
        self._step = ""
        self._reason = ""
        self._different: Sequence[Action] = ()

    def client(self, check_mode: bool) -> Client | None:
        """A session that cannot write, and asks the same once."""
        return ReadOnceClient(Settings.from_params(self.inputs), check_mode=True)

    def read(self, client: Client) -> None:
        """Go through the steps, up to the first that has something to do."""
        if self.inputs.get("known_absent"):
            self._found("customer", "the customer is not there yet")
            return
        if boolean(self._variables.get("webex_setup_assist") or False, strict=False):
            self._found("setup_assist", "the request for Setup Assist is written with every run")
            return
        skipped = set(self.inputs.get("skip_steps") or ())
        steps = [step for step in STEPS if step.name not in skipped]
        if all(self._passes(client, step) for step in steps[:1]):
            with self._ahead(client, steps[1:]):
                all(self._passes(client, step) for step in steps[1:])

    def _passes(self, client: Client, step: Step) -> bool:
        try:
            self._look(client, step)
        except _WAITED_FOR:
            raise
        except Exception as error:
            self._found(step.name, str(error) or type(error).__name__)
        if self._step:
            # They come from the step itself then.
            self.warnings.clear()
        return not self._step

    @contextmanager
    def _ahead(self, client: Client, steps: Sequence[Step]) -> Iterator[None]:
        """With many users, begin to read what later steps need while the steps before them are looked at.

        For a few users the connections that it takes would cost more than they save.
        """
        customer = self._handed.get("customer", {}).get("customer") or {}
        names = {step.name for step in steps}
        count = self._user_count() if customer.get("org_id") and "users" in names else 0
        if count <= ONE_PAGE:
            yield
            return
        sub_partner = self._variables["webex_customer"].get("sub_partner_org_id")
        lists: list[Iterator[Any]] = [SubscribersApi(client, sub_partner).list(customer["id"], expected=count)]
        compare = self._variables.get("webex_compare_profile")
        if compare is None or boolean(compare, strict=False):
            lists.append(NumbersApi(client, customer["org_id"]).rows())
        if "locations" in names and self._variables.get("webex_locations") is not None:
            lists.append(CallingLocationsApi(client, customer["org_id"]).list())
        enough = threading.Event()

        def read(entries: Iterator[Any]) -> None:
            # The step asks again, and fails by itself.
            with suppress(ClientError):
                any(enough.is_set() for _entry in entries)

        with ThreadPoolExecutor(max_workers=len(lists)) as pool:
            pool.map(read, lists)
            try:
                yield
            finally:
                enough.set()

    def _user_count(self) -> int:
        """How many users are declared; of a file its lines below the first, which is near enough."""
        if self._variables.get("webex_users_file"):
            with suppress(OSError, ValueError):
                path = Path(str(self._variables["webex_users_file"]))
                return path.read_bytes().count(b"\n") - 1 if path.is_file() else 0
            return 0
        rows = self._variables.get("webex_users")
        # Something else is refused by the step.
        return len(rows) if isinstance(rows, list) else 0

    def _look(self, client: Client, step: Step) -> None:
        inputs = step.inputs(self._variables, self._handed)
        if inputs is None:
            return
        if step.name == "customer":
            inputs["known_customer"] = self.inputs.get("known_customer")
        if step.name == "admins":
            inputs["known_roles"] = self.inputs.get("known_roles")
        if step.name == "users":
            inputs["numbers_listed"] = "numbers" in self._handed
        operation = step.kind(inputs)
        operation.read(client)
        self._different = [action for action in operation.plan() if action.changes]
        objects = operation.objects()
        self._handed[step.name] = objects
        if self._different:
            self._found(step.name, f"{len(self._different)} differences")
            return
        status = objects["customer"]["status"] if step.name == "customer" else ""
        if status and status not in READY:
            self._found(step.name, f"the customer is {status}")
            return
        # Rows that cannot be compared are refused here.
        operation.forecast(client)
        self.warnings += operation.warnings

    def _found(self, step: str, reason: str) -> None:
        self._step, self._reason = step, reason

    def plan(self) -> Sequence[Action]:
        """Nothing is ever planned: the steps do that."""
        return ()

    def objects(self) -> dict[str, Any]:
        """Whether there is drift, and where it was found first."""
        return {
            "drift": bool(self._step),
            "step": self._step or None,
            "reason": self._reason or None,
            "differences": [action.to_dict() for action in self._different[:SHOWN]],
            "customer": self._handed.get("customer", {}).get("customer") or self.inputs.get("known_customer"),
        }
