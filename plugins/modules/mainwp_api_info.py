#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Read through any route of the API."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_api_info
short_description: Read through any route of the API
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Reads from a MainWP Dashboard what no other module returns, with the collection's authentication, error messages and
    paging.
  - The routes of version 2 and version 1 of MainWP's API and WordPress' abilities can be reached.
  - The answer is as the dashboard made it. Numbers may be text, lists may be JSON inside of text, and an empty
    dictionary may be an empty list.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v1
options:
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
  all_pages:
    description:
      - Whether to read a list to its end and return its records together. Only lists of version 2 have pages.
      - Some of the dashboard's lists are dictionaries by id, like that of V(tags). They stay so; one without a record
        is an empty list.
      - Totals of the dashboard are not trusted; pages are read until one is short or brings nothing new.
    type: bool
    default: false
  page_size:
    description:
      - Records a page, with O(all_pages). Some lists allow no more than 100.
    type: int
    default: 100
  secret_body:
    description:
      - What is sent as JSON in the body, for the rare read that needs a secret. It is never shown.
      - It cannot be used with O(all_pages).
    type: dict
notes:
  - A read that makes the dashboard contact a child, like V(sites/3/security), may need a longer O(request_timeout).
seealso:
  - module: mainwp.dashboard.mainwp_api
  - module: mainwp.dashboard.mainwp_dashboard_info
"""

EXAMPLES = r"""
- name: Read what was changed on a site without the dashboard
  mainwp.dashboard.mainwp_api_info:
    path: sites/3/non-mainwp-changes
  register: changes

- name: Read all clients, page by page
  mainwp.dashboard.mainwp_api_info:
    path: clients
    all_pages: true
  register: clients

- name: List the available plugin updates through the abilities
  mainwp.dashboard.mainwp_api_info:
    namespace: abilities
    path: abilities/mainwp/list-updates-v1/run
    query:
      input:
        types:
          - plugins
        per_page: 200
"""

RETURN = r"""
request:
  description: What was read.
  returned: success
  type: dict
  sample: {method: GET, path: /wp-json/mainwp/v2/clients}
status:
  description: HTTP status of the answer.
  returned: success
  type: int
  sample: 200
response:
  description: The decoded answer; null where it was empty. With O(all_pages) the records of all pages.
  returned: success
  type: raw
  sample: [{client_id: "1", name: Acme Ltd}]
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._api import (
    API_INFO_EXCLUSIVE,
    API_INFO_OPTIONS,
    run_api_info,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_api_info, API_INFO_OPTIONS, needs_v2=False, mutually_exclusive=API_INFO_EXCLUSIVE)


if __name__ == "__main__":
    main()
