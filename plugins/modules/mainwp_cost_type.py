#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage a type of costs."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_cost_type
short_description: Manage the types of costs
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Creates, changes, renames and removes types of costs, which the cost tracker calls product types.
  - The types Plugin, Theme, Hosting, Service and Other are built in. They can be neither removed nor renamed. Their
    colour can be changed together with their icon, and the icon that they came with cannot be brought back.
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
      - Whether the type shall exist. The dashboard does not ask whether costs use it.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - Id of the type, which the dashboard makes out of its first name and keeps. With it, O(name) is the name that
        the type shall have.
    type: str
  name:
    description:
      - Name of the type. It needs Latin letters, and cannot consist of digits alone.
    type: str
  new_name:
    description:
      - Name that the type shall get. One that has it already is left as it is.
    type: str
  color:
    description:
      - Colour of the type as V(#rrggbb).
    type: str
  icon:
    description:
      - Icon of the type as its kind and its name, such as V(solid:font).
    type: str
seealso:
  - module: mainwp.dashboard.mainwp_settings
  - module: mainwp.dashboard.mainwp_settings_info
  - module: mainwp.dashboard.mainwp_fleet
    description: The way to manage more than a few records.
"""

EXAMPLES = r"""
- name: Have a type for fonts
  mainwp.dashboard.mainwp_cost_type:
    name: Fonts
    color: "#7fb100"
    icon: solid:font

- name: Rename it
  mainwp.dashboard.mainwp_cost_type:
    name: Fonts
    new_name: Typefaces

- name: Remove it
  mainwp.dashboard.mainwp_cost_type:
    name: Typefaces
    state: absent
"""

RETURN = r"""
cost_type:
  description: The type afterwards; null when it was removed or does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: Its id; null in check mode for a type that does not exist yet.
      type: str
      sample: fonts
    name:
      description: Its name.
      type: str
      sample: Fonts
    color:
      description: Its colour.
      type: str
      sample: '#7fb100'
    icon:
      description: Its icon.
      type: str
      sample: solid:font
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._cost_type import COST_TYPE


def main() -> None:
    """Entry point of the module."""
    run_noun(COST_TYPE)


if __name__ == "__main__":
    main()
