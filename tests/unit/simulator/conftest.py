# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The simulators that its own tests begin with."""

from __future__ import annotations

import pytest

from tests.simulator import Simulator

from .client import Caller


def caller(generation: str, state: str = "demo", sites: int | None = None) -> Caller:
    """Return a caller of a new simulator."""
    return Caller(Simulator(generation, state, sites if state == "demo" else None))


@pytest.fixture(params=["modern", "legacy"])
def call(request: pytest.FixtureRequest) -> Caller:
    """Return a caller of a demo of six sites, none connected, in each generation."""
    return caller(request.param, sites=6)


@pytest.fixture
def modern() -> Caller:
    """Return a caller of a modern demo of six sites."""
    return caller("modern", sites=6)


@pytest.fixture
def legacy() -> Caller:
    """Return a caller of a legacy demo of six sites."""
    return caller("legacy", sites=6)
