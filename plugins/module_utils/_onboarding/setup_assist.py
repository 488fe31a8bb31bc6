# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who answers the questions of Cisco's Setup Assist team."""

from __future__ import annotations

from .._declare.fields import key
from .._declare.model import Declared
from .._declare.types import Email, PhoneNumber, Text


class SetupAssistContact(Declared):
    """A person; what is left out is listed as missing in the request."""

    name: Text | None = key("Name of the person.", default=None)
    email: Email | None = key("E-mail address.", default=None)
    phone: PhoneNumber | None = key("Phone number in E.164 form.", default=None)
