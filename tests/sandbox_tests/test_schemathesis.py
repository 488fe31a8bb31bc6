# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that schemathesis makes up out of the description, good ones and bad ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from schemathesis import Case, Config

from .crowd import Crowd
from .described import check_answer, description

CONFIG = Config.from_dict(
    {
        # The same requests every time; what they leave behind is part of the test, so nothing is tried again smaller.
        "generation": {"max-examples": 5, "deterministic": True, "database": "none", "no-shrink": True},
        "phases": {
            "examples": {"enabled": False},
            "stateful": {"enabled": False},
            "coverage": {"enabled": True, "unexpected-methods": []},
        },
        "checks": {
            # Business rules refuse much that the description lets through.
            "positive_data_acceptance": {"enabled": False},
            # 502 is the documented answer to the removal of an unknown number.
            "not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", 502]},
        },
    }
)
# Without the security part all requests carry a good token; what happens without one is tested elsewhere.
OPEN = {name: value for name, value in description().items() if name != "security"}
SCHEMA = schemathesis.openapi.from_dict(OPEN, config=CONFIG)


@pytest.fixture(scope="module")
def crowd() -> Iterator[Crowd]:
    """Return the sender; in the end most operations have to have succeeded, or the test would show little."""
    made = Crowd()
    yield made
    made.close()
    # A single operation, chosen by hand, may well be unlucky.
    assert len(made.tried) < 10 or len(made.succeeded) > 0.8 * len(made.tried), made.tried - made.succeeded


@SCHEMA.parametrize()
def test_every_answer_is_described_and_nothing_invalid_is_accepted(case: Case, crowd: Crowd) -> None:
    answer = crowd.send(case)
    if answer.is_success and crowd.tolerated:
        check_answer(answer)  # what is tolerated is invalid and accepted all the same; the journal says so
    else:
        case.validate_response(answer)
