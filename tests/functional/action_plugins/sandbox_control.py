# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets a playbook of the tests turn the knobs of the sandbox between two tasks."""

from __future__ import annotations

import json
import os
import urllib.request
from typing import Any

from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    """One request of the control API: method, path below /_sandbox, body."""

    _requires_connection = False
    _supports_check_mode = True

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Send it."""
        super().run(tmp, task_vars)
        arguments = json.loads(json.dumps(dict(self._task.args)))
        body = arguments.get("body")
        request = urllib.request.Request(
            f"{os.environ['FUNCTIONAL_SANDBOX']}/_sandbox{arguments['path']}",
            method=arguments.get("method", "POST"),
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
        return {"changed": False, "answer": json.loads(text) if text else None}
