# SPDX-License-Identifier: GPL-3.0-or-later
"""Scenarios made up from a seed: a customer at Webex, and the changes of its declaration."""
