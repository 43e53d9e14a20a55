# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The artefact that users install holds all they need, and nothing else."""

from __future__ import annotations

import json
import subprocess
import tarfile
from pathlib import Path

import pytest
import yaml

from tests.meta import collection

GALAXY = yaml.safe_load((collection.ROOT / "galaxy.yml").read_text(encoding="utf-8"))

# Files and folders at the top of the artefact. A new one is either added here or to build_ignore in galaxy.yml.
TOP = {
    "CHANGELOG.md",
    "CODE_OF_CONDUCT.md",
    "CONTRIBUTING.md",
    "FILES.json",
    "LICENSE",
    "MANIFEST.json",
    "README.md",
    "changelogs",
    "docs",
    "extensions",
    "meta",
    "playbooks",
    "plugins",
    "requirements.txt",
    "roles",
    "tests",
}


@pytest.fixture(scope="module")
def artefact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the collection and return the path of the artefact."""
    folder = tmp_path_factory.mktemp("artefact")
    subprocess.run(
        ["ansible-galaxy", "collection", "build", "--output-path", str(folder), str(collection.ROOT)],
        check=True,
        capture_output=True,
    )
    return folder / f"{GALAXY['namespace']}-{GALAXY['name']}-{GALAXY['version']}.tar.gz"


@pytest.fixture
def names(artefact: Path) -> set[str]:
    """Return the paths of the files in the artefact."""
    with tarfile.open(artefact) as archive:
        return {member.name for member in archive.getmembers() if member.isfile()}


def test_top_of_the_artefact(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == TOP


def test_every_plugin_role_and_playbook_is_in_the_artefact(names: set[str]) -> None:
    ours = {str(path) for path in collection.files() if path.parts[0] in {"plugins", "meta", "roles", "playbooks"}}
    assert {name for name in names if name.startswith(("plugins/", "meta/", "roles/", "playbooks/"))} == ours


def test_of_the_tests_only_their_configuration_is_in_the_artefact(names: set[str]) -> None:
    assert {name for name in names if name.startswith("tests/")} == {"tests/config.yml"}


def test_of_the_changelog_the_sources_of_the_next_one_are_left_out(names: set[str]) -> None:
    assert {name for name in names if name.startswith("changelogs/")} == {
        "changelogs/changelog.yaml",
        "changelogs/config.yaml",
    }


def test_the_manifest_says_what_the_collection_is(artefact: Path) -> None:
    with tarfile.open(artefact) as archive:
        member = archive.extractfile("MANIFEST.json")
        assert member is not None
        info = json.load(member)["collection_info"]
    assert f"{info['namespace']}.{info['name']}" == collection.NAME
    assert info["license"] == ["GPL-3.0-or-later"]
    assert info["dependencies"] == {}, "the collection is usable without another one"


def test_the_changelog_is_of_this_version() -> None:
    changelog = yaml.safe_load((collection.ROOT / "changelogs" / "changelog.yaml").read_text(encoding="utf-8"))
    assert GALAXY["version"] in changelog["releases"]
