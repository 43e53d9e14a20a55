# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The plays of the guides in ``docs``, as they are printed, on a served simulator."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests import plays
from tests.served import Served, served
from tests.simulator.seeds import keys

DOCS = Path(__file__).parents[2] / "docs"


def printed(guide: str, folder: Path) -> list[Path]:
    """The plays of a guide as files, in their order, with the file that they share in ``folder``."""
    found = []
    for number, text in enumerate(re.findall(r"```yaml\n(- name.*?)```", (DOCS / guide).read_text("utf-8"), re.DOTALL)):
        path = folder / f"{number}.yml"
        path.write_text(text.replace("access_file: api", f"access_file: {folder}/api"), encoding="utf-8")
        found.append(path)
    return found


def answers(dashboard: Served, token: str) -> bool:
    """Whether the dashboard answers to a token."""
    where = f"{dashboard.url}/wp-json/mainwp/v2/rest-api/keys"
    request = urllib.request.Request(where, headers={"Authorization": f"Bearer {token}"})
    try:
        urllib.request.urlopen(request, timeout=10).close()
    except urllib.error.HTTPError as error:
        return bool(json.load(error)["code"] != "mainwp_rest_authentication_disabled_key")
    return True


def test_api_access_is_switched_off_and_on(tmp_path: Path) -> None:
    off, on, last = printed("api-access.md", tmp_path)
    tokens = keys.made_up()
    with served("--state", "examples") as dashboard:

        def play(path: Path, *options: str) -> int:
            done = plays.run([path], dashboard, *options)
            assert done.code == 0, done.output
            return done.changed

        # The file, and the loop over ro, wo and v1; off was off before.
        assert play(off, "--check") == 2
        assert answers(dashboard, tokens["ro"])
        assert play(off) == 2
        assert json.loads((tmp_path / "api-access.json").read_text("utf-8")) == ["2", tokens["v1"]["consumer_key"], "3"]
        assert play(off) == 0
        assert (answers(dashboard, tokens["rw"]), answers(dashboard, tokens["ro"])) == (True, False)
        assert play(on) == 2
        assert play(on) == 0
        assert (answers(dashboard, tokens["ro"]), answers(dashboard, tokens["off"])) == (True, False)
        assert play(last) == 1
        assert not answers(dashboard, tokens["rw"])


@pytest.mark.parametrize("number", range(4))
def test_an_extension_that_is_missing_is_named(number: int, tmp_path: Path) -> None:
    """The simulator has no extensions: every play stops at its first task and says which one it needs."""
    guide = (DOCS / "extensions.md").read_text("utf-8")
    extension = re.findall(r"^## .*\((.*)\)$", guide, re.MULTILINE)[number]
    with served("--state", "examples") as dashboard:
        done = plays.run([printed("extensions.md", tmp_path)[number]], dashboard)
    assert done.code != 0
    assert f"The extension {extension} is not active on this dashboard" in done.output


def test_every_play_about_extensions_is_one_of_them(tmp_path: Path) -> None:
    assert len(printed("extensions.md", tmp_path)) == 4
