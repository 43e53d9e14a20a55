#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage a method of payment."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_payment_method
short_description: Manage the methods of payment of costs
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Creates, renames and removes methods of payment of the cost tracker.
  - The methods that are built in, such as PayPal or Stripe, are always there. No list of the API shows them, and this
    module refuses to make one that stands in for them.
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
      - Whether the method shall exist. The dashboard does not ask whether costs use it.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - Id of the method, which the dashboard makes out of its first name and keeps. With it, O(name) is the name that
        the method shall have.
    type: str
  name:
    description:
      - Name of the method. It needs Latin letters, and cannot consist of digits alone.
    type: str
  new_name:
    description:
      - Name that the method shall get. One that has it already is left as it is.
    type: str
seealso:
  - module: mainwp.dashboard.mainwp_settings
  - module: mainwp.dashboard.mainwp_settings_info
  - module: mainwp.dashboard.mainwp_fleet
    description: The way to manage more than a few records.
"""

EXAMPLES = r"""
- name: Pay through Wise
  mainwp.dashboard.mainwp_payment_method:
    name: Wise

- name: Rename it
  mainwp.dashboard.mainwp_payment_method:
    name: Wise
    new_name: Wise Business

- name: Remove it
  mainwp.dashboard.mainwp_payment_method:
    name: Wise Business
    state: absent
"""

RETURN = r"""
payment_method:
  description: The method afterwards; null when it was removed or does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: Its id; null in check mode for a method that does not exist yet.
      type: str
      sample: wise
    name:
      description: Its name.
      type: str
      sample: Wise
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._payment_method import PAYMENT_METHOD


def main() -> None:
    """Entry point of the module."""
    run_noun(PAYMENT_METHOD)


if __name__ == "__main__":
    main()
