# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Whether an answer is the recorded one: its status, its kind, its body."""

from __future__ import annotations

import json
from typing import Any

from .compare import differences
from .exchange import Answer, raw_body


def judge(record: dict[str, Any], answer: Answer) -> list[str]:
    """Return what differs between a record and an answer to the same request; an empty list means that they agree."""
    found = [] if answer.status == record["status"] else [f"status: recorded {record['status']}, got {answer.status}"]
    raw = raw_body(record["response"])
    if raw is not None:
        return found + _raw_differences(raw, record, answer)
    try:
        actual = json.loads(answer.text)
    except ValueError:
        return [*found, f"body: no JSON but {answer.text[-2000:]!r}"]
    return found + differences(record["response"], actual)


def _raw_differences(raw: str, record: dict[str, Any], answer: Answer) -> list[str]:
    """Compare an answer that was not JSON: an empty body must be empty, a page must be of the same kind."""
    if raw == "":
        return [] if answer.text == "" else [f"body: recorded nothing, got {answer.text[:300]!r}"]
    found = []
    wanted = (record.get("headers") or {}).get("Content-Type", "").split(";")[0]
    if wanted and answer.content_type.split(";")[0] != wanted:
        found.append(f"Content-Type: recorded {wanted}, got {answer.content_type}")
    try:
        json.loads(answer.text)
        found.append(f"body: recorded a page, got JSON {answer.text[:300]}")
    except ValueError:
        pass
    return found
