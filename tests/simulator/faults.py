# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Faults of the application and of what stands in front of it, switched on by tests."""

from __future__ import annotations


class Faults:
    """The switchboard."""
