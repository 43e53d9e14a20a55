# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The note of the modules that need version 2 of the API."""

from __future__ import annotations


class ModuleDocFragment:
    """The note; the fragment ``v1`` is that of the other modules."""

    DOCUMENTATION = r"""
options: {}
notes:
  - Needs version 2 of the API, and so O(api_key).
"""
