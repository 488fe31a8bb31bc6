# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An administrator of a customer as the inventory declares it."""

from __future__ import annotations

from .._thirdparty import Field
from .base import Declared
from .types import Email, Text


class Admin(Declared):
    """A person with administrator roles.

    Attributes:
        email: E-mail address of the person.
        roles: Role names as Control Hub shows them, for example Full Administrator.
    """

    email: Email
    roles: list[Text] = Field(min_length=1)
