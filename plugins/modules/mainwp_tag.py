#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage a tag."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_tag
short_description: Manage tags
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Creates, changes, renames and removes a tag of a MainWP Dashboard, and says which sites carry it.
  - Names are compared as the dashboard does, without regard to case.
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
  state:
    description:
      - Whether the tag shall exist. Removing a tag leaves its sites alone.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - Id of the tag. With it, O(name) is the name that the tag shall have.
    type: int
  name:
    description:
      - Name of the tag. It cannot contain a comma or consist of digits alone.
      - WordPress removes markup and backslashes from it, and folds white space.
    type: str
  new_name:
    description:
      - Name that the tag shall get. A tag that has it already is left as it is.
    type: str
  color:
    description:
      - Colour as V(#rgb) or V(#rrggbb). The dashboard has no way to take a colour away.
    type: str
  sites:
    description:
      - Sites that carry the tag, by address, name or id. It is carried out as edits of the sites, which keep their
        client and
        their other tags.
    type: list
    elements: str
  sites_mode:
    description:
      - Whether O(sites) are all the sites of the tag, or are added to them, or taken away from them.
    type: str
    choices: [set, add, remove]
    default: set
seealso:
  - module: mainwp.dashboard.mainwp_tag_info
  - module: mainwp.dashboard.mainwp_site
  - module: mainwp.dashboard.mainwp_fleet
    description: The way to manage more than a few records.
"""

EXAMPLES = r"""
- name: Have a tag
  mainwp.dashboard.mainwp_tag:
    name: production
    color: "#7fb100"

- name: Tag many sites at once
  mainwp.dashboard.mainwp_tag:
    name: production
    sites:
      - shop.example.com
      - blog.example.com
    sites_mode: add

- name: Rename it
  mainwp.dashboard.mainwp_tag:
    name: production
    new_name: live

- name: Remove it
  mainwp.dashboard.mainwp_tag:
    name: live
    state: absent
"""

RETURN = r"""
tag:
  description: The tag afterwards; null when it was removed or does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: Its id; null in check mode for a tag that does not exist yet.
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
      description: Addresses of its sites, sorted. Only where O(sites) was given.
      type: list
      elements: str
      sample: ["https://shop.example.com/"]
    sites_ids:
      description: Ids of its sites, sorted. Only where O(sites) was not given, since their addresses would cost a
        request.
      type: list
      elements: int
      sample: [3, 12]
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._noun_module import run_noun
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._tag import TAG


def main() -> None:
    """Entry point of the module."""
    run_noun(TAG)


if __name__ == "__main__":
    main()
