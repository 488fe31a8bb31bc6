# SPDX-License-Identifier: GPL-3.0-or-later
"""The generator of code and documentation: see `__main__`."""
