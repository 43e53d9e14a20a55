# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The text that a job has for a site, and the answer of the request that begins a run, taken apart."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._offers import Offer
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._queue_errors import told
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._queue_start import decode

FORMS = Offer("plugin", "forms/forms.php", "Forms", "1", "2")
PRO = Offer("plugin", "pro/pro.php", "Pro", "1", "2")
THEME = Offer("theme", "look", "Look", "1", "2")
CORE = Offer("core", "wordpress", "WordPress", "1", "2")
ALL = (FORMS, PRO, THEME, CORE)

TEXT = (
    "core: NOMAINWP; plugins: forms/forms.php: Download failed. Not found; pro/pro.php: No package; themes: HTTPERROR"
)


@pytest.mark.parametrize(
    ("text", "offer", "item", "reason"),
    [
        (TEXT, FORMS, "Download failed. Not found.", ""),
        (TEXT, PRO, "No package.", ""),
        (TEXT, THEME, None, "The dashboard got no answer from the child."),
        (TEXT, CORE, None, "No active MainWP Child answers at the site's address."),
        ("plugins: forms/forms.php: Download failed.", PRO, None, ""),
        ("plugins: forms/forms.php: Download failed.", THEME, None, ""),
        ("plugins: Connection failed.", PRO, None, "Connection failed."),
        ("Site not found.", PRO, None, "Site not found."),
        ("themes: look: a: b; c: d", THEME, "a: b; c: d.", ""),
    ],
)
def test_told(text: str, offer: Offer, item: str | None, reason: str) -> None:
    said, holds_for_all = told(text, offer, ALL)
    assert (said.text if said else None, holds_for_all) == (item, reason)


@pytest.mark.parametrize(
    ("answer", "shape"),
    [
        ({"success": 1, "message": "Batch updates queued.", "job_id": "update_1", "queued_count": 0}, "job"),
        ({"success": 1, "message": "Batch updates completed.", "summary": {"total_updated": 0}}, "finished"),
        ({"success": 1, "message": "Batch updates completed.", "summary": []}, "finished"),
        ({"success": 1, "message": "Batch updates all started successfully."}, "legacy"),
        ({"success": 1, "message": "A batch updates all job are running."}, "running"),
        ({"success": 1}, None),
        ([], None),
    ],
)
def test_shapes(answer: Any, shape: str | None) -> None:
    assert decode(answer).shape == shape
