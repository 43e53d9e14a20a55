# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What the dashboard stores: rows, tables and settings."""

from __future__ import annotations
