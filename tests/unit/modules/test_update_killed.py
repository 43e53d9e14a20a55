# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_update killed after each of its requests on 40 sites, and run again: the same end, nothing twice, no lies.

Processes that really are killed: tests/playbooks/test_update_processes.py.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.seeds import demo
from tests.unit.support.bench import Bench
from tests.unit.support.kills import run_and_kill
from tests.unit.support.updates import fleet

MODULE = "mainwp_update"
SITES = 40
#: Two types suffice to end between two of them; a request less for every site keeps the test short.
TASK: dict[str, Any] = {"sites": ["all"], "types": ["plugins", "core"], "fail_on": "none", "max_concurrency": 8}
#: Two reads of all sites, one of the settings, one of each site; an update and a sync each; WordPress itself on every
#: fifth.
REQUESTS = 3 + SITES * 3 + SITES // 5
#: So many tests share the work, so that they can be run side by side.
SHARES = 8

Item = tuple[str, str]  # address and slug


def versions(bench: Bench) -> dict[Item, str]:
    """The versions of all plugins and of WordPress on all children."""
    found = {
        (child.url, slug): plugin.version
        for child in bench.simulator.children
        for slug, plugin in child.plugins.items()
    }
    return found | {(child.url, "wordpress"): child.wp_version for child in bench.simulator.children}


def counted(bench: Bench, what: str) -> dict[Item, int]:
    """How often each item was to be updated (``tried``), or something was installed (``installs``)."""
    return {
        (child.url, "wordpress" if slug == "core" else slug): count
        for child in bench.simulator.children
        for slug, count in getattr(child, what).items()
    }


@pytest.fixture(scope="module")
def end() -> dict[Item, str]:
    """What a run that nothing happens to leaves behind."""
    bench = fleet(SITES)
    result = bench.run(MODULE, **TASK)
    assert len(bench.asked) == REQUESTS
    assert (result["summary"]["updated"], result["summary"]["failed"]) == (4 * SITES - 2 + SITES // 5, 2)
    return versions(bench)


def check(
    requests: int, generation: str, end: dict[Item, str], **again: Any
) -> tuple[Bench, dict[Item, dict[str, Any]]]:
    """Kill a run after so many requests, run it again with further options, and hold the second run to the truth."""
    bench = fleet(SITES, generation)
    start = versions(bench)
    assert run_and_kill(bench, requests, MODULE, **TASK), requests
    between = versions(bench)
    result = bench.run(MODULE, **{**TASK, **again})
    assert "failed" not in result, (requests, result)
    assert versions(bench) == end, requests
    assert result["changed"] is (between != end), requests
    said = {(entry["site"]["url"], entry["slug"]): entry for entry in result["updates"]}
    for item, version in end.items():
        verdict = said[item]["verdict"] if item in said else None
        if between[item] != version:
            assert (between[item], verdict) == (start[item], "updated"), (requests, item)
        elif start[item] != version:
            assert verdict in (None, "skipped"), (requests, item, "the first run had done it")
        elif item[1] == demo.FAILING:
            assert verdict == "failed", (requests, item)
        else:
            assert verdict in (None, "skipped"), (requests, item, "there is nothing that could be done")
    done = {item: 1 for item, version in end.items() if version != start[item]}
    assert counted(bench, "installs") == done, (requests, "everything is installed once")
    return bench, said


@pytest.mark.parametrize("share", range(SHARES))
def test_after_every_request(share: int, end: dict[Item, str]) -> None:
    """The dashboard does not know yet what a killed run did to a site that it could not sync any more.

    So the next run asks such a child again, which finds nothing to do; the verdict says that.
    """
    for requests in range(share, REQUESTS + 1, SHARES):
        bench, said = check(requests, "modern", end)
        for item, times in counted(bench, "tried").items():
            if times > 1 and item[1] != demo.FAILING:
                assert times == 2, (requests, item)
                assert "the dashboard's data were old" in said[item]["reason"], (requests, item)


@pytest.mark.parametrize("generation", ["modern", "legacy"])
def test_with_fresh_data_no_child_is_asked_twice(generation: str, end: dict[Item, str]) -> None:
    """What the documentation advises after a killed run: sync first."""
    for requests in range(1, REQUESTS + 1, 16):
        bench, _said = check(requests, generation, end, sync_max_age=0)
        tried = {item: times for item, times in counted(bench, "tried").items() if item[1] != demo.FAILING}
        assert set(tried.values()) == {1}, requests
