# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark: the collection and other ways to do the same work, measured in one run against the sandbox."""
