#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Manage a key of the API."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_api_key
short_description: Manage keys of the API
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Makes, changes, disables and removes keys of the REST API of a MainWP Dashboard.
  - A key is found by its O(description), which the dashboard does not keep unique; several keys with the same one are
    refused, with their ids. Changing a description needs O(id).
  - The token of a key is shown once, when the key is made. It goes to O(token_dest), or into the result.
  - Every key that may write can make, change and remove every other key.
  - Keys of version 1 of the API can be changed and removed, not made.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: full
  diff_mode:
    support: full
    details:
      - No diff holds a token.
  idempotent:
    support: full
    details:
      - A token that is in O(token_dest) is compared by its end, with which the dashboard shows which key it belongs to.
options:
  state:
    description:
      - Whether the key shall exist.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - Id of the key. With it, O(description) is the description that the key shall have.
    type: str
  description:
    description:
      - Description of the key. It identifies the key where no O(id) is given. The dashboard cannot empty it, and keeps
        one line of plain text.
    type: str
  permissions:
    description:
      - What the key may do. V(write) includes removing. A new key needs them.
      - A dashboard in another language shows translated words. They are learned from any key that has both permissions;
        without one, only English ones are known, and the task is refused.
    type: list
    elements: str
    choices: [read, write]
  enabled:
    description:
      - Whether the key can be used. A new key is enabled unless this is V(false).
    type: bool
  version:
    description:
      - The version of the API that the key is for. Without it, it is told by O(id), and is V(v2) for a description.
    type: str
    choices: [v1, v2]
  token_dest:
    description:
      - File on the host that runs the module, which gets the token of a new key. Its mode is 0600, and it holds all of
        the token or is not touched. Whether it can be written is seen before the key is made.
      - Without it the token of a new key is in RV(token). Then give the task C(no_log).
    type: path
  lost_token:
    description:
      - What happens when the key exists and O(token_dest) does not hold its token, as after a run that was killed in
        between. V(fail) fails, V(replace) removes the key and makes a new one like it.
    type: str
    choices: [fail, replace]
    default: fail
  lock_out_own_key:
    description:
      - Allow that the key that this task itself uses is removed, disabled or loses a permission. Only another key, or
        WordPress itself, can undo that.
    type: bool
    default: false
seealso:
  - module: mainwp.dashboard.mainwp_api_key_info
"""

EXAMPLES = r"""
- name: Have a key that only reads, its token in a file
  mainwp.dashboard.mainwp_api_key:
    description: monitoring
    permissions: [read]
    token_dest: monitoring.token
  register: key

- name: Disable it
  mainwp.dashboard.mainwp_api_key:
    description: monitoring
    enabled: false

- name: Give it another description
  mainwp.dashboard.mainwp_api_key:
    id: "{{ key.api_key.id }}"
    description: monitoring (old)

- name: Remove it
  mainwp.dashboard.mainwp_api_key:
    id: "{{ key.api_key.id }}"
    state: absent
"""

RETURN = r"""
api_key:
  description: The key afterwards; null when it was removed or does not exist.
  returned: success
  type: dict
  contains:
    id:
      description: Its id, a number for a key of version 2, the consumer key for one of version 1. Text in any case.
      type: str
      sample: "7"
    description:
      description: Its description.
      type: str
      sample: ci
    permissions:
      description: What it may do, V(read), V(write) or both; null where the words of a translated dashboard are not
        known.
      type: list
      elements: str
      sample: [read]
    enabled:
      description: Whether it can be used.
      type: bool
      sample: true
    version:
      description: The version of the API that it is for, V(v1) or V(v2).
      type: str
      sample: v2
    truncated_key:
      description: The last 7 characters of its consumer key, with which its token ends, too.
      type: str
      sample: 8d1664e
    user_id:
      description: Id of the WordPress user who owns it; null for a key of version 1.
      type: int
      sample: 1
    last_access:
      description: When it was last used, in the time zone of the dashboard; null where it never was, and for a key of
        version 1.
      type: str
      sample: "2026-11-24 08:15:00"
token:
  description: The token of a new key, which is what other tasks give as their O(api_key). It is shown this once.
  returned: when a key was made without O(token_dest), or the file could not be written in the end
  type: str
  sample: 7899fea93f1f65d02cea8f386be4f147b3042d9c==1a1a7c67e856dbc31d898cb037028e38a8d1664e
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._api_keys import API_KEY_OPTIONS, run_api_key
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module
from ansible_collections.mainwp.dashboard.plugins.module_utils._resources._api_key import API_KEY


def main() -> None:
    """Entry point of the module."""
    run_module(run_api_key, API_KEY_OPTIONS, **API_KEY.constraints)


if __name__ == "__main__":
    main()
