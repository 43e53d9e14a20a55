# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_tag against the simulator: every verb, and every trap of the tag routes."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from tests.unit.support.bench import Bench


@pytest.fixture
def bench() -> Bench:
    return Bench()


class TestCreate:
    TASK: ClassVar[dict[str, Any]] = {"name": "production", "color": "#7fb100"}

    def test_do(self, bench: Bench) -> None:
        result = bench.run("mainwp_tag", **self.TASK)
        assert result["changed"] is True
        assert result["tag"] == {"id": 1, "name": "production", "color": "#7fb100", "sites_ids": []}
        assert result["diff"] == {"before": {}, "after": self.TASK}
        assert bench.asked == ["GET tags", "POST tags/add", "GET tags"]
        assert result["api_requests"] == 3

    def test_again(self, bench: Bench) -> None:
        bench.run("mainwp_tag", **self.TASK)
        result = bench.run("mainwp_tag", **self.TASK)
        assert result["changed"] is False
        assert result["diff"] == {"before": self.TASK, "after": self.TASK}
        assert bench.asked == ["GET tags"]

    def test_check(self, bench: Bench) -> None:
        predicted = bench.check("mainwp_tag", **self.TASK)
        assert bench.asked == ["GET tags"]
        real = bench.run("mainwp_tag", **self.TASK)
        assert (predicted["changed"], predicted["diff"]) == (real["changed"], real["diff"])

    def test_check_again(self, bench: Bench) -> None:
        bench.run("mainwp_tag", **self.TASK)
        assert bench.check("mainwp_tag", **self.TASK)["changed"] is False

    def test_refused(self, bench: Bench) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run("mainwp_tag", **self.TASK)
        assert result["failed"] is True
        assert result["changed"] is False
        assert result["failure"]["layer"] == "key"
        assert result["failure"]["path"] == "/wp-json/mainwp/v2/tags/add"
        assert bench.asked == ["GET tags", "POST tags/add"]

    def test_answer_lost(self, bench: Bench) -> None:
        bench.adapter.fail("read_timeout_after", method="POST", path="tags/add", times=1)
        result = bench.run("mainwp_tag", **self.TASK)
        assert result["changed"] is True
        assert result["tag"]["name"] == "production"
        assert [path for _method, path, _body in bench.written] == ["tags/add"]
