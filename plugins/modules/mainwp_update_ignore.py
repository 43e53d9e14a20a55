#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Choose which updates of child sites are ignored."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_update_ignore
short_description: Choose which updates of child sites are ignored
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Has a MainWP Dashboard ignore updates of plugins and themes on child sites, single ones or all of a type, and those
    of WordPress; or has it show and carry them out again. No site is contacted.
  - What is ignored is not offered, so that M(mainwp.dashboard.mainwp_update) calls it blocked and leaves it alone.
    Every version is ignored, later ones too. The API cannot ignore a single version.
  - An ignore of a single plugin or theme can be lifted with an application password only, on a dashboard with
    WordPress 6.9 or later. Everything else, but for junk and single versions (see below), is done with O(api_key).
    Where something cannot be done, the task fails before anything is written on any site, and says what helps.
  - The form of the route that MainWP documents stores the numbers 0, 1 and so on instead of slugs, which ignores
    nothing. Such junk is found always and told in a warning; O(remove_junk=true) removes it.
  - What is ignored for the whole dashboard cannot be set through version 2 of the API, nor read on WordPress 6.9 or
    later. This module neither sees nor changes it, nor the list of single versions of WordPress that are ignored. Both
    hide an offer as well; see M(mainwp.dashboard.mainwp_update_info).
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.selection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
    details:
      - The diff holds what changes, by site, type and slug.
  idempotent:
    support: full
options:
  plugins:
    description:
      - Slugs of plugins, which are their files below the folder of plugins, like V(akismet/akismet.php).
    type: list
    elements: str
  themes:
    description:
      - Slugs of themes, which are their folders, like V(twentytwentyfive).
    type: list
    elements: str
  types:
    description:
      - What is ignored as a whole. It is the same as O(mainwp.dashboard.mainwp_site#module:ignore_core_updates) and the
        two options beside it, for many sites at once.
      - V(core) is WordPress itself.
    type: list
    elements: str
    choices: [core, plugins, themes]
  state:
    description:
      - Whether the updates that are named are ignored.
    type: str
    choices: [present, absent]
    default: present
  missing_ok:
    description:
      - Whether a site is passed over, with the verdict V(skipped), that does not have a plugin or theme which shall be
        ignored. Otherwise the task fails before anything is written, since MainWP would store any slug, and one that is
        misspelled ignores nothing.
      - What a site has is what the dashboard knows since its last sync.
    type: bool
    default: false
  remove_junk:
    description:
      - Whether entries that ignore nothing are removed, whatever O(state) says. It needs an application password, and
        WordPress 6.9 or later on the dashboard.
    type: bool
    default: false
  fail_on:
    description:
      - When the task fails. V(any) at the first entry that is not as wanted, V(none) never, a number at so many of
        them, a share like V(10%) at this part of those that were tried.
      - The result is complete in any case.
    type: str
    default: any
notes:
  - Updates that the dashboard itself runs on more than 200 sites at once take what is ignored, too.
  - Where only single versions of a plugin or theme are ignored, which can be chosen on the dashboard's screens,
    ignoring all of them needs an application password too.
  - Suspended sites are worked like all others.
seealso:
  - module: mainwp.dashboard.mainwp_update
  - module: mainwp.dashboard.mainwp_update_info
  - module: mainwp.dashboard.mainwp_site
"""

EXAMPLES = r"""
- name: Ignore a plugin's updates on all shops
  mainwp.dashboard.mainwp_update_ignore:
    tags: [shops]
    plugins:
      - seo-notes/seo-notes.php

- name: Ignore a bad plugin wherever it is installed
  mainwp.dashboard.mainwp_update_ignore:
    sites: all
    plugins:
      - backup-suite/backup-suite.php
    missing_ok: true

- name: Ignore all updates of themes and of WordPress on one site
  mainwp.dashboard.mainwp_update_ignore:
    sites: [shop.example.com]
    types: [core, themes]

- name: Have it updated again
  mainwp.dashboard.mainwp_update_ignore:
    sites: [shop.example.com]
    types: [core, themes]
    state: absent
  register: lifted

- name: Show what was ignored before
  ansible.builtin.debug:
    msg: "{{ lifted.ignores | selectattr('before', 'ne', 'absent') | map(attribute='type') }}"
"""

RETURN = r"""
ignores:
  description: Everything that was named, on every selected site, by address; types first, then plugins, then themes.
  returned: when sites were selected, also on failure
  type: list
  elements: dict
  contains:
    site:
      description: The site, with its id, address and title.
      type: dict
      sample: {id: 3, url: "https://shop.example.com/", name: Acme shop}
    type:
      description: V(core), V(plugin) or V(theme).
      type: str
      sample: plugin
    slug:
      description: The slug; null where all updates of the type are meant.
      type: str
      sample: seo-notes/seo-notes.php
    name:
      description: The name of the plugin or theme; null where it is not known.
      type: str
      sample: SEO Notes
    versions:
      description: The single versions that were ignored before; empty where all or none were.
      type: list
      elements: str
      sample: []
    junk:
      description: Whether it is an entry that ignored nothing.
      type: bool
      sample: false
    before:
      description: V(present) if all its updates were ignored before, V(partial) if only single versions were, else
        V(absent).
      type: str
      sample: absent
    after:
      description: The same afterwards, in check mode as it is planned; null where it is not known.
      type: str
      sample: present
    verdict:
      description:
        - V(changed) was brought into the state, and is proved to be in it.
        - V(unchanged) was in it already.
        - V(failed) is not in it.
        - V(skipped) was not tried, because the site does not have it and O(missing_ok) is true, or the dashboard failed
          before.
        - V(unknown) was asked for, and what came of it cannot be read back.
        - V(planned) would be changed, in check mode.
      type: str
      sample: changed
    reason:
      description: Why; null where the verdict says it all.
      type: str
      sample: null
junk:
  description: The entries that ignored nothing when the task began, on the selected sites.
  returned: when sites were selected, also on failure
  type: list
  elements: dict
  contains:
    site:
      description: The site, with its id, address and title.
      type: dict
      sample: {id: 3, url: "https://shop.example.com/", name: Acme shop}
    type:
      description: V(plugin) or V(theme).
      type: str
      sample: plugin
    slug:
      description: The number that stands where the slug should be.
      type: str
      sample: "0"
    name:
      description: What stands where the name should be, which is usually the slug.
      type: str
      sample: seo-notes/seo-notes.php
summary:
  description: How many entries have which verdict. V(planned) only in check mode.
  returned: when sites were selected, also on failure
  type: dict
  sample: {changed: 12, unchanged: 1, failed: 0, skipped: 0, unknown: 0}
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 15
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own, like V(ignores_failed).
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
      description: Who failed, from C(options) and C(name_resolution) over C(tls), C(waf) and C(key) to C(dashboard).
      type: str
    hint:
      description: What helps.
      type: str
"""

from ansible_collections.mainwp.dashboard.plugins.module_utils._ignores._run import IGNORE_OPTIONS, run_ignore
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_ignore, IGNORE_OPTIONS)


if __name__ == "__main__":
    main()
