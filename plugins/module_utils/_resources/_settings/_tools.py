# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Settings of the tools: the look of the dashboard and its help. They are those of the user who owns the key."""

from __future__ import annotations

from ._section import enumerated, same_words, section, switch

# The dashboard's own switch for the dark mode stores another one, which the API shows and does not take.
THEMES = ("default", "default-2024", "classic", "dark", "wpadmin", "minimalistic")

TOOLS = section(
    "tools",
    "tools",
    (
        enumerated("theme", "mainwp_theme", same_words(*THEMES)),
        switch("guided_tours", "guided_tours"),
        switch("chatbase", "chatbase"),
        switch("guided_video", "guided_video"),
    ),
)
