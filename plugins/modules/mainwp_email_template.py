#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage the template of an e-mail."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_email_template
short_description: Manage the templates of a dashboard's e-mails
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Changes who gets an e-mail of the dashboard, its heading and its subject, and whether it is sent at all.
  - The dashboard resets everything that an edit leaves out, so the module reads first and sends the whole template.
  - Templates can neither be created nor removed.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
  idempotent:
    support: full
options:
  name:
    description:
      - Name of the template. MainWP itself has V(daily_digest), V(uptime), V(site_health),
        V(deactivated_license_alert), and, while C(check_http_response) is on in the general settings, V(http_check).
        Extensions can add others.
    type: str
  enabled:
    description:
      - Whether the e-mail is sent.
    type: bool
  recipient:
    description:
      - Address that gets the e-mail. The API takes exactly one.
      - A template that has several, which the screen of the dashboard allows, can be changed only together with this
        option, since the API could not write the others back.
    type: str
  heading:
    description:
      - Heading of the e-mail. It cannot be emptied.
    type: str
  subject:
    description:
      - Subject of the e-mail. It cannot be emptied, nor hold a sequence like C(%20).
    type: str
seealso:
  - module: mainwp.dashboard.mainwp_settings
  - module: mainwp.dashboard.mainwp_settings_info
  - module: mainwp.dashboard.mainwp_fleet
    description: The way to manage more than a few records.
"""

EXAMPLES = r"""
- name: Send the daily digest to the team
  mainwp.dashboard.mainwp_email_template:
    name: daily_digest
    enabled: true
    recipient: ops@agency.example
    subject: What happened on our sites

- name: Send no mail about licences
  mainwp.dashboard.mainwp_email_template:
    name: deactivated_license_alert
    enabled: false
"""

RETURN = r"""
email_template:
  description: The template afterwards.
  returned: success
  type: dict
  contains:
    id:
      description: Its name once more.
      type: str
      sample: daily_digest
    name:
      description: Its name.
      type: str
      sample: daily_digest
    enabled:
      description: Whether the e-mail is sent.
      type: bool
    recipient:
      description: Who gets it; several addresses are separated by commas.
      type: str
      sample: ops@agency.example
    heading:
      description: Its heading.
      type: str
      sample: Daily Digest
    subject:
      description: Its subject.
      type: str
      sample: Daily Digest from Your MainWP Dashboard
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._noun_module import run_noun
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._email_template import EMAIL_TEMPLATE


def main() -> None:
    """Entry point of the module."""
    run_noun(EMAIL_TEMPLATE)


if __name__ == "__main__":
    main()
