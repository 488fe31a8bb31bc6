# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the start, and settings that the control API may change at run time."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class RuntimeSettings(BaseModel):
    """Settings that can be changed while the sandbox runs (POST /_sandbox/settings)."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    provisioning_delay: float = Field(default=3.0, ge=0, description="seconds until a new customer is provisioned")
    update_delay: float = Field(default=1.0, ge=0, description="seconds that updating and deleting take")
    latency: float = Field(default=0.0, ge=0, description="milliseconds added to every answer")
    latency_jitter: float = Field(default=0.0, ge=0, description="milliseconds at most that chance adds to the latency")
    latency_seed: int = Field(default=0, description="the seed of that chance")
    rate_limit: float | None = Field(default=None, gt=0, description="requests per second")
    rate_limit_burst: float | None = Field(default=None, ge=1, description="requests at once; a second's worth if none")
    rate_limit_retry_after: bool = Field(default=True, description="whether a 429 of the rate limit has Retry-After")
    precheck_status: int = Field(default=200, ge=200, le=499, description="HTTP status of a failing precheck")
    address_rules: Literal["kind", "strict"] = Field(default="kind", description="what customers' addresses need")
    token_lifetime: int = Field(default=1_209_600, ge=0, description="seconds that a newly issued access token lives")
    rotate_refresh_token: bool = Field(default=False, description="every refresh issues a new refresh token")
    touch_required: bool = Field(default=False, description="an organization answers 403 until it was read once")
    admin_package_rule: bool = Field(default=True, description="refuse to lower a full administrator's package")
    invisible_after_create: float = Field(default=0.0, ge=0, description="seconds that lists miss a new object")
    number_release_delay: float = Field(default=0.0, ge=0, description="seconds until a number is free again")
    location_release_delay: float = Field(default=0.0, ge=0, description="seconds a location stays referenced")
    location_job_outcome: Literal["COMPLETED", "FAILED"] = "COMPLETED"
    move_job_outcome: Literal["COMPLETED", "FAILED", "ABANDONED"] = "COMPLETED"
    location_name_case: bool = Field(default=False, description="names that differ in case only are two names")
    location_quirks: bool = Field(default=False, description="time zone and announcement language do not stick")
    validate_numbers_member: Literal["numbers", "phoneNumbers"] = "numbers"
    extension_only_number: Literal["absent", "empty", "null"] = "absent"
    refuse_existing_numbers: bool = Field(default=False, description="409 for numbers that the location has already")
    extension_length: int | None = Field(default=None, ge=2, le=10, description="the only length of extensions")
    sip_delay: float | None = Field(default=None, ge=0, description="seconds until SIP addresses appear, if ever")


class Settings(BaseModel):
    """Settings that are fixed when the sandbox starts."""

    model_config = ConfigDict(extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(default=8808, ge=0, le=65535)
    token: str = "sandbox-token"
    client_id: str = "sandbox-client"
    client_secret: str = "sandbox-secret"
    refresh_token: str = "sandbox-refresh-token"
    seed: Path | None = None
    template_service: bool = True
    journal: Path | None = None
    ready_file: Path | None = None
    runtime: RuntimeSettings = Field(default_factory=RuntimeSettings)


class SettingsPatch(BaseModel):
    """A partial change of the run-time settings."""

    model_config = ConfigDict(extra="forbid")

    provisioning_delay: float | None = None
    update_delay: float | None = None
    latency: float | None = None
    latency_jitter: float | None = None
    latency_seed: int | None = None
    rate_limit: float | None = None
    rate_limit_burst: float | None = None
    rate_limit_retry_after: bool | None = None
    precheck_status: int | None = None
    address_rules: str | None = None
    token_lifetime: int | None = None
    rotate_refresh_token: bool | None = None
    touch_required: bool | None = None
    admin_package_rule: bool | None = None
    invisible_after_create: float | None = None
    number_release_delay: float | None = None
    location_release_delay: float | None = None
    location_job_outcome: str | None = None
    move_job_outcome: str | None = None
    location_name_case: bool | None = None
    location_quirks: bool | None = None
    validate_numbers_member: str | None = None
    extension_only_number: str | None = None
    refuse_existing_numbers: bool | None = None
    extension_length: int | None = None
    sip_delay: float | None = None


def apply_patch(runtime: RuntimeSettings, patch: SettingsPatch) -> dict[str, Any]:
    """Change the run-time settings in place and return all of them."""
    for name in patch.model_fields_set:
        setattr(runtime, name, getattr(patch, name))
    return runtime.model_dump()
