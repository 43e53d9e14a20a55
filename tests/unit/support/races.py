# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What somebody else does between our look and our write."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from .bench import Bench


@contextlib.contextmanager
def meanwhile(bench: Bench, path: str, act: Callable[[], Any]) -> Iterator[None]:
    """Let ``act`` happen once, just before the first write whose address holds ``path`` reaches the dashboard."""
    send = bench.adapter.send
    acted = False

    def racing(request: Any, **options: Any) -> Any:
        nonlocal acted
        if not acted and request.method != "GET" and path in request.url:
            acted = True
            act()
        return send(request, **options)

    bench.adapter.send = racing  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        bench.adapter.send = send  # type: ignore[method-assign]
    assert acted, f"no write reached {path}"
