# SPDX-License-Identifier: GPL-3.0-or-later
"""What ships holds together: in the collection's tarball no link leads to a file that stayed behind."""

from __future__ import annotations

import posixpath
import subprocess
import tarfile

import pytest

from .pages import LINK
from .support import PROGRAMS, ROOT


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Build the tarball and return what is in it: text by path; folders and pictures are empty."""
    folder = tmp_path_factory.mktemp("tarball")
    command = [PROGRAMS / "ansible-galaxy", "collection", "build", "--output-path", folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.tar.gz")
    found = {}
    with tarfile.open(file) as tarball:
        for member in tarball:
            stream = tarball.extractfile(member) if member.name.endswith(".md") else None
            found[member.name] = stream.read().decode() if stream else ""
    return found


def test_links_of_shipped_pages_lead_to_shipped_files(shipped: dict[str, str]) -> None:
    assert {"README.md", "CONTRIBUTING.md", "docs/onboarding.md", "roles/users/README.md"} <= set(shipped)
    broken = [
        f"{page}: {link}"
        for page, text in shipped.items()
        for link in LINK.findall(text)
        if posixpath.normpath(posixpath.join(posixpath.dirname(page), link)) not in shipped
    ]
    assert broken == []
