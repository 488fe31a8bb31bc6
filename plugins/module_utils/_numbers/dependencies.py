# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rows that cannot be done because another row failed; the same in check mode and in a run."""

from __future__ import annotations

from .._engine.bulk import RowError
from .._engine.operation import Report
from .._locations.ids import LocationIds
from .moves import MainChange, Move
from .plan import LocationPlan, NumbersPlan, main_number_of


class Dependencies:
    """Rows that failed so far, and rows that depend on them. A dependent row is reported as failed when it is checked.

    Parameters:
        ids: The locations of the customer.
    """

    def __init__(self, plan: NumbersPlan, report: Report, ids: LocationIds) -> None:
        self._report, self._ids = report, ids
        self._old_mains = {location.location: location.old_main for location in plan.locations}

    def can_be_main(self, change: MainChange) -> bool:
        """Whether number and location exist, as far as is known."""
        identity = main_number_of(change.location)
        reason = self._error(change.new)
        if reason:
            self._report.fail(identity, f"{change.new} is not there: {reason}")
        elif not self._ids.is_planned(change.location):
            try:
                self._ids.of(change.location)
            except RowError as error:
                self._report.fail(identity, str(error))
        return not self._error(identity)

    def can_move(self, move: Move) -> bool:
        """Whether the number can move; an old main number cannot when the new one could not be set."""
        reason = self._error(main_number_of(move.source))
        is_main = self._old_mains.get(move.source) == move.number
        if reason and is_main and not self._error(move.number):
            self._report.fail(move.number, f"it is still the main number of {move.source}: {reason}")
        return not self._error(move.number)

    def removable(self, location: LocationPlan) -> list[str]:
        """The numbers that can be removed; without an old main number when the new one could not be set."""
        reason = self._error(main_number_of(location.location))
        if reason and location.old_main in location.remove and not self._error(location.old_main):
            self._report.fail(location.old_main, f"it is still the main number: {reason}")
        return [number for number in location.remove if not self._error(number)]

    def _error(self, identity: str) -> str:
        return self._report.error_of(identity).get("error", "")
