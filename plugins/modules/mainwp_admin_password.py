#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Change the password of the administrator by whom sites are connected."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_admin_password
short_description: Change the password of the administrator by whom sites are connected
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Gives the administrator by whom MainWP connects a site a new password, on many sites in one task.
  - The connection stays, since MainWP needs the password for connecting only. M(mainwp.dashboard.mainwp_user) cannot
    change this user.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.selection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: full
    details:
      - No site is contacted.
  diff_mode:
    support: none
    details:
      - A password is never shown.
  idempotent:
    support: none
    details:
      - Nobody can see whether a password is set already, so that it is set, and reported as changed, in every run.
options:
  password:
    description:
      - The new password. It must not be empty, for which MainWP would make a random one that nobody learns.
    type: str
    required: true
  fail_on:
    description:
      - When the task fails. V(any) at the first site that did not confirm the password, V(none) never, a number at
        so many of them, a share like V(10%) at this part of those that were tried.
      - The result is complete in any case.
    type: str
    default: any
notes:
  - MainWP cannot always read what a site answers, and then calls a change failed that was made. Such a site is
    V(unknown) here.
seealso:
  - module: mainwp.dashboard.mainwp_user
  - module: mainwp.dashboard.mainwp_site
"""

EXAMPLES = r"""
- name: Change the password of the administrator of a site
  mainwp.dashboard.mainwp_admin_password:
    sites: [shop.example.com]
    password: "{{ vault_shop_admin }}"
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
        - V(changed) confirmed the change, V(failed) refused it.
        - V(unknown) did not answer, so that the password may be the new or the old one.
        - V(skipped) is suspended or was not tried.
        - V(planned) would be changed, in check mode.
      type: str
      sample: changed
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
  sample: {changed: 1, failed: 0, unknown: 0, skipped: 0}
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
      description: The dashboard's error code, or one of the collection's own, like V(passwords_failed).
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._admin_password import (
    ADMIN_PASSWORD_OPTIONS,
    run_admin_password,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_admin_password, ADMIN_PASSWORD_OPTIONS)


if __name__ == "__main__":
    main()
