# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What is known of a host, brought to a step."""

from __future__ import annotations

DOCUMENTATION = r"""
name: update_fact
short_description: What is known of a host, brought to a step
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Makes a fact complete, notes the step that the host has come to or a problem that it has, and says anew whether the
    host is well.
  - With it, a task of your own after an update can make its host fail, with a reason that the report shows.
positional: step, problem, ignores
options:
  _input:
    description:
      - The fact C(mainwp_update) of a host, or the beginning of one, with C(host), C(dashboard), C(asked), C(run),
        C(begun), C(fail_on) and
        C(quarantine_after).
    type: dict
    required: true
  step:
    description: The step that the host has come to. Left out, it stays where it is.
    type: str
    choices: [begin, before, apply, after, end]
  problem:
    description: A sentence that speaks against the host.
    type: str
    default: ""
  ignores:
    description: What M(mainwp.dashboard.mainwp_update_ignore) returned under this name.
    type: list
    elements: dict
    default: []
seealso:
  - plugin: mainwp.dashboard.update
    plugin_type: role
"""

EXAMPLES = r"""
- name: Let the host fail, with a reason that the report shows
  ansible.builtin.set_fact:
    mainwp_update: "{{ mainwp_update | mainwp.dashboard.update_fact(problem='The shop takes no orders.') }}"
  when: orders.rc != 0
"""

RETURN = r"""
_value:
  description: The fact.
  type: dict
  sample: {"host": "shop.example.com", "ok": false, "status": "failed", "reason": "The shop takes no orders."}
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.plugin_utils._campaign._facts import completed
from ansible_collections.mainwp.dashboard.plugins.plugin_utils._filter import as_filter


class FilterModule:
    """The filter C(update_fact)."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"update_fact": as_filter(completed)}
