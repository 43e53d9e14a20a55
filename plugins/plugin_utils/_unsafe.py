# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Keeps text that comes from the dashboard from being taken for a template.

From ansible-core 2.19 on only text that is marked as trusted is one. Before, every variable is, unless it is marked as
unsafe: the title of a site could run a lookup on the controller.
"""

from __future__ import annotations

from typing import Any

import ansible.template

if hasattr(ansible.template, "trust_as_template"):

    def unsafe(value: Any) -> Any:
        """The value as it is."""
        return value

else:
    from ansible.utils.unsafe_proxy import wrap_var

    def unsafe(value: Any) -> Any:
        """The value with all text marked that could be a template; other text stays plain, as people expect it."""
        if isinstance(value, str):
            return wrap_var(value) if "{" in value else value
        if isinstance(value, dict):
            return {key: unsafe(one) for key, one in value.items()}
        if isinstance(value, list):
            return [unsafe(one) for one in value]
        return value
