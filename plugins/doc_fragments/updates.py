# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Documentation of the options that choose among offers; a test holds it against module_utils/_updates/_select.py."""

from __future__ import annotations


class ModuleDocFragment:
    """Options that say which updates of the selected sites a task means."""

    DOCUMENTATION = r"""
options:
  types:
    description:
      - Types of updates.
    type: list
    elements: str
    choices: [plugins, themes, translations, core]
    default: [plugins, themes, translations, core]
  slugs:
    description:
      - Patterns, as shells have them, one of which the slug must fit. An empty list is refused.
      - The slug of a plugin is its file, like V(akismet/akismet.php), and a pattern may also fit its folder, here
        V(akismet). That of a theme is its folder, that of a translation its text domain, that of WordPress itself
        V(wordpress).
    type: list
    elements: str
    default: ["*"]
  exclude_slugs:
    description:
      - Patterns that the slug must not fit. They win over O(slugs).
    type: list
    elements: str
    default: []
  max_step:
    description:
      - The largest step that is taken. A change of the first number of a version is V(major), of the second V(minor),
        of any other V(patch).
      - WordPress calls a change of its second number a major release, and so does this option. A step from a version
        that is not known is V(major), too. Translations are not limited.
    type: str
    choices: [patch, minor, major]
    default: major
  only_active:
    description:
      - Whether to leave out plugins and themes that the site does not use. The parent of the active theme is used.
        WordPress and translations are not limited.
    type: bool
    default: false
  only_with_package:
    description:
      - Whether to leave out what has no package, because its licence is missing. Otherwise it is named, as blocked or
        skipped. What is in a plan and has lost its package since is named in any case.
    type: bool
    default: false
"""
