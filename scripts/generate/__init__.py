# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written twice is generated: see `__main__`."""
