#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""List tags."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_tag_info
short_description: List tags
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Lists the tags of a MainWP Dashboard, or those that fit.
  - Without a filter all tags are listed. Where several filters are given, a tag must fit each.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v1
options:
  tags:
    description:
      - Only these tags, by name or id. One that does not exist is an error.
      - Indent it under the module. Under the task, C(tags) is Ansible's own keyword and selects nothing.
    type: list
    elements: str
  search:
    description:
      - Only tags with this text in their name, without regard to case.
    type: str
  include:
    description:
      - What is read beside the tags. V(sites) gives the addresses of their sites and costs one request more, for all of
        them; V(clients) gives the clients who own one of these sites, and costs one request more for each tag.
    type: list
    elements: str
    choices: [sites, clients]
    default: []
seealso:
  - module: mainwp.dashboard.mainwp_tag
"""

EXAMPLES = r"""
- name: List all tags
  mainwp.dashboard.mainwp_tag_info:
  register: labels

- name: Show the sites that carry one tag
  mainwp.dashboard.mainwp_tag_info:
    tags: [production]
    include: [sites]
  register: production
"""

RETURN = r"""
tags:
  description: The tags, sorted by name.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: int
      sample: 7
    name:
      description: Its name.
      type: str
      sample: production
    color:
      description: Its colour; empty where it has none.
      type: str
      sample: "#7fb100"
    sites:
      description: Addresses of its sites, sorted. Only with O(include=sites).
      type: list
      elements: str
      sample: ["https://shop.example.com/"]
    sites_ids:
      description: Ids of its sites, sorted. Only without O(include=sites).
      type: list
      elements: int
      sample: [3, 12]
    clients:
      description: The clients who own a site with this tag, sorted by name. Only with O(include=clients).
      type: list
      elements: dict
      contains:
        id:
          description: Id of the client.
          type: int
          sample: 5
        name:
          description: Its name.
          type: str
          sample: Acme Ltd
        email:
          description: Its e-mail address; empty where it has none.
          type: str
          sample: ops@acme.example
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._tag import TAG


def main() -> None:
    """Entry point of the module."""
    run_noun_info(TAG, needs_v2=False)


if __name__ == "__main__":
    main()
