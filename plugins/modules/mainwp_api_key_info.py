#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""List the keys of the API."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_api_key_info
short_description: List keys of the API
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Lists the keys of the REST API of a MainWP Dashboard, of both versions, or those that fit.
  - Without a filter all keys are listed. Where several filters are given, a key must fit each.
  - No token is listed, since the dashboard shows each only once.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v2
options:
  api_keys:
    description:
      - Only these keys, by description or id. One that does not exist is an error.
    type: list
    elements: str
  version:
    description:
      - Only keys for this version of the API.
    type: str
    choices: [v1, v2]
  search:
    description:
      - Only keys with this text in their description, without regard to case.
    type: str
seealso:
  - module: mainwp.dashboard.mainwp_api_key
"""

EXAMPLES = r"""
- name: List all keys
  mainwp.dashboard.mainwp_api_key_info:
  register: keys

- name: Show those that may write
  ansible.builtin.debug:
    var: keys.api_keys | selectattr('permissions') | selectattr('permissions', 'contains', 'write')

- name: Look at one key
  mainwp.dashboard.mainwp_api_key_info:
    api_keys: [rw]
"""

RETURN = r"""
api_keys:
  description: The keys, sorted by description.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id, a number for a key of version 2, the consumer key for one of version 1. Text in any case.
      type: str
      sample: "7"
    description:
      description: Its description.
      type: str
      sample: ci
    permissions:
      description: What it may do, V(read), V(write) or both; null where the words of a translated dashboard are not
        known.
      type: list
      elements: str
      sample: [read]
    enabled:
      description: Whether it can be used.
      type: bool
      sample: true
    version:
      description: The version of the API that it is for, V(v1) or V(v2).
      type: str
      sample: v2
    truncated_key:
      description: The last 7 characters of its consumer key, with which its token ends, too.
      type: str
      sample: 8d1664e
    user_id:
      description: Id of the WordPress user who owns it; null for a key of version 1.
      type: int
      sample: 1
    last_access:
      description: When it was last used, in the time zone of the dashboard; null where it never was, and for a key of
        version 1.
      type: str
      sample: "2026-11-24 08:15:00"
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._noun_info import run_noun_info
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._api_key import API_KEY


def main() -> None:
    """Entry point of the module."""
    run_noun_info(API_KEY)


if __name__ == "__main__":
    main()
