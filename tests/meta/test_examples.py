# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The examples work as they are printed: those of every module, one after the other, and the README's play.

The modules' examples run in this process against a simulator in which the names exist that they use: each task as a
check, which must foretell whether the task changes something, and then for real.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, trust_as_template

from tests import plays
from tests.meta import collection
from tests.served import served
from tests.simulator.seeds import demo, keys
from tests.unit.support.bench import Bench

# Values of the variables that examples take from a vault.
VAULT = {
    "vault_mainwp_api_key": keys.made_up()["rw"],
    "vault_mainwp_consumer_key": keys.made_up()["v1"]["consumer_key"],
    "vault_mainwp_consumer_secret": keys.made_up()["v1"]["consumer_secret"],
    "vault_shop_admin": demo.PASSWORD,
    "vault_shop_uid": "a-unique-id",
    "vault_anna_password": "a password of a user",
    "vault_stage": "a password of the web server",
    "vault_backup_key": "a key of a provider of backups",
}

# What a task may hold beside its module, to be run by this test.
KEYWORDS = {"name", "register"}

# Modules whose examples connect shop.example.com; the others find it connected.
CONNECTING = {"mainwp_fleet", "mainwp_site"}


def load(text: str) -> Any:
    """Return what YAML holds, with strings that may be templates."""
    return DataLoader().load(trust_as_template(text))


def fill(value: Any, variables: dict[str, Any]) -> Any:
    """Return a value with its templates filled in, as Ansible does it; fails for a variable that does not exist."""
    return Templar(loader=DataLoader(), variables=variables).template(value)


def run(bench: Bench, task: dict[str, Any], variables: dict[str, Any]) -> None:
    """Run a task of ours as a check and for real; of Ansible's own, work out what they show or insist on."""
    (name,) = set(task) - KEYWORDS
    options = fill(task[name] or {}, variables)
    if name in {"ansible.builtin.assert", "ansible.builtin.debug"}:
        for keyword in {"that", "var"}.intersection(options):
            value = fill(trust_as_template(f"{{{{ {options[keyword]} }}}}"), variables)
            assert keyword == "var" or value is True, task
        return
    if options.get("namespace") == "abilities" and bench.simulator.generation == "legacy":
        return  # Older WordPress has no abilities.
    module = name.removeprefix(f"{collection.NAME}.")
    assert module in collection.modules(), f"{name} is not run by this test"
    foretold = bench.check(module, **options)
    assert not foretold.get("failed"), (task["name"], foretold)
    result = bench.run(module, **options)
    assert not result.get("failed"), (task["name"], result)
    # What children would do is planned, not foretold.
    if not foretold.get("summary", {}).get("planned"):
        assert foretold["changed"] is result["changed"], (task["name"], foretold, result)
    if "register" in task:
        variables[task["register"]] = result


@pytest.mark.parametrize("generation", ["modern", "legacy"])
@pytest.mark.parametrize("module", collection.modules())
def test_examples(module: str, generation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bench = Bench(state="examples", generation=generation)
    bench.simulator.cron.automatic = True  # as on any dashboard
    application = bench.simulator.keys["application"]
    bench.connection |= {"application_user": application["user"], "application_password": application["password"]}
    if module in CONNECTING:
        bench.simulator.children["shop.example.com"].reactivate_child()
        bench.simulator.dashboard.delete_site(1)
    variables: dict[str, Any] = dict(VAULT)
    tasks = load(collection.literal(module, "EXAMPLES"))
    assert tasks, f"{module} has no examples"
    for task in tasks:
        run(bench, task, variables)


def test_usage_of_the_readme(tmp_path: Path) -> None:
    """It runs, updates something, and changes nothing when it is run again."""
    readme = (collection.ROOT / "README.md").read_text(encoding="utf-8")
    (text,) = (block for block in re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL) if "hosts:" in block)
    with served("--state", "examples") as dashboard:
        play = tmp_path / "play.yml"
        play.write_text(text.replace("https://dashboard.example.com", dashboard.url), encoding="utf-8")
        assert dashboard.url in play.read_text(encoding="utf-8")
        vault = [f"--extra-vars={name}={value!r}" for name, value in VAULT.items()]
        first = plays.run([play], dashboard, *vault)
        assert first.code == 0, first.output
        assert "verdict: updated" in first.output
        again = plays.run([play], dashboard, *vault)
        assert (again.code, again.changed) == (0, 0), again.output
