# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The third-party libraries of the collection, imported in one place.

Ansible imports every file also where the libraries are not installed (documentation, sanity tests). There the names
below are placeholders, so that a file can be imported; `missing_libraries` then says what to install.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

MISSING: dict[str, str] = {}

if TYPE_CHECKING:
    import email_validator
    import phonenumbers
    import pycountry
    import requests
    from pydantic import (
        AfterValidator,
        BaseModel,
        BeforeValidator,
        ConfigDict,
        Field,
        SkipValidation,
        ValidationError,
        model_validator,
    )
    from pydantic_core import PydanticCustomError
    from urllib3.exceptions import HTTPError
else:
    try:
        import requests
        from urllib3.exceptions import HTTPError  # the exceptions of urllib3, which requests uses to read bodies
    except ImportError:
        MISSING["requests"] = traceback.format_exc()

        class requests:
            class auth:
                AuthBase = object

            Session = object

        class HTTPError(Exception):
            pass

    try:
        import email_validator
    except ImportError:
        MISSING["email-validator"] = traceback.format_exc()
        email_validator = None

    try:
        import phonenumbers
    except ImportError:
        MISSING["phonenumbers"] = traceback.format_exc()
        phonenumbers = None

    try:
        import pycountry
    except ImportError:
        MISSING["pycountry"] = traceback.format_exc()
        pycountry = None

    try:
        from pydantic import (
            AfterValidator,
            BaseModel,
            BeforeValidator,
            ConfigDict,
            Field,
            SkipValidation,
            ValidationError,
            model_validator,
        )
        from pydantic_core import PydanticCustomError
    except ImportError:
        MISSING["pydantic"] = traceback.format_exc()

        class BaseModel:
            def __init_subclass__(cls, **kwargs: Any) -> None:
                """Accept the class options of pydantic models."""

        class SkipValidation:
            pass

        class ValidationError(Exception):
            pass

        class PydanticCustomError(Exception):
            pass

        def ConfigDict(**kwargs: Any) -> Any:
            return kwargs

        def Field(*args: Any, **kwargs: Any) -> Any:
            return None

        def AfterValidator(func: Any) -> Any:
            return func

        def BeforeValidator(func: Any) -> Any:
            return func

        def model_validator(**kwargs: Any) -> Any:
            return lambda func: func


def missing_libraries() -> str | None:
    """Name what has to be installed, or return None when everything is there."""
    if not MISSING:
        return None
    names = ", ".join(sorted(MISSING))
    return (
        f"Python libraries are missing: {names}. Install them for the Python that runs Ansible "
        "(python -m pip install -r requirements.txt of the webex.wholesale collection)."
    )


__all__ = [
    "MISSING",
    "AfterValidator",
    "BaseModel",
    "BeforeValidator",
    "ConfigDict",
    "Field",
    "HTTPError",
    "PydanticCustomError",
    "SkipValidation",
    "ValidationError",
    "email_validator",
    "missing_libraries",
    "model_validator",
    "phonenumbers",
    "pycountry",
    "requests",
]
