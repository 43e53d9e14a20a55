# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The note of the modules that work through version 1 of the API."""

from __future__ import annotations


class ModuleDocFragment:
    """The note; the fragment ``v2`` is that of the other modules."""

    DOCUMENTATION = r"""
options: {}
notes:
  - Works through version 1 of the API too, with O(api_version=v1). That version shows less; C(docs/api-versions.md) in
    the collection says what is missing.
"""
