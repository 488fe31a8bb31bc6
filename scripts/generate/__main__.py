# SPDX-License-Identifier: GPL-3.0-or-later
"""Generate code and documentation from the models: `make generate`; `make generated` checks that nothing is stale.

The models of plugins/module_utils/*/model.py are the only declaration of what a user may write. From them come the
argument specifications, the options and return values in the documentation of modules, the argument_specs of roles and
from those their README and metadata, the tables of docs/inventory.md, and the JSON schema for editors. The version
comes from galaxy.yml, and what ansible-test installs for unit tests from requirements.txt and pyproject.toml.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from . import pages, project, role_pages, roles, schema, specs
from .contract import connection, contract, settings
from .house import ROOT, modules, shared, tolerate_missing_specs
from .modules import document, fragment

Files = Iterator[tuple[Path, str]]


def files() -> Files:
    """All generated files with their content."""
    tolerate_missing_specs()
    yield from of_modules()
    yield from of_variables()
    yield ROOT / "plugins/module_utils/_client/version.py", project.version()
    yield ROOT / "tests/unit/requirements.txt", project.unit_requirements()


def of_modules() -> Files:
    """Specifications and documentation of modules."""
    groups = shared()
    for target, members in groupby(groups, key=lambda group: group.target):
        yield target, formatted(specs.shared_file(list(members)))
    for name, of_file in groupby(groups, key=lambda group: group.fragment.partition(".")[0]):
        path = ROOT / f"plugins/doc_fragments/{name}.py"
        yield path, fragment(list(of_file), path.read_text(encoding="utf-8"))
    found = modules()
    for package in sorted({module.package for module in found}):
        of_object = [module for module in found if module.package == package]
        yield ROOT / f"plugins/module_utils/{package}/options.py", formatted(specs.module_file(package, of_object))
    for module in found:
        yield module.path, document(module)


def of_variables() -> Files:
    """Descriptions of the inventory: pages, schema, roles."""
    reached, declared, behaviour = connection(), contract(), settings()
    yield ROOT / "plugins/schemas/inventory.json", schema.schema((*declared, *reached, *behaviour))
    page = pages.with_tables(pages.PAGE.read_text(encoding="utf-8"), pages.tables(declared, reached, behaviour))
    yield pages.PAGE, page
    common = role_pages.Shared.read()
    for role in roles.names():
        path, content = roles.argument_specs(role, declared, behaviour)
        yield path, roles.text_of(content)
        yield from role_pages.pages(role, content, common)


def formatted(code: str) -> str:
    """Formatted Python code."""
    ruff, name = str(Path(sys.executable).with_name("ruff")), str(ROOT / "plugins/generated.py")
    command = [ruff, "format", "--stdin-filename", name, "-"]
    return subprocess.run(command, input=code, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or list those that are stale."""
    parser = argparse.ArgumentParser(prog="generate", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file is stale")
    check = parser.parse_args(arguments).check
    stale = []
    for path, text in files():
        if path.is_file() and path.read_bytes() == text.encode():
            continue
        stale.append(str(path.relative_to(ROOT)))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
    for name in stale:
        print(f"{name} {'is stale: run make generate' if check else 'was written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
