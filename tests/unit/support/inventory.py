# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Runs the inventory plugin in this process against the simulator of a bench, from its file to the inventory.

source = Source(bench, folder, filters={"tags": ["production"]})
inventory = source.parse()                                   # raises what the plugin raises
assert sorted(inventory.hosts) == ["blog.example.com", "shop.example.com"]
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ansible import constants
from ansible.inventory.data import InventoryData
from ansible.parsing.dataloader import DataLoader

from ansible_collections.mainwp.dashboard.plugins.inventory.mainwp import InventoryModule
from tests.meta import collection

from .bench import Bench

NAME = f"{collection.NAME}.mainwp"


@cache
def _prepare() -> None:
    """Tell Ansible the plugin's options.

    Its loader of plugins would do so, and cannot here: it wants to import collections itself, and this process has
    imported ours already.
    """
    options = collection.all_documentation("inventory")["mainwp"]["doc"]["options"]
    constants.config.initialize_plugin_configuration_definitions("inventory", NAME, options)


def row(bench: Bench, site: int) -> Any:
    """The simulator's own row of a site, to change it."""
    return bench.simulator.dashboard.sites.get(site)


class Source:
    """A file of the plugin in a folder, with these options, connected to the simulator of a bench.

    ``cache_plugin`` and its kin are options too; the folder can hold what jsonfile writes.
    """

    def __init__(self, bench: Bench, folder: Path, name: str = "fleet.mainwp.yml", **options: Any) -> None:
        self.bench = bench
        self.path = folder / name
        self.loader = DataLoader()
        #: What the plugin warned of in the last run.
        self.warnings: list[str] = []
        self.write(**{**bench.connection, **options})

    def write(self, **options: Any) -> None:
        """Write the file anew with these options alone."""
        self.path.write_text(yaml.safe_dump({"plugin": NAME, **options}), encoding="utf-8")

    def parse(self, inventory: InventoryData | None = None, *, cache: bool = True) -> InventoryData:
        """Add the sites to an inventory (a new one without it) and return it. Forgets earlier requests first.

        ``cache=False`` is what --flush-cache and ``meta: refresh_inventory`` do.
        """
        _prepare()
        self.bench.simulator.requests.clear()
        self.warnings.clear()
        found = inventory or InventoryData()
        plugin = InventoryModule()
        plugin.ansible_name, plugin._load_name, plugin._redirected_names = NAME, NAME, [NAME]
        assert plugin.verify_file(str(self.path))
        plugin.display = _Display(self.warnings)  # type: ignore[assignment]
        with self.bench.surroundings():
            plugin.parse(found, self.loader, str(self.path), cache=cache)
            if hasattr(plugin, "_cache"):  # as Ansible does
                plugin.update_cache_if_changed()
        assert self.bench.simulator.bugs == [], self.bench.simulator.bugs
        return found


class _Display:
    """Notes warnings and shows nothing."""

    def __init__(self, warnings: list[str]) -> None:
        self.warning = warnings.append

    def __getattr__(self, name: str) -> Any:
        return lambda *_arguments, **_options: None
