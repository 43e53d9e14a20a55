#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Write through any route of the API."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_api
short_description: Write through any route of the API
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Sends one write to a MainWP Dashboard, for what no other module does, with the collection's authentication, error
    messages and care for lost answers.
  - The routes of version 2 and version 1 of MainWP's API and WordPress' abilities can be reached.
  - Nothing is compared, and nothing is known of the route. Prefer the module for a thing where there is one, because
    many routes reset what they are not sent, and report success for what they did not do.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v1
attributes:
  check_mode:
    support: partial
    details:
      - Nothing is sent. Whether the dashboard would accept the write, and whether it would change anything, is not
        known; a change is reported.
  diff_mode:
    support: none
    details:
      - Nothing is known of what the route changes.
  idempotent:
    support: none
    details:
      - RV(ignore:changed) is true after every write that was accepted.
options:
  method:
    description:
      - HTTP method. Most routes of version 2 that write take V(POST), V(PUT) and V(PATCH) alike; those of version 1
        take only one.
    type: str
    choices: [POST, PUT, PATCH, DELETE]
    default: POST
  path:
    description:
      - Route below the namespace, like V(sites/3/security).
      - It may begin with the namespace, also behind C(/wp-json/); then O(namespace) is not needed.
    type: str
    required: true
  namespace:
    description:
      - Which API is asked. V(v2) needs O(api_key), V(v1) needs O(consumer_key), V(abilities) (WordPress 6.9 or later)
        needs O(application_password).
      - If it is not given, the version that O(api_version) chooses is asked.
    type: str
    choices: [v2, v1, abilities]
  query:
    description:
      - Parameters of the address. Lists and dictionaries are written as PHP reads them.
      - The address can end up in logs, so nothing secret belongs here.
    type: dict
    default: {}
  body:
    description:
      - What is sent as JSON.
      - An C(id) in it would win over the one in O(path).
    type: dict
  form:
    description:
      - What is sent as a form, for the few routes that read nothing else.
    type: dict
  secret_body:
    description:
      - Further parts of the body that must not be shown. They are added to O(form) if it is given, else to O(body).
      - Every value in it is hidden wherever it appears in the output, so put in nothing that is not secret.
    type: dict
notes:
  - A request may take 300 seconds, or O(request_timeout) if that is more. It is never sent twice once it can have
    reached the dashboard; where the answer is lost, the task fails with the code V(answer_lost).
  - An answer that reports a failure fails the task, whatever its HTTP status. Failures of single parts, as in a batch,
    are in RV(response) alone.
seealso:
  - module: mainwp.dashboard.mainwp_api_info
"""

EXAMPLES = r"""
- name: Suspend a site
  mainwp.dashboard.mainwp_api:
    path: sites/3/suspend

- name: Ignore a plugin's updates on all sites, which only version 1 of the API can do
  mainwp.dashboard.mainwp_api:
    namespace: v1
    path: updates/ignore-updates
    body:
      type: plugin
      slug: akismet/akismet.php
      name: Akismet
    consumer_key: "{{ vault_mainwp_consumer_key }}"
    consumer_secret: "{{ vault_mainwp_consumer_secret }}"

- name: Store the unique security id of a child without showing it
  mainwp.dashboard.mainwp_api:
    method: PUT
    path: sites/3/edit
    body:
      client_id: 2
    secret_body:
      uniqueid: "{{ vault_shop_uid }}"
"""

RETURN = r"""
request:
  description: What was sent, or would be in check mode.
  returned: success
  type: dict
  sample: {method: POST, path: /wp-json/mainwp/v2/sites/3/suspend}
status:
  description: HTTP status of the answer; null in check mode.
  returned: success
  type: int
  sample: 200
response:
  description: The decoded answer; null where it was empty, and in check mode.
  returned: success
  type: raw
  sample: {success: 1}
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 1
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._api import API_EXCLUSIVE, API_OPTIONS, run_api
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_api, API_OPTIONS, needs_v2=False, mutually_exclusive=API_EXCLUSIVE)


if __name__ == "__main__":
    main()
