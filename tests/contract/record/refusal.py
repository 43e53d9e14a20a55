# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Why a recording does not begin, or does not go on."""

from __future__ import annotations


class Refusal(Exception):
    """A sentence for the operator. Nothing was written."""
