#!/usr/bin/python
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Make, change and remove a post of a child site."""

from __future__ import annotations

DOCUMENTATION = r"""
module: mainwp_post
short_description: Make, change and remove a post of a child site
version_added: 1.0.0
author: The mainwp.dashboard contributors (@mainwp-dashboard)
description:
  - Works on one post of one site, by its O(id), or makes a new one, once. The result has the id, which is to be kept.
  - Posts can be neither listed nor searched, because MainWP 6.1.2 never lists any. So a post is known by its id alone.
  - The API replaces a post when it edits it, so the module reads it first, and sends everything again. What would get
    lost on the way is refused, such as custom fields with several values.
extends_documentation_fragment:
  - mainwp.dashboard.connection
  - mainwp.dashboard.attributes
  - mainwp.dashboard.v2
attributes:
  check_mode:
    support: full
    details:
      - The site is contacted to read the post, which takes its edit lock.
  diff_mode:
    support: full
    details:
      - The diff holds the fields that the task names, without the password.
  idempotent:
    support: partial
    details:
      - With O(id) a second run changes nothing. Without it, every run makes another post.
options:
  site:
    description: The site, by address, name or id.
    type: str
    required: true
  id:
    description:
      - Id of the post on the site. Without it a new post is made, in every run.
    type: int
  state:
    description:
      - V(absent) deletes the post with this O(id) for good. To put it into the trash, use O(status=trash).
    type: str
    choices: [present, absent]
    default: present
  title:
    description: Title, one line without markup.
    type: str
  content:
    description:
      - Content, with markup. WordPress takes out what is dangerous (scripts, frames, forms), and the task then fails.
    type: str
  status:
    description:
      - The status. A new post is a V(draft) where it is not given. V(future) needs a O(date).
      - Where nothing but this changes, author, texts and date stay as they are.
    type: str
    choices: [publish, pending, private, future, draft, trash]
  slug:
    description:
      - The name in its address. WordPress makes it of the title where it is not given, and numbers one that is taken.
    type: str
  excerpt:
    description: Excerpt, one line without markup.
    type: str
  password:
    description: The password that visitors need.
    type: str
  comment_status:
    description: Whether visitors can comment.
    type: str
    choices: [open, closed]
  ping_status:
    description: Whether other sites can ping it.
    type: str
    choices: [open, closed]
  date:
    description:
      - When it is published, in UTC, as V(2026-05-01 09:00:00). A draft that has no date takes none.
    type: str
  custom_fields:
    description:
      - Custom fields, with one text each. Those that are not named stay; none can be removed.
    type: dict
  categories:
    description:
      - Names of its categories, which must exist on the site. MainWP makes new ones with a quotation mark in the name.
      - Only ASCII without commas and quotes. A post cannot be left without a category.
    type: list
    elements: str
  post_tags:
    description:
      - Its tags; new ones are made. They cannot be emptied.
    type: list
    elements: str
notes:
  - An edit makes the administrator by whom the site is connected the author. The date stays.
  - A site that is suspended is worked on, too.
  - Featured images, galleries, sticky posts and authors cannot be managed. MainWP ignores them or fails in
    silence.
seealso:
  - module: mainwp.dashboard.mainwp_page_info
"""

EXAMPLES = r"""
- name: Make a post
  mainwp.dashboard.mainwp_post:
    site: shop.example.com
    title: We are moving
    content: <p>From May on you find us at the harbour.</p>
    status: publish
    post_tags: [news]
  register: moving

- name: Keep its id
  ansible.builtin.debug:
    msg: "{{ moving.post.id }}"

- name: Change a post that is there
  mainwp.dashboard.mainwp_post:
    site: shop.example.com
    id: 1
    title: Hello customers!
    comment_status: closed

- name: Put it into the trash
  mainwp.dashboard.mainwp_post:
    site: shop.example.com
    id: 1
    status: trash

- name: Delete it for good
  mainwp.dashboard.mainwp_post:
    site: shop.example.com
    id: 1
    state: absent
"""

RETURN = r"""
post:
  description: The post afterwards; null where it is absent.
  returned: success, and on failure where it could be read
  type: dict
  contains:
    id:
      description: Its id on the site, to be kept; null in check mode where it would be made.
      type: int
      sample: 34
    site:
      description: The site, with its id, address and title.
      type: dict
      sample: {id: 3, url: "https://shop.example.com/", name: Acme shop}
    title:
      description: Title.
      type: str
      sample: Opening hours
    content:
      description: Content.
      type: str
      sample: <p>Monday to Friday</p>
    status:
      description: Status.
      type: str
      sample: publish
    slug:
      description: Its name in its address.
      type: str
      sample: opening-hours
    excerpt:
      description: Excerpt.
      type: str
      sample: When we are there
    comment_status:
      description: Whether visitors can comment.
      type: str
      sample: open
    ping_status:
      description: Whether other sites can ping it.
      type: str
      sample: closed
    date:
      description: When it is or was published, in UTC; null for a draft without a date.
      type: str
      sample: "2026-05-01 09:00:00"
    custom_fields:
      description: Its custom fields without WordPress' own.
      type: dict
      sample: {color: red}
    categories:
      description: Its categories.
      type: list
      elements: str
      sample: [News]
    post_tags:
      description: Its tags.
      type: list
      elements: str
      sample: [release]
api_requests:
  description: How many requests were made to the dashboard.
  returned: always
  type: int
  sample: 6
failure:
  description: What failed, for programs.
  returned: failure
  type: dict
  contains:
    code:
      description: The dashboard's error code, or one of the collection's own, like V(wrong_kind).
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

from ansible_collections.mainwp.dashboard.plugins.module_utils._contents._kinds import POST
from ansible_collections.mainwp.dashboard.plugins.module_utils._contents._run import run_post
from ansible_collections.mainwp.dashboard.plugins.module_utils._module import run_module


def main() -> None:
    """Entry point of the module."""
    run_module(run_post, POST.options)


if __name__ == "__main__":
    main()
