#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Check whether child sites are up."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_site_check
short_description: Check whether child sites are up
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Makes a MainWP Dashboard ask for the first page of child sites, as seen from the dashboard, and remember the HTTP
    code that it got.
  - A dashboard on WordPress 6.9 or later syncs no site that did not answer its last check. Once the site answers again,
    a check takes that mark away. It does not repair a site whose sync failed; for that see
    O(mainwp.dashboard.mainwp_sync#module:repair).
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.selection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: partial
    details:
      - No site is contacted, every verdict is V(planned), and no change is reported, since what a check would find is
        not known.
  diff_mode:
    support: none
    details:
      - The codes are in the result.
  idempotent:
    support: full
    details:
      - RV(ignore:changed) is true where at least one site answered with another HTTP code than at its last check.
options:
  fail_on:
    description:
      - When the task fails. V(any) at the first site that is not up, V(none) never, a number at so many of them, a
        share like V(10%) at this part of those that were checked.
      - The result is complete in any case.
    type: str
    default: any
notes:
  - The dashboard keeps no difference between a site that was never checked and one that did not answer.
seealso:
  - module: mainwp.dashboard.mainwp_sync
"""

EXAMPLES = r"""
- name: Check the whole fleet
  mainwp.dashboard.mainwp_site_check:
    sites: all

- name: Check two sites and go on whatever they answer
  mainwp.dashboard.mainwp_site_check:
    sites:
      - shop.example.com
      - blog.example.com
    fail_on: none
  register: check

- name: Show those that are down
  ansible.builtin.debug:
    msg: "{{ check.sites | selectattr('verdict', 'eq', 'down') }}"
"""

RETURN = r"""
sites:
  description: Every selected site and what it answered, by address.
  returned: when sites were selected, also on failure
  type: list
  elements: dict
  contains:
    id:
      description: Its id.
      type: int
      sample: 3
    url:
      description: Its address.
      type: str
      sample: https://shop.example.com/
    name:
      description: Its title on the dashboard.
      type: str
      sample: Acme shop
    verdict:
      description:
        - V(up) answered with HTTP 200.
        - V(down) answered with another code, or did not answer.
        - V(failed) could not be checked by the dashboard.
        - V(skipped) was not tried, because the dashboard failed before.
        - V(unknown) means that the dashboard's answer was lost.
        - V(planned) would be checked, in check mode.
      type: str
      sample: up
    http_code:
      description: The HTTP code; 0 where nothing answered, null where no check came to its end.
      type: int
      sample: 200
    reason:
      description: What is wrong; null where nothing is.
      type: str
      sample: null
    seconds:
      description: How long it took; null for a site that was not tried.
      type: float
      sample: 0.4
summary:
  description: How many sites have which verdict. In check mode only V(planned).
  returned: when sites were selected, also on failure
  type: dict
  sample: {up: 44, down: 1, failed: 0, unknown: 0, skipped: 0}
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 47
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own, like V(sites_down).
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._site_check import CHECK_OPTIONS, run_check


def main() -> None:
    """Entry point of the module."""
    run_module(run_check, CHECK_OPTIONS)


if __name__ == "__main__":
    main()
