# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""One report over several runs of updates."""

from __future__ import annotations

DOCUMENTATION = r"""
name: update_reports
short_description: One report over several runs of updates
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Puts reports of the role P(mainwp.dashboard.update#role) together, those of the slices of a job in AWX, or that of a
    run and those of the runs that went on with the hosts that had failed.
  - A host goes by its name. Of one that stands in several reports, the newest says what became of it.
  - Failures of offers, and what was ignored, are added up over all of them.
positional: title, made_at
options:
  _input:
    description: The reports, as P(mainwp.dashboard.update_report#filter) makes them, in any order.
    type: list
    elements: dict
    required: true
  title:
    description: Title of the report. Left out, that of the oldest one.
    type: str
    default: ""
  made_at:
    description: When they were put together, in UTC.
    type: str
    default: ""
seealso:
  - plugin: mainwp.dashboard.update_report
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Put the reports of a night together
  ansible.builtin.set_fact:
    report: "{{ files | map('from_json') | mainwp.dashboard.update_reports('The whole night') }}"
  vars:
    files: "{{ query('ansible.builtin.file', *query('ansible.builtin.fileglob', 'reports/update-*.json')) }}"
"""

RETURN = r"""
_value:
  description: A report of the same form.
  type: dict
"""

from collections.abc import Callable
from typing import Any

from ansible_collections.mainwp.dashboard.plugins.plugin_utils._campaign._joined import joined
from ansible_collections.mainwp.dashboard.plugins.plugin_utils._filter import as_filter


class FilterModule:
    """The filter C(update_reports)."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filter by its name."""
        return {"update_reports": as_filter(joined)}
