# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules, their options, and the groups of options that several of them share."""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._declare.options import Options
from ansible_collections.webex.wholesale.plugins.module_utils._declare.returned import Returned
from ansible_collections.webex.wholesale.plugins.module_utils._declare.spec import Spec

ROOT = Path(__file__).parents[2]
UTILS = "ansible_collections.webex.wholesale.plugins.module_utils"
# Model of options, name of its specification, doc fragment that describes it. `make generate` writes both.
SHARED = (
    ("_declare.connection", "Connection", "CONNECTION", "_connection"),
    ("_declare.connection", "SubPartner", "SUB_PARTNER", "_connection.sub_partner"),
    ("_declare.connection", "Workers", "WORKERS", "_connection.workers"),
    ("_customers.reference", "CustomerReference", "CUSTOMER_REFERENCE", "_customer"),
    ("_customers.reference", "PlannedCustomer", "PLANNED_CUSTOMER", "_customer.planned"),
    ("_customers.waiting", "Waiting", "WAITING", "_waiting"),
    ("_locations.model", "KnownLocations", "KNOWN_LOCATIONS", "_known.locations"),
    ("_admins.model", "KnownRoles", "KNOWN_ROLES", "_known.roles"),
    ("_engine.reviewed", "ReviewedActions", "REVIEWED_ACTIONS", "_known.actions"),
    ("_engine.tolerated", "ToleratedDifferences", "TOLERATED_DIFFERENCES", "_known.tolerated"),
    ("_users.model", "ManagedUsers", "MANAGED_USERS", "_users"),
    ("_onboarding.drift_check", "DriftCheck", "DRIFT_CHECK", "_drift"),
)


@dataclass(frozen=True)
class Shared:
    """Options that several modules take.

    Attributes:
        module: Where the model is, below module_utils.
        model: The model.
        spec: Name of the specification.
        fragment: Name of the doc fragment: file, and after a dot the part of it.
    """

    module: str
    model: type[Options]
    spec: str
    fragment: str

    @property
    def package(self) -> str:
        """The folder of the model."""
        return self.module.partition(".")[0]

    @property
    def source(self) -> str:
        """The file of the model."""
        return f"{self.module.replace('.', '/')}.py"

    @property
    def target(self) -> Path:
        """The file of the specification."""
        return ROOT / "plugins/module_utils" / f"{self.module.replace('.', '/')}_options.py"

    def spec_module(self, package: str) -> str:
        """The module to import it from, as a file of this folder writes it."""
        name = self.module.partition(".")[2] + "_options"
        return f".{name}" if package == self.package else f"..{self.package}.{name}"

    @property
    def own(self) -> set[str]:
        """The options that the model itself declares."""
        return {name for name in self.model.__annotations__ if name in self.model.model_fields}

    @property
    def has_rules(self) -> bool:
        """Whether the model itself has rules between options."""
        return "RULES" in vars(self.model)


@dataclass(frozen=True)
class Module:
    """One module: its name, the models of its options and of its result, and the shared groups among them."""

    name: str
    path: Path
    package: str
    source: str
    model: type[Options]
    result: type[Returned]
    shared: tuple[Shared, ...]

    @property
    def spec(self) -> str:
        """Name of its argument specification."""
        return self.name.removeprefix("webex_").upper()

    @property
    def rules(self) -> Mapping[str, Any]:
        """Its own rules between options."""
        return vars(self.model).get("RULES", {})


class _NotYetGenerated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Replaces specifications that were not generated yet: those of a new object."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        """Find a module of specifications that no other finder has found."""
        if fullname.startswith(f"{UTILS}.") and fullname.endswith("options"):
            return importlib.machinery.ModuleSpec(fullname, self)
        return None

    def create_module(self, spec: Any) -> Any:
        """Create a module in which every name is an empty specification."""
        module = types.ModuleType(spec.name)
        module.__getattr__ = lambda name: Spec({})  # type: ignore[method-assign]
        return module

    def exec_module(self, module: Any) -> None:
        """Do nothing: the module has no code."""


def tolerate_missing_specs() -> None:
    """Allow operations to be imported before their specifications were generated."""
    sys.meta_path.append(_NotYetGenerated())


def shared() -> list[Shared]:
    """All groups of options."""
    found = []
    for module, name, spec, fragment in SHARED:
        if (ROOT / "plugins/module_utils" / f"{module.replace('.', '/')}.py").is_file():
            model = getattr(importlib.import_module(f"{UTILS}.{module}"), name, None)
            if model is not None:
                found.append(Shared(module, model, spec, fragment))
    return found


def modules() -> list[Module]:
    """All modules with their operations."""
    groups = shared()
    found = []
    for path in _module_files():
        place, name = _operation(path)
        operation = getattr(importlib.import_module(f"{UTILS}.{place}"), name)
        if not hasattr(operation, "RESULT"):
            continue
        model = operation.OPTIONS
        package = place.partition(".")[0]
        source = model.__module__.removeprefix(f"{UTILS}.").replace(".", "/") + ".py"
        among = tuple(group for group in groups if issubclass(model, group.model))
        found.append(Module(path.stem, path, package, source, model, operation.RESULT, among))
    return found


def _module_files() -> list[Path]:
    return sorted((ROOT / "plugins/modules").glob("webex_*.py"))


def _operation(path: Path) -> tuple[str, str]:
    """The import of a module's operation: module and name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("module_utils."):
            for alias in node.names:
                if alias.name.endswith("Operation"):
                    return node.module.removeprefix("module_utils."), alias.name
    raise SystemExit(f"{path}: no Operation is imported.")
