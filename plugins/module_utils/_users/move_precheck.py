# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The validation of user moves in check mode, and how its answers are reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .._client.errors import AccessDenied, Conflict, ServiceError
from .._customers.rows import MAX_ROWS_LISTED
from .._declare.unicode_forms import name_key
from .._engine.bulk import RowError
from .handover import location_of, wanted_calling
from .handover_order import LocalExtension, Number
from .move_api import MoveRequest, MovesApi
from .mover import NEEDS, move_request
from .plan import UserRow
from .precheck import PrecheckContext


class MovePrecheck:
    """Validates moves, several at once, and keeps the answers of Webex.

    Parameters:
        known: What earlier steps and other rows of this run will have changed.
    """

    def __init__(self, api: MovesApi, known: PrecheckContext) -> None:
        self._api, self._known = api, known
        self._impacts: dict[str, list[str]] = {}
        self._unasked: dict[str, list[str]] = {}

    def ask(self, row: UserRow) -> None:
        """Validate one move; a warning when that is not possible.

        Raises:
            ApiError, RowError: Webex would not move the user.
        """
        move = move_question(row, self._known)
        if move is None:
            self._leave_out(row, "It depends on what this run does before that.")
            return
        try:
            verdict = self._api.validate(move)
        except AccessDenied as error:
            self._leave_out(row, f"{error} {NEEDS}")
            return
        except Conflict as error:
            self._leave_out(row, str(error))
            return
        if verdict.errors:
            raise RowError(f"Webex would not move it: {_listed(verdict.errors)}.".replace("..", "."))
        if verdict.impacts:
            self._impacts[row.identity] = [str(impact) for impact in verdict.impacts]

    def _leave_out(self, row: UserRow, reason: str) -> None:
        self._unasked.setdefault(reason, []).append(row.identity)

    @property
    def impacts(self) -> dict[str, list[str]]:
        """What moves change beside the location, in Webex's words, by identity."""
        return dict(self._impacts)

    @property
    def unasked(self) -> dict[str, str]:
        """Why Webex could not be asked about a move, by identity."""
        return {identity: reason for reason, identities in self._unasked.items() for identity in identities}

    @property
    def warnings(self) -> list[str]:
        """What moves change, and about whom Webex could not be asked."""
        found = [
            f"Webex could not be asked whether it would move {_names(identities)}: {reason}"
            for reason, identities in self._unasked.items()
        ]
        if self._impacts:
            impacts = [f"{identity}: {'; '.join(texts)}" for identity, texts in sorted(self._impacts.items())]
            more = len(impacts) - MAX_ROWS_LISTED
            rest = f" And {more} more, see impacts of the rows." if more > 0 else ""
            found.append(
                f"moves change more than the location, says Webex. {'. '.join(impacts[:MAX_ROWS_LISTED])}.{rest}"
            )
        return [text.replace("..", ".") for text in found]


def move_question(row: UserRow, known: PrecheckContext) -> MoveRequest | None:
    """The move to validate; None when too little of it exists yet.

    What is not free yet, or not there, is left out by asking about a user without it.
    """
    place = name_key(row.wanted.location or "") if row.wanted else ""
    if not row.destination or row.person is None or place in map(name_key, known.planned_connections):
        return None
    move = move_request(row)
    wanted = wanted_calling(row)
    number, extension = wanted.get("number"), wanted.get("extension")
    if number and (number in known.planned_numbers or Number(number) in known.freed):
        move = replace(move, number="")
    if extension and LocalExtension.at(location_of(row), extension) in known.freed:
        move = replace(move, extension="")
    has_number = row.person.number if move.number is None else move.number
    has_extension = row.person.extension if move.extension is None else move.extension
    return move if has_number or has_extension else None


def _listed(errors: Sequence[ServiceError]) -> str:
    return "; ".join(map(str, errors))


def _names(identities: Sequence[str]) -> str:
    more = len(identities) - MAX_ROWS_LISTED
    return ", ".join(sorted(identities)[:MAX_ROWS_LISTED]) + (f" and {more} more" if more > 0 else "")
