# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A stateful stand-in for a MainWP dashboard and its child sites, as a WSGI application."""

from __future__ import annotations

from .simulator import Simulator

__all__ = ["Simulator"]
