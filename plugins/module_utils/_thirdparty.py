# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the collection needs of others: the third-party libraries, imported in one place, and ansible-core.

Ansible imports every file also where the libraries are not installed (documentation, sanity tests) or are too old.
There the names below are placeholders, so that a file can be imported; `missing_libraries` then says what to install.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
import traceback
from typing import TYPE_CHECKING, Any

from ansible.module_utils.ansible_release import __version__ as CORE

# The oldest versions of requirements.txt, and that of meta/runtime.yml; a test compares them.
OLDEST = {
    "requests": "2.31",
    "pydantic": "2.6",
    "email-validator": "2",
    "phonenumbers": "8.13",
    "pycountry": "23.12",
}
OLDEST_CORE = "2.19.0"
# Traceback, and version, by library.
MISSING: dict[str, str] = {}
TOO_OLD: dict[str, str] = {}


def _is_older(version: str, oldest: str) -> bool:
    """Compare the numbers at the beginning of both, as far as the second one has them."""
    numbers, least = ([int(part) for part in re.findall(r"\d+", text)] for text in (version, oldest))
    return numbers[: len(least)] < least


def _refuse_older(library: str) -> None:
    """Raise ImportError for a version that is too old."""
    try:
        version = importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return  # not installed, or copied here without saying its version
    if _is_older(version, OLDEST[library]):
        TOO_OLD[library] = version
        raise ImportError(f"{library} {version} is too old")


def _failed(library: str) -> None:
    """Remember why a library is not there."""
    if library not in TOO_OLD:
        MISSING[library] = traceback.format_exc()


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
        _refuse_older("requests")
        import requests
        from urllib3.exceptions import HTTPError  # the exceptions of urllib3, which requests uses to read bodies
    except ImportError:
        _failed("requests")

        class requests:
            class auth:
                AuthBase = object

            Session = object

        class HTTPError(Exception):
            pass

    try:
        _refuse_older("email-validator")
        import email_validator
    except ImportError:
        _failed("email-validator")
        email_validator = None

    try:
        _refuse_older("phonenumbers")
        import phonenumbers
    except ImportError:
        _failed("phonenumbers")
        phonenumbers = None

    try:
        _refuse_older("pycountry")
        import pycountry
    except ImportError:
        _failed("pycountry")
        pycountry = None

    try:
        _refuse_older("pydantic")
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
        _failed("pydantic")

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
    old = [f"{name} {version} ({OLDEST[name]} or newer is needed)" for name, version in sorted(TOO_OLD.items())]
    found = {"missing": sorted(MISSING), "too old": old}
    what = "; ".join(f"{state}: {', '.join(names)}" for state, names in found.items() if names)
    if not what:
        return None
    return (
        f"Python libraries are {what}. Install them for the Python that runs this, {sys.executable} (python -m pip "
        "install -r requirements.txt of the webex.wholesale collection)."
    )


def outdated_core() -> str | None:
    """Say that ansible-core is too old, or return None when it is not."""
    if not _is_older(CORE, OLDEST_CORE):
        return None
    return (
        f"ansible-core {CORE} is too old: the collection webex.wholesale needs {OLDEST_CORE} or newer. Install it with "
        "python -m pip install --upgrade ansible-core."
    )


__all__ = [
    "MISSING",
    "OLDEST",
    "OLDEST_CORE",
    "TOO_OLD",
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
    "outdated_core",
    "phonenumbers",
    "pycountry",
    "requests",
]
