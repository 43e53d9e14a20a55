#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage a client field."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_client_field
short_description: Manage the fields that clients have
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Creates, changes, renames and removes the definition of a field that every client can have a value for, beyond the
    built-in ones.
  - The values are options of M(mainwp.dashboard.mainwp_client).
  - The dashboard lists fields that were defined for one client alone in the same list, with nothing to tell them apart.
    A name that occurs twice is refused, with the ids.
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
      - Whether the field shall exist. Removing it also removes its values from all clients.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - Id of the field. With it, O(name) is the name that the field shall have.
    type: int
  name:
    description:
      - Name of the field, for example V(contract.number). It cannot hold V(<) or square brackets, or consist of
        digits alone.
    type: str
  new_name:
    description:
      - Name that the field shall get. A field that has it already is left as it is.
    type: str
  description:
    description:
      - Description of the field. Needed to create it, and it cannot be emptied.
    type: str
seealso:
  - module: mainwp.dashboard.mainwp_client
  - module: mainwp.dashboard.mainwp_fleet
    description: The way to manage more than a few records.
"""

EXAMPLES = r"""
- name: Have a field for the number of the contract
  mainwp.dashboard.mainwp_client_field:
    name: contract.number
    description: Number of the maintenance contract

- name: Rename it
  mainwp.dashboard.mainwp_client_field:
    name: contract.number
    new_name: contract.id

- name: Remove it, and its values with it
  mainwp.dashboard.mainwp_client_field:
    name: contract.id
    state: absent
"""

RETURN = r"""
client_field:
  description: The field afterwards; null when it was removed or does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: Its id; null in check mode for a field that does not exist yet.
      type: int
      sample: 2
    name:
      description: Its name.
      type: str
      sample: contract.number
    description:
      description: Its description.
      type: str
      sample: Number of the maintenance contract
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
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._client_field import CLIENT_FIELD


def main() -> None:
    """Entry point of the module."""
    run_noun(CLIENT_FIELD)


if __name__ == "__main__":
    main()
