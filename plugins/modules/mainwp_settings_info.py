#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Read the settings of a dashboard."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_settings_info
short_description: Read the settings of a dashboard
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Reads the dashboard's own settings in the words of M(mainwp.dashboard.mainwp_settings), and the records that belong
    to them.
  - Secrets are never shown; RV(settings.api_backups) says of most providers whether they have a key.
  - The API does not show the position of the sidebar.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v2
options:
  sections:
    description:
      - Sections to read; each costs one request.
    type: list
    elements: str
    choices: [general, advanced, monitoring, cost_tracker, insights, tools, api_backups, email_templates, cost_types,
      payment_methods]
    default: [general, advanced, monitoring, cost_tracker, insights, tools, api_backups, email_templates, cost_types,
      payment_methods]
seealso:
  - module: mainwp.dashboard.mainwp_settings
  - module: mainwp.dashboard.mainwp_email_template
  - module: mainwp.dashboard.mainwp_cost_type
  - module: mainwp.dashboard.mainwp_payment_method
"""

EXAMPLES = r"""
- name: Read everything
  mainwp.dashboard.mainwp_settings_info:
  register: settings

- name: Make sure that uptime is monitored
  ansible.builtin.assert:
    that: settings.settings.monitoring.active is boolean

- name: Read what mails are sent
  mainwp.dashboard.mainwp_settings_info:
    sections: [email_templates]
"""

RETURN = r"""
settings:
  description: The sections by their names. C(email_templates), C(cost_types) and C(payment_methods) are lists of
    records, C(api_backups) is a dictionary by provider.
  returned: success
  type: dict
  contains:
    general:
      description: General settings, by the words of O(mainwp.dashboard.mainwp_settings#module:general).
      type: dict
      sample: {timezone: UTC+1}
    advanced:
      description: How the dashboard talks to its sites.
      type: dict
    monitoring:
      description: Monitoring of uptime and site health.
      type: dict
    cost_tracker:
      description: Currency of the cost tracker.
      type: dict
    insights:
      description: Insights of the dashboard.
      type: dict
    tools:
      description: Look and help of the dashboard.
      type: dict
    api_backups:
      description: Providers of backups; C(secret_set) says whether there is a key.
      type: dict
    email_templates:
      description: Templates of e-mails.
      type: list
      elements: dict
    cost_types:
      description: Types of costs.
      type: list
      elements: dict
    payment_methods:
      description: Methods of payment that were added to the built-in ones.
      type: list
      elements: dict
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 3
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own.
      type: str
    status:
      description: HTTP status of the answer, if there was one.
      type: int
    method:
      description: HTTP method of the request.
      type: str
    path:
      description: Path of the request, without its query.
      type: str
    layer:
      description: Who failed, from C(options) and C(name_resolution) over C(tls), C(waf) and C(key) to C(dashboard)
        and C(child).
      type: str
    hint:
      description: What helps.
      type: str
"""

from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module
from ansible_collections.mainwp.dashboard.plugins.module_utils._settings import SETTINGS_INFO_OPTIONS, run_settings_info


def main() -> None:
    """Entry point of the module."""
    run_module(run_settings_info, SETTINGS_INFO_OPTIONS)


if __name__ == "__main__":
    main()
