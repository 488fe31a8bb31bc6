# SPDX-License-Identifier: GPL-3.0-or-later
"""The OAuth token endpoint."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..schemas import TokenRequest
from .common import InSandbox, answer, checked

router = APIRouter(prefix="/v1")


@router.post("/access_token", operation_id="obtainToken")
async def obtain_token(request: Request, sandbox: InSandbox) -> Response:
    """Exchange a refresh token for an access token."""
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    known = {name: value for name, value in form.items() if name in TokenRequest.model_fields}
    notes = [f"member {name} ignored" for name in sorted(form.keys() - known.keys())]
    checked(request, TokenRequest, (known, notes))
    return answer(sandbox.tokens.grant(form, request.headers.get("authorization")))
