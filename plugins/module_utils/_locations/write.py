# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Carries out one planned location: create or change it, enable calling, write its settings, or remove it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .._client.client import Client
from .._client.errors import Conflict
from .._declare.called import called
from .._declare.unicode_forms import name_key
from .._declare.webex_ids import same_id
from .._engine.creation import create_or_adopt
from .._engine.creation_journal import CreationJournal
from .._engine.operation import Report
from .api import LocationsApi
from .calling_api import CallingLocationsApi
from .model import Location
from .plan import KIND, LocationRow
from .present import PresentLocation
from .removal import JOB_POLL_INTERVAL_S, remove_location


@dataclass
class LocationsReport(Report):
    """The outcome for locations.

    Attributes:
        ids: IDs of those that were made or changed, by identity.
    """

    ids: dict[str, str] = field(default_factory=dict)


class LocationWriter:
    """Writes the locations of one customer; may be used by several threads at once.

    Parameters:
        journal: Journal of objects that this machine created in the last seconds.
        job_timeout_s: How long to wait for a job of Webex.
    """

    def __init__(self, client: Client, org_id: str, journal: CreationJournal, job_timeout_s: float) -> None:
        self._client, self._org_id, self._journal, self._job_timeout_s = client, org_id, journal, job_timeout_s
        self._locations, self._calling = LocationsApi(client, org_id), CallingLocationsApi(client, org_id)

    def remove(self, row: LocationRow, just_emptied: bool = False) -> None:
        """Remove a location.

        Parameters:
            just_emptied: See `remove_location`.

        Raises:
            RowError: Those of `remove_location`.
        """
        if row.present is not None:
            remove_location(
                self._client,
                self._org_id,
                row.present,
                has_calling=row.has_calling,
                job_timeout_s=self._job_timeout_s,
                just_emptied=just_emptied,
            )

    def write(self, row: LocationRow, report: LocationsReport) -> None:
        """Create or change a location; the report has its ID also when a later step fails."""
        if row.wanted is None:
            return
        if row.present is None:
            location_id = self._create(row.wanted)
        else:
            location_id = row.present.id
            if row.basics:
                self._locations.update(location_id, row.basics)
        report.ids[row.identity] = location_id
        if row.enable:
            self._enable(location_id, row.wanted, row.present)
        if row.settings:
            self._write_settings(location_id, row, report)

    def _create(self, wanted: Location) -> str:
        key = name_key(wanted.name)

        def find() -> str | None:
            return next((item.id for item in self._locations.list() if name_key(item.name) == key), None)

        location_id, _adopted = create_or_adopt(
            lambda: self._locations.create(_values(wanted, None)),
            find,
            self._client,
            self._journal,
            (KIND, wanted.name),
        )
        return location_id

    def _enable(self, location_id: str, wanted: Location, present: PresentLocation | None) -> None:
        def find() -> str | None:
            return next((item.id for item in self._calling.list() if same_id(item.id, location_id)), None)

        def enable() -> str:
            self._calling.enable(location_id, _values(wanted, present))
            return location_id

        create_or_adopt(enable, find, self._client, self._journal, ("calling location", location_id))

    def _write_settings(self, location_id: str, row: LocationRow, report: Report) -> None:
        """Write the calling settings, and wait for the job that changes a routing prefix."""
        deadline = self._client.clock() + self._job_timeout_s
        job = self._update(location_id, row, deadline)
        prefix = row.settings.get("routing_prefix")
        if job and prefix and not self._has_prefix_by(deadline, location_id, prefix):
            report.warnings.append(
                f"location {row.identity}: Webex still changes the routing prefix to {prefix}; the next run "
                f"shows whether it did, and {called('job_timeout')} is how long to wait for it."
            )

    def _update(self, location_id: str, row: LocationRow, deadline: float) -> str:
        """Write the settings, and return the ID of the job; empty when none was started."""
        while True:
            try:
                return self._calling.update(location_id, row.settings)
            except Conflict:
                # Another job is changing the prefix of this location.
                if "routing_prefix" not in row.settings or self._client.clock() + JOB_POLL_INTERVAL_S > deadline:
                    raise
                self._client.sleep(JOB_POLL_INTERVAL_S)

    def _has_prefix_by(self, deadline: float, location_id: str, prefix: str) -> bool:
        """Wait until the location has this routing prefix; return whether it has."""
        while self._client.clock() + JOB_POLL_INTERVAL_S < deadline:
            if self._calling.get(location_id).settings.get("routing_prefix") == prefix:
                return True
            self._client.sleep(JOB_POLL_INTERVAL_S)
        return False


def _values(wanted: Location, present: PresentLocation | None) -> dict[str, Any]:
    """All values of a location for creating it or enabling calling; keys that are not declared keep their value."""
    if present is None:
        address = wanted.address.model_dump() if wanted.address else {}
        return {
            "name": wanted.name,
            "timezone": wanted.timezone or "",
            "language": wanted.language or "",
            "address": address,
        }
    declared = wanted.address.model_dump(exclude_unset=True) if wanted.address else {}
    return {
        "name": wanted.name,
        "timezone": wanted.timezone or present.timezone,
        "language": wanted.language or present.language.lower(),
        "address": {**present.address, **declared},
    }
