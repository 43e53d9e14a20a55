#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""List the WordPress users of child sites."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_user_info
short_description: List the WordPress users of child sites
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Reads the users of sites from the sites themselves, one request for each, several sites at a time.
  - A site that does not answer is V(failed), so that its users are known to be missing from the list.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.selection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.attributes.info_module
  - mainwp.dashboard.v2
options:
  search:
    description: A text that the username, the e-mail address or the nicename holds. Letter case does not count.
    type: str
    default: ''
  roles:
    description: Roles, one of which the user has. Without any, users of every role are listed.
    type: list
    elements: str
    choices: [administrator, editor, author, contributor, subscriber]
    default: []
  fail_on:
    description:
      - When the task fails. V(any) at the first site that could not be read, V(none) never, a number at
        so many of them, a share like V(10%) at this part of those that were tried.
      - The result is complete in any case.
    type: str
    default: any
seealso:
  - module: mainwp.dashboard.mainwp_user
"""

EXAMPLES = r"""
- name: Who is an administrator, and where?
  mainwp.dashboard.mainwp_user_info:
    sites: all
    roles: [administrator]
  register: admins

- name: Show them
  ansible.builtin.debug:
    msg: "{{ admins.users | map(attribute='username') | unique }}"
"""

RETURN = r"""
users:
  description: The users, by site.
  returned: when sites were selected, also on failure
  type: list
  elements: dict
  contains:
    site:
      description: The site, with its id, address and title.
      type: dict
      sample: {id: 3, url: "https://shop.example.com/", name: Acme shop}
    id:
      description: Id of the user on this site.
      type: int
      sample: 7
    username:
      description: The name for logging in.
      type: str
      sample: anna
    email:
      description: E-mail address, empty where it has none.
      type: str
      sample: anna@agency.example
    role:
      description: The first of its roles, empty where it has none.
      type: str
      sample: editor
    nicename:
      description: Its name in web addresses.
      type: str
      sample: anna
    posts:
      description: How many posts of it are published.
      type: int
      sample: 12
sites:
  description: Every selected site, by address.
  returned: when sites were selected, also on failure
  type: list
  elements: dict
  contains:
    id:
      description: Id of the site.
      type: int
      sample: 3
    url:
      description: Its address.
      type: str
      sample: https://shop.example.com/
    name:
      description: Its title.
      type: str
      sample: Acme shop
    verdict:
      description:
        - V(read) is in the list with all its users, V(failed) could not be read.
        - V(skipped) is suspended or was not tried.
      type: str
      sample: read
    reason:
      description: Why; null where the verdict says it all.
      type: str
      sample: null
    seconds:
      description: How long the work took; null where nothing was tried.
      type: float
      sample: 0.8
summary:
  description: How many sites have which verdict.
  returned: when sites were selected, also on failure
  type: dict
  sample: {read: 44, failed: 1, skipped: 0}
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 46
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own, like V(sites_unread).
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._users import USER_INFO_OPTIONS, run_user_info


def main() -> None:
    """Entry point of the module."""
    run_module(run_user_info, USER_INFO_OPTIONS)


if __name__ == "__main__":
    main()
