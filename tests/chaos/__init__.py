# SPDX-License-Identifier: GPL-3.0-or-later
"""Long tests: runs that are killed, runs side by side, services that misbehave."""
