# SPDX-License-Identifier: GPL-3.0-or-later
"""Read the documentation of every module, plugin and role out of an installed collection, as a user's ansible-doc does.

Usage: python scripts/check_docs.py COLLECTIONS_PATH
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

COLLECTION = "webex.wholesale"
PLUGIN_KINDS = {"module": "modules", "inventory": "inventory", "lookup": "lookup", "filter": "filter", "test": "test"}


def documented(kind: str, names: list[str]) -> dict[str, dict]:
    """What ansible-doc knows about these plugins, by full name; its own error message when it fails."""
    command = ["ansible-doc", "--json", "-t", kind, *names]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        sys.exit(f"{' '.join(command)}\n{answer.stderr or answer.stdout}")
    return json.loads(answer.stdout)


def main(collections: Path) -> int:
    """Compare the files of the collection with what ansible-doc shows and print what is missing."""
    root = collections / "ansible_collections" / Path(*COLLECTION.split("."))
    os.environ["ANSIBLE_COLLECTIONS_PATH"] = str(collections.resolve())
    if not (root / "MANIFEST.json").is_file():
        sys.exit(f"{COLLECTION} is not installed in {collections}")
    missing = []
    counts = []
    for kind, folder in PLUGIN_KINDS.items():
        names = sorted(f"{COLLECTION}.{path.stem}" for path in (root / "plugins" / folder).glob("[!_]*.py"))
        if kind in ("filter", "test"):  # one file holds many; each is documented beside it
            names = sorted(f"{COLLECTION}.{path.stem}" for path in (root / "plugins" / folder).glob("*.yml"))
        known = documented(kind, names) if names else {}
        missing += [f"{kind} {name}" for name in names if not known.get(name, {}).get("doc")]
        counts.append(f"{len(names)} {kind}s" if kind != "inventory" else f"{len(names)} inventory plugins")
    roles = sorted(f"{COLLECTION}.{path.name}" for path in (root / "roles").glob("[!_]*") if path.is_dir())
    known = documented("role", roles) if roles else {}
    missing += [f"role {name}" for name in roles if not known.get(name, {}).get("entry_points")]
    print(f"ansible-doc shows {', '.join(counts)}, {len(roles)} roles")
    for name in missing:
        print(f"no documentation: {name}")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
