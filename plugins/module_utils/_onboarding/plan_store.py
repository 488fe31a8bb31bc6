# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Files of saved plans. The processes of a run write one part for each customer; the last step joins the parts.

A plan file is JSON with one customer after the other, so that it is written and read with one customer in memory.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from .._client.version import VERSION
from .._declare.text import quoted
from .._engine.private_file import ANY_TEXT, write_private
from .plan_file import FORMAT_VERSION, PlanFileError, SavedCustomer, digest_of, totals

_SUFFIX = ".json"
_CUSTOMERS = '  "customers": {\n'
_OWNER = "run"
_HEAD_LINES = 20
_UNREADABLE, _UNWRITABLE = "cannot be read", "cannot be written"
_AGAIN = "Make a new plan: run with --check and webex_plan_file."


def plan_path(name: str) -> Path:
    """The file of this name, relative to the working directory."""
    return Path(os.path.abspath(os.path.expanduser(name)))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


class PlanStore:
    """The file of a saved plan, and the folder of its parts beside it while it is being made.

    Parameters:
        path: The file.
        run: Process of the run that writes it; 0 where only one run can.
    """

    def __init__(self, path: Path, run: int = 0) -> None:
        self._path, self._run = path, run
        self._parts = path.with_name(f"{path.name}.d")

    @classmethod
    def of_task(cls, name: str) -> PlanStore:
        """The file of this name, for a task: each is a child of the process of its run."""
        return cls(plan_path(name), os.getppid())

    # Writing

    def begin(self) -> None:
        """Begin a new plan: an older one, and parts of a run that was interrupted, are removed.

        Raises:
            PlanFileError: The file is something else, or cannot be written.
        """
        with self._errors(_UNWRITABLE):
            self._refuse_another_run()
            if self._path.exists():
                self._refuse_another_file()
                self._path.unlink()
            self._remove_parts()
            self._make_parts()

    def _refuse_another_run(self) -> None:
        """Refuse while another run on this machine writes its parts: each would remove or join those of the other."""
        other = 0
        with suppress(OSError, ValueError):
            other = int((self._parts / _OWNER).read_text(encoding="ascii"))
        if self._run and other and other != self._run and _is_alive(other):
            raise PlanFileError(
                f"{self._path} is being written by another run, process {other}. Wait for its end, or name another "
                f"file. Remove {self._parts} when that process is no such run."
            )

    def _refuse_another_file(self) -> None:
        try:
            self._any_head()
        except (PlanFileError, UnicodeDecodeError):
            raise PlanFileError(
                f"{self._path} is no saved plan, and is not overwritten. Name another file, or remove it."
            ) from None

    def keep(self, customer: SavedCustomer) -> None:
        """Write the part of one customer.

        Raises:
            PlanFileError: It cannot be written.
        """
        with self._errors(_UNWRITABLE):
            self._refuse_another_run()
            self._make_parts()
            part = self._parts / f"{digest_of(customer.address)}{_SUFFIX}"
            write_private(part, lambda file: file.write(json.dumps(customer.to_dict())))

    def join(self) -> dict[str, int]:
        """Join the parts to the file, in the order of their addresses; return its totals.

        The file that an earlier batch of the same run has written is a part as well.

        Raises:
            PlanFileError: Customers of several partners or services, or it cannot be written.
        """
        with self._errors(_UNWRITABLE):
            self._refuse_another_run()
            if self._path.exists():
                for customer in self.customers():
                    if not (self._parts / f"{digest_of(customer.address)}{_SUFFIX}").exists():
                        self.keep(customer)
            places = {part.address: path for path, part in self._each_part()}
            owners = {(part.service, part.partner) for _path, part in self._each_part()}
            if len(owners) > 1:
                raise PlanFileError(
                    f"{self._path}: its customers belong to {len(owners)} partners or services. Make one file for each "
                    "of them, with --limit."
                )
            service, partner = next(iter(owners), ("", ""))
            ordered = [places[address] for address in sorted(places)]
            counts = totals(_part(path) for path in ordered)
            head = {
                "format_version": FORMAT_VERSION,
                "collection_version": VERSION,
                "service": service,
                "partner": partner,
            }
            write_private(self._path, lambda file: _join(file, head, ordered, counts))
            self._remove_parts()
            return counts

    def _each_part(self) -> Iterator[tuple[Path, SavedCustomer]]:
        for path in sorted(self._parts.glob(f"*{_SUFFIX}")) if self._parts.is_dir() else ():
            yield path, _part(path)

    def _make_parts(self) -> None:
        with suppress(FileExistsError):
            self._parts.mkdir(mode=0o700)
        status = os.lstat(self._parts)
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
            raise PlanFileError(f"{self._parts} is open to other accounts. Remove it.")
        owner = self._parts / _OWNER
        if self._run and not owner.exists():
            write_private(owner, lambda file: file.write(str(self._run)))

    def _remove_parts(self) -> None:
        if self._parts.is_symlink():
            raise PlanFileError(f"{self._parts} is a link. Remove it.")
        if self._parts.exists():
            shutil.rmtree(self._parts)

    # Reading

    def check(self) -> dict[str, int]:
        """Check the whole file; return its totals.

        Raises:
            PlanFileError: It cannot be read, has another format, or was changed after it was written.
        """
        with self._errors(_UNREADABLE):
            data = self._head()
            digests = {}

            def each() -> Iterator[SavedCustomer]:
                for customer in self.customers():
                    self._check_owner(customer, data)
                    digests[customer.address] = customer.digest
                    yield customer

            counts = totals(each())
            end = self._end()
            if end.get("digest") != _whole(data, digests, counts) or end.get("totals") != counts:
                raise PlanFileError(f"{self._path} was changed after it was written. {_AGAIN}")
            return counts

    def customer(self, address: str) -> SavedCustomer:
        """The plan of one customer.

        Raises:
            PlanFileError: The file has none, or cannot be used.
        """
        with self._errors(_UNREADABLE):
            data = self._head()
            text = self._text()
            key = f"    {json.dumps(address)}: "
            begin = text.find(f"\n{key}{{\n", text.find(_CUSTOMERS))
            if begin < 0:
                raise PlanFileError(
                    f"{address} is not in the saved plan {self._path}. Nothing was done. Make a plan that has it."
                )
            end = text.find("\n    }", begin)
            found = _customer(text[begin + 1 + len(key) : end + len("\n    }")])
            if found.address != address:
                raise PlanFileError(f"{self._path} was changed after it was written. {_AGAIN}")
            self._check_owner(found, data)
            return found

    def customers(self) -> Iterator[SavedCustomer]:
        """The customers, one after the other.

        Raises:
            PlanFileError: The file cannot be used.
        """
        self._head()
        with self._open() as file:
            for line in file:
                if line == _CUSTOMERS:
                    break
            block: list[str] = []
            for line in file:
                if line.rstrip("\n") in ("  }", "  },"):
                    return
                block.append(line)
                if line.rstrip("\n") in ("    }", "    },"):
                    yield self._named("".join(block))
                    block = []
        raise PlanFileError(f"{self._path} was changed after it was written. {_AGAIN}")

    def _named(self, block: str) -> SavedCustomer:
        found = re.match(r'    ("(?:[^"\\]|\\.)*"): ', block)
        customer = _customer(block[found.end() :].rstrip(",\n")) if found else None
        if found is None or customer is None or json.loads(found[1]) != customer.address:
            raise PlanFileError(f"{self._path} was changed after it was written. {_AGAIN}")
        return customer

    def _check_owner(self, customer: SavedCustomer, data: Mapping[str, Any]) -> None:
        if (customer.service, customer.partner) != (data.get("service"), data.get("partner")):
            raise PlanFileError(f"{self._path} was changed after it was written. {_AGAIN}")

    def _head(self) -> dict[str, Any]:
        """What stands before the customers; PlanFileError for another format."""
        data = self._any_head()
        version = data["format_version"]
        if version != FORMAT_VERSION:
            raise PlanFileError(
                f"{self._path} has the format {quoted(version)}, written by version {data.get('collection_version')} "
                f"of the collection; this version reads format {FORMAT_VERSION}. {_AGAIN}"
            )
        return data

    def _any_head(self) -> dict[str, Any]:
        lines = []
        with self._open() as file:
            for line in itertools.islice(file, _HEAD_LINES):
                if line == _CUSTOMERS:
                    break
                lines.append(line)
        data = None
        with suppress(ValueError):
            data = json.loads("".join(lines).rstrip().rstrip(",") + "}")
        if not isinstance(data, dict) or "format_version" not in data:
            raise PlanFileError(f"{self._path} is no saved plan, or was changed after it was written. {_AGAIN}")
        return data

    def _end(self) -> dict[str, Any]:
        """What stands after the customers."""
        text = self._text()
        data = json.loads("{" + text[text.rindex("\n  }") :].removeprefix("\n  }").lstrip(","))
        return data if isinstance(data, dict) else {}

    def _open(self) -> TextIO:
        return self._path.open(encoding="utf-8", errors=ANY_TEXT)

    def _text(self) -> str:
        return self._path.read_text(encoding="utf-8", errors=ANY_TEXT)

    def _errors(self, what: str) -> _Readable:
        return _Readable(self._path, what)


class _Readable:
    """Makes a PlanFileError of what the system says about a file."""

    def __init__(self, path: Path, what: str) -> None:
        self._path, self._what = path, what

    def __enter__(self) -> None:
        """Nothing."""

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, FileNotFoundError) and self._what == _UNREADABLE:
            raise PlanFileError(f"{self._path}: there is no such saved plan. {_AGAIN}") from None
        if isinstance(error, OSError):
            raise PlanFileError(f"{self._path} {self._what}: {error.strerror or error}.") from None
        if isinstance(error, ValueError):
            raise PlanFileError(f"{self._path} was changed after it was written. {_AGAIN}") from None


def _customer(text: str) -> SavedCustomer:
    data = json.loads(text)
    return SavedCustomer.from_dict(data if isinstance(data, dict) else {})


def _part(path: Path) -> SavedCustomer:
    return _customer(path.read_text(encoding="utf-8", errors=ANY_TEXT))


def _join(file: TextIO, head: Mapping[str, Any], parts: Sequence[Path], counts: Mapping[str, int]) -> None:
    """Write the whole file, with one customer in memory."""
    file.write("{\n" + "".join(f"  {json.dumps(name)}: {json.dumps(value)},\n" for name, value in head.items()))
    file.write(_CUSTOMERS)
    digests = {}
    for number, path in enumerate(parts, 1):
        customer = _part(path)
        digests[customer.address] = customer.digest
        text = json.dumps(customer.to_dict(), indent=2, ensure_ascii=False).replace("\n", "\n    ")
        file.write(f"    {json.dumps(customer.address)}: {text}{',' if number < len(parts) else ''}\n")
    digest = _whole(head, digests, counts)
    file.write(f'  }},\n  "totals": {json.dumps(counts)},\n  "digest": {json.dumps(digest)}\n}}\n')


def _whole(head: Mapping[str, Any], digests: Mapping[str, str], counts: Mapping[str, int]) -> str:
    """The digest of the whole file."""
    return digest_of([dict(head), dict(digests), dict(counts)])
