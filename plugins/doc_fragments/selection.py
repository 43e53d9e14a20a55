# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Documentation of the options that select sites; a test holds it against module_utils/_selection.py."""

from __future__ import annotations


class ModuleDocFragment:
    """Options that say which sites a task means."""

    DOCUMENTATION = r"""
options:
  sites:
    description:
      - Sites by address, name or id, or V(all) alone for the whole fleet.
      - Within one of O(sites), O(tags) and O(clients) any member fits; where several are given, a site must fit each.
    type: list
    elements: str
  tags:
    description:
      - Tags, by name or id, one of which a site must carry.
      - Indent it under the module. Under the task, C(tags) is Ansible's own keyword and selects nothing.
    type: list
    elements: str
  clients:
    description:
      - Clients, by name, e-mail or id, one of which a site must belong to.
    type: list
    elements: str
"""
