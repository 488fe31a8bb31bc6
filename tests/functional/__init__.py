# SPDX-License-Identifier: GPL-3.0-or-later
"""Functional tests: real ansible-playbook runs against the sandbox."""
