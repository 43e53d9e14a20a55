# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A dashboard whose sites have updates on offer, for the tests of the update modules."""

from __future__ import annotations

from typing import Any

from tests.simulator.children import Child, Plugin, Translation
from tests.simulator.children import Offer as ChildOffer
from tests.simulator.seeds.connected import connect

from .bench import Bench

BROKEN = "demo-broken/demo-broken.php"
FORMS = "demo-forms/demo-forms.php"
SEO = "demo-seo/demo-seo.php"
WIDGET = "demo-widget/demo-widget.php"
THEME = "demo-theme"
GOOD = [FORMS, SEO, WIDGET]


def connected(generation: str, sites: int = 3) -> Bench:
    """The recordings' three children (or the first of them), connected and synced just now.

    Each has four plugins and a theme on offer, one of the plugins cannot be downloaded.
    """
    bench = Bench(state="recordings", generation=generation)
    for number, child in enumerate(list(bench.simulator.children)[:sites], start=1):
        connect(bench.simulator, child, f"Site {number}")
    return bench


def fleet(sites: int, generation: str = "modern", **arguments: Any) -> Bench:
    """A demo fleet on five servers, connected and synced just now."""
    bench = Bench(state="demo", sites=sites, generation=generation, **arguments)
    for number, child in enumerate(bench.simulator.children, start=1):
        connect(bench.simulator, child, f"Site {number}")
    return bench


def child(bench: Bench, number: int = 1) -> Child:
    """The child behind a site's id."""
    site = bench.simulator.dashboard.sites.get(number)
    assert site is not None
    found = bench.simulator.children.at(site.url)
    assert found is not None
    return found


def refresh(bench: Bench, number: int = 1) -> None:
    """Let the dashboard know what its child has now, as a sync would, without a request."""
    from tests.simulator.contacts import CronWork, store

    site = bench.simulator.dashboard.sites.get(number)
    assert site is not None
    store(CronWork(bench.simulator), site, child(bench, number))


def offer_core(bench: Bench, number: int = 1, *, old: str = "7.0.2", new: str = "7.0.4") -> None:
    """Put an update of WordPress on offer."""
    one = child(bench, number)
    one.wp_version, one.core_offer, one.wordpress_org = old, new, True
    refresh(bench, number)


def offer_plugin(bench: Bench, slug: str, offer: ChildOffer, number: int = 1, **facts: Any) -> None:
    """Install a plugin and put an update of it on offer."""
    one = child(bench, number)
    one.plugins[slug] = Plugin(slug, slug.split("/", maxsplit=1)[0], "1.0", **facts)
    one.plugin_offers[slug] = offer
    refresh(bench, number)


def offer_translations(bench: Bench, number: int = 1) -> None:
    """Put the translation of a plugin on offer, in two languages, and that of WordPress."""
    child(bench, number).translations = [
        Translation("plugin", "demo-forms", "de_DE", "2.5.0", "Demo Forms"),
        Translation("plugin", "demo-forms", "fr_FR", "2.5.0", "Demo Forms"),
        Translation("core", "default", "de_DE", "7.0.4", "WordPress"),
    ]
    refresh(bench, number)


def go_on_behind(bench: Bench, seconds: float, fault: str = "gateway_timeout") -> None:
    """A proxy that gives up at once on an update of the forms plugin, which ends on the child so many seconds later.

    Whatever answers in place of the child until then: afterwards it is up.
    """

    def work() -> None:
        child(bench).reachability = "up"
        child(bench).upgrade_plugins([FORMS])

    bench.simulator.faults.add(fault, method="PUT", path="update/plugins")
    due, wait = bench.simulator.clock.now() + seconds, bench.simulator.clock.wait

    def waiting(passing: float) -> None:
        nonlocal due
        wait(passing)
        if bench.simulator.clock.now() >= due:
            due = float("inf")
            work()

    bench.simulator.clock.wait = waiting  # type: ignore[assignment, method-assign]


def verdicts(result: dict[str, Any], number: int = 1) -> dict[str, str]:
    """A site's verdicts by slug."""
    return {entry["slug"]: entry["verdict"] for entry in result["updates"] if entry["site"]["id"] == number}


def reasons(result: dict[str, Any], number: int = 1) -> dict[str, str | None]:
    """A site's reasons by slug."""
    return {entry["slug"]: entry["reason"] for entry in result["updates"] if entry["site"]["id"] == number}


def upgrades(bench: Bench, number: int = 1) -> int:
    """How many update calls reached a child."""
    return child(bench, number).log.count("upgrade")
