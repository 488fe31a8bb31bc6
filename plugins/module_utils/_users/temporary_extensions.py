# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Notes of extensions that users have only while their numbers change hands: a run that was killed leaves them behind.

One small file for each user, so that runs need not wait for each other; it holds a digest and the extension.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from .._client.settings import Settings
from .._client.token_cache import own_file, private_folder
from .._declare.webex_ids import key_of
from .._engine.private_file import write_private
from .present import Person

_LONGEST = 20


class TemporaryExtensions:
    """The notes of one organization.

    Parameters:
        folder: Their folder, made with the first note. None where none can be made.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @classmethod
    def of(cls, settings: Settings, org_id: str) -> TemporaryExtensions:
        """The notes of an organization at a service."""
        return cls(own_file("temporary-extensions", _digest(f"{settings.api_url}\0{key_of(org_id)}")))

    def of_people(self, people: Mapping[str, Person]) -> frozenset[str]:
        """IDs of the people who have their temporary extension still."""
        if self._folder is None or not self._folder.is_dir():
            return frozenset()
        noted = {}
        for file in self._folder.iterdir():
            with suppress(OSError, ValueError):
                noted[file.name] = file.read_text(encoding="ascii")[:_LONGEST]
        return frozenset(
            person.id
            for person in people.values()
            if person.extension and noted.get(_name(person.id)) == person.extension
        )

    def add(self, person_id: str, extension: str) -> None:
        """Note an extension before it is set; where nothing can be written, nothing is noted."""
        if self._folder is not None:
            with suppress(OSError):
                private_folder(self._folder)
                write_private(self._folder / _name(person_id), lambda file: file.write(extension))

    def remove(self, person_id: str) -> None:
        """Forget it when it was replaced."""
        if self._folder is not None:
            with suppress(OSError):
                (self._folder / _name(person_id)).unlink(missing_ok=True)


def _name(person_id: str) -> str:
    return _digest(key_of(person_id))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
