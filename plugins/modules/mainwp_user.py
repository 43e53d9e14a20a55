#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage the WordPress users of child sites."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_user
short_description: Manage the WordPress users of child sites
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Creates, changes and removes WordPress users on many sites in one task. They live on
    each site, not on the dashboard.
  - A user is known by its username, since its id differs from site to site.
  - Each site is asked alone, several sites at a time, because a list of several sites leaves out those that cannot be
    reached. A site that does not answer is V(failed), and never counts as one without the user.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.selection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: full
    details:
      - Sites are contacted to read their users, and nothing is written.
  diff_mode:
    support: full
    details:
      - The diff holds the users that change, by site. What MainWP never shows is not in it.
  idempotent:
    support: partial
    details:
      - MainWP shows the e-mail address and the role of a user, and nothing else that can be written. With
        O(users[].update_password=always) and O(users[].update_profile=always) the rest is written, and reported as
        changed, in every run.
options:
  users:
    description:
      - The users, each of which is brought into its state on every selected site.
    type: list
    elements: dict
    required: true
    suboptions:
      username:
        description:
          - The name for logging in, whose letter case does not count. It cannot be changed later.
        type: str
        required: true
      state:
        description:
          - V(absent) removes the user. Its posts go to the administrator by whom the site is connected.
        type: str
        choices: [present, absent]
        default: present
      email:
        description:
          - The e-mail address, needed to create a user. No two users of a site have the same one.
        type: str
      role:
        description:
          - The role, which replaces all roles of the user. A new user becomes a V(subscriber) where it is not given.
          - The API knows no other roles; those of plugins are shown and cannot be given.
        type: str
        choices: [administrator, editor, author, contributor, subscriber]
      first_name:
        description: First name.
        type: str
      last_name:
        description: Last name.
        type: str
      website:
        description: The user's own web address.
        type: str
      nickname:
        description: Nickname. A new user gets it in a second request.
        type: str
      display_name:
        description: The name that the site shows. A new user gets it in a second request.
        type: str
      description:
        description: Some words about the user, which become one line without markup. A new user gets them in a second
          request.
        type: str
      update_profile:
        description:
          - When names, O(users[].website) and O(users[].description) are written, none of which MainWP ever shows.
          - None of them can be emptied.
        type: str
        choices: [on_create, always]
        default: on_create
      password:
        description:
          - The password. A new user without one gets a random one that nobody learns.
        type: str
      update_password:
        description:
          - When O(users[].password) is written, which MainWP never shows.
          - With V(always) it must be ASCII, because an edit would spoil other letters.
        type: str
        choices: [on_create, always]
        default: on_create
      send_password:
        description: Whether the site mails a new user its password, in plain text.
        type: bool
  fail_on:
    description:
      - When the task fails. V(any) at the first site that has not all users as wanted, V(none) never, a number at
        so many of them, a share like V(10%) at this part of those that were tried.
      - The result is complete in any case.
    type: str
    default: any
notes:
  - The administrator by whom a site is connected can be neither changed nor removed. For its password use
    M(mainwp.dashboard.mainwp_admin_password).
  - Sites that are suspended are V(skipped).
seealso:
  - module: mainwp.dashboard.mainwp_user_info
  - module: mainwp.dashboard.mainwp_admin_password
"""

EXAMPLES = r"""
- name: Have an editor on all production sites
  mainwp.dashboard.mainwp_user:
    tags: [production]
    users:
      - username: anna
        email: anna@agency.example
        role: editor
        first_name: Anna
        password: "{{ vault_anna_password }}"

- name: Two users at once on one site, one of whom has left
  mainwp.dashboard.mainwp_user:
    sites: [shop.example.com]
    users:
      - username: berta
        email: berta@agency.example
        role: author
        display_name: Berta B.
      - username: carl
        state: absent
  register: staff

- name: Show the sites on which it did not work
  ansible.builtin.debug:
    msg: "{{ staff.sites | rejectattr('verdict', 'in', ['changed', 'unchanged', 'planned']) }}"

- name: Give a user another password everywhere
  mainwp.dashboard.mainwp_user:
    sites: all
    users:
      - username: anna
        email: anna@agency.example
        password: "{{ vault_anna_password }}"
        update_password: always
"""

RETURN = r"""
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
        - V(changed) has its users as wanted now, V(unchanged) had them before.
        - V(failed) does not have them all, V(skipped) is suspended or was not tried.
        - V(planned) would be changed, in check mode.
      type: str
      sample: changed
    users:
      description: What became of each user, in the order of O(users).
      type: list
      elements: dict
      contains:
        username:
          description: The name for logging in.
          type: str
          sample: anna
        id:
          description: Its id on this site; null where it is not there.
          type: int
          sample: 7
        email:
          description: E-mail address.
          type: str
          sample: anna@agency.example
        role:
          description: Role.
          type: str
          sample: editor
        verdict:
          description: V(created), V(changed), V(removed), V(unchanged), V(failed) or V(untried).
          type: str
          sample: created
        reason:
          description: Why it failed, else null.
          type: str
          sample: null
    reason:
      description: Why; null where the verdict says it all.
      type: str
      sample: null
    seconds:
      description: How long the work took; null where nothing was tried.
      type: float
      sample: 0.8
summary:
  description: How many sites have which verdict. V(planned) only in check mode.
  returned: when sites were selected, also on failure
  type: dict
  sample: {changed: 44, unchanged: 1, failed: 0, skipped: 0}
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 137
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own, like V(users_failed).
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._users import USER_OPTIONS, run_users


def main() -> None:
    """Entry point of the module."""
    run_module(run_users, USER_OPTIONS)


if __name__ == "__main__":
    main()
