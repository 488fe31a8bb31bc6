# SPDX-License-Identifier: GPL-3.0-or-later
"""Import the collection's tarball with Ansible Galaxy's own importer, and fail on its errors and warnings.

Galaxy refuses a collection with errors, and publishes its warnings.

Usage: python scripts/galaxy_import.py TARBALL
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections import Counter
from pathlib import Path

from galaxy_importer.collection import CollectionFilename, import_collection
from galaxy_importer.config import Config
from galaxy_importer.exceptions import ImporterError
from galaxy_importer.main import FILENAME_REGEXP

SETTINGS = {
    "check_changelog": True,
    "check_required_tags": True,
    "run_ansible_doc": True,
    "run_ansible_lint": True,
    "offline_ansible_lint": True,
    "run_ansible_test": False,  # needs a container; `make sanity` runs the same tests
    "run_flake8": False,  # a process for every file; `make ruff` has the same rules, on shorter lines
    "require_v1_or_greater": False,  # for certified collections only
}


class Complaints(logging.Handler):
    """Collects errors and warnings of the importer, each with the file or role that it was checking."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._doing = ""
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Take a message: the information before an error or warning names the file or role."""
        if record.levelno > logging.INFO:
            self.found.append(f"{self._doing}: {record.levelname}: {record.getMessage()}")
        else:
            self._doing = record.getMessage()


def galaxy_import(tarball: Path) -> tuple[Counter[str], list[str]]:
    """Import a tarball; return its contents by type, and all errors and warnings."""
    match = FILENAME_REGEXP.match(tarball.name)
    if not match:
        return Counter(), [f"ERROR: {tarball.name} is no name of a collection's tarball"]
    complaints = Complaints()
    logger = logging.getLogger("galaxy_importer")
    logger.setLevel(logging.INFO)
    logger.addHandler(complaints)
    # Outside of this folder: ansible-lint takes the files from git, which ignores the build folder.
    with tarball.open("rb") as file, tempfile.TemporaryDirectory(prefix="galaxy-import-") as folder:
        config = Config({**SETTINGS, "ansible_local_tmp": folder, "tmp_root_dir": folder})
        try:
            result = import_collection(file, CollectionFilename(*match.groups()), logger=logger, cfg=config)
        except ImporterError as problem:
            return Counter(), [*complaints.found, f"ERROR: {problem}"]
    return Counter(content["content_type"] for content in result["contents"]), complaints.found


def main(tarball: Path) -> int:
    """Import the tarball and print the result."""
    contents, complaints = galaxy_import(tarball)
    print(
        "\n".join(complaints) or f"Galaxy takes {tarball.name}: {contents['module']} modules, {contents['role']} roles"
    )
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
