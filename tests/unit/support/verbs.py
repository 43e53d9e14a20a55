# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The six tests that every verb of a noun's module passes: do, again, check, check again, refused, answer lost.

    class TestRename(Verb):
        MODULE = "mainwp_tag"
        TASK = {"name": "production", "new_name": "live"}
        ...

The test module has a fixture ``bench``, the dashboard from which the verb starts.
"""

from __future__ import annotations

from typing import Any, ClassVar

from .bench import Bench


class Verb:
    """One verb: a task, everything that it asks, and both sides of its diff."""

    MODULE: ClassVar[str]
    TASK: ClassVar[dict[str, Any]]
    #: Everything that is asked when it is done, and when there is nothing to do.
    DONE: ClassVar[list[str]]
    NOTHING: ClassVar[list[str]]
    BEFORE: ClassVar[dict[str, Any]]
    AFTER: ClassVar[dict[str, Any]]
    #: The write that a key which only reads is refused, and whose answer is lost.
    WRITE: ClassVar[str]

    def prepare(self, bench: Bench) -> None:
        """Bring the dashboard into the state from which the verb starts."""

    def settled(self, bench: Bench) -> bool:
        """Whether the dashboard is in the state that the verb leads to."""
        raise NotImplementedError

    def test_do(self, bench: Bench) -> None:
        """The first run changes what it says, and asks no more than it needs."""
        self.prepare(bench)
        result = bench.run(self.MODULE, **self.TASK)
        assert "failed" not in result, result
        assert result["changed"] is True
        assert result["diff"] == {"before": self.BEFORE, "after": self.AFTER}
        assert bench.asked == self.DONE
        assert result["api_requests"] == len(self.DONE)
        record = result[self.MODULE.removeprefix("mainwp_")]
        assert {name: record[name] for name in self.AFTER} == self.AFTER
        assert self.settled(bench)

    def test_again(self, bench: Bench) -> None:
        """The second run changes nothing, and shows the same record."""
        self.prepare(bench)
        noun = self.MODULE.removeprefix("mainwp_")
        first = bench.run(self.MODULE, **self.TASK)
        result = bench.run(self.MODULE, **self.TASK)
        assert result["changed"] is False
        assert result[noun] == first[noun]
        assert result["diff"]["before"] == result["diff"]["after"]
        assert bench.asked == self.NOTHING

    def test_check(self, bench: Bench) -> None:
        """Check mode predicts the real run, writes nothing and contacts no child."""
        self.prepare(bench)
        contacts = [len(child.log) for child in bench.simulator.children]
        predicted = bench.check(self.MODULE, **self.TASK)
        assert [len(child.log) for child in bench.simulator.children] == contacts
        real = bench.run(self.MODULE, **self.TASK)
        assert (predicted["changed"], predicted["diff"]) == (real["changed"], real["diff"])

    def test_check_again(self, bench: Bench) -> None:
        """Check mode after the real run predicts nothing."""
        self.prepare(bench)
        bench.run(self.MODULE, **self.TASK)
        result = bench.check(self.MODULE, **self.TASK)
        assert result["changed"] is False
        assert bench.asked == self.NOTHING

    def test_refused(self, bench: Bench) -> None:
        """A refusal of the dashboard is a failure that changed nothing."""
        self.prepare(bench)
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        result = bench.run(self.MODULE, **self.TASK)
        assert result["failed"] is True
        assert result["changed"] is False
        assert (result["failure"]["layer"], result["failure"]["status"]) == ("key", 401)
        assert [path for _method, path, _body in bench.written] == [self.WRITE]
        assert not self.settled(bench)

    def test_answer_lost(self, bench: Bench) -> None:
        """A write that was carried out and not answered is found out by reading, and not sent again."""
        self.prepare(bench)
        bench.adapter.fail("read_timeout_after", path=self.WRITE, times=1)
        result = bench.run(self.MODULE, **self.TASK)
        assert "failed" not in result, result
        assert result["changed"] is True
        assert [path for _method, path, _body in bench.written].count(self.WRITE) == 1
        assert self.settled(bench)
        assert bench.run(self.MODULE, **self.TASK)["changed"] is False
