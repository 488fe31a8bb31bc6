# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the attributes of modules."""

from __future__ import annotations


class ModuleDocFragment:
    """Attributes."""

    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    support: full
    description: Reads, compares and asks Webex's precheck operations; writes nothing.
  diff_mode:
    support: full
    description: Shows before and after of every object that changes.
  idempotent:
    support: full
    description: A second run with the same options changes nothing.
  action_group:
    support: full
    description: Use C(group/webex.wholesale.webex) in C(module_defaults) to set options for all modules of the
      collection.
    membership:
      - webex.wholesale.webex
"""

    INFO = r"""
options: {}
attributes:
  check_mode:
    support: full
    description: Reads only, also without check mode.
  diff_mode:
    support: N/A
    description: Changes nothing.
  idempotent:
    support: full
    description: Changes nothing.
  action_group:
    support: full
    description: Use C(group/webex.wholesale.webex) in C(module_defaults) to set options for all modules of the
      collection.
    membership:
      - webex.wholesale.webex
"""

    GROUP = r"""
options: {}
attributes:
  check_mode:
    support: full
    description: Reads only, also without check mode. Groups are of the run, and made in check mode as well.
  diff_mode:
    support: N/A
    description: Changes nothing at Webex.
  idempotent:
    support: full
    description: A host that is in its group stays there.
  action_group:
    support: full
    description: Use C(group/webex.wholesale.webex) in C(module_defaults) to set options for all modules of the
      collection.
    membership:
      - webex.wholesale.webex
"""

    PLAN_FILE = r"""
options: {}
attributes:
  check_mode:
    support: full
    description: Changes nothing at Webex. The file is written in check mode, since plans are made there.
  diff_mode:
    support: N/A
    description: Changes nothing at Webex.
  idempotent:
    support: full
    description: The same parts make the same file.
  action_group:
    support: full
    description: Use C(group/webex.wholesale.webex) in C(module_defaults) to set options for all modules of the
      collection.
    membership:
      - webex.wholesale.webex
"""

    REPORT = r"""
options: {}
attributes:
  check_mode:
    support: full
    description: Changes nothing at Webex. The files are written in check mode as well.
  diff_mode:
    support: N/A
    description: Changes nothing at Webex.
  idempotent:
    support: full
    description: The same reports make the same files.
  action_group:
    support: full
    description: Use C(group/webex.wholesale.webex) in C(module_defaults) to set options for all modules of the
      collection.
    membership:
      - webex.wholesale.webex
"""
