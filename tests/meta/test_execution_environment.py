# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""ansible-builder makes an execution environment with this collection, up to where a container would be needed.

``ansible-builder create`` writes the folder that a container is built in. What its Containerfile runs there for a
collection, installing it and asking it for its requirements, is run here as well.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests import awx
from tests.meta import collection

EXAMPLE = awx.FOLDER / "execution-environment.yml"
OWN = collection.ROOT / "meta" / "execution-environment.yml"
NEEDED = (collection.ROOT / "meta" / "ee-requirements.txt").read_text(encoding="utf-8").split()


def run(*command: str, folder: Path) -> str:
    """What a command of the tools prints; fails when it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that ansible-builder makes of the example, beside which the artefact lies."""
    folder = tmp_path_factory.mktemp("image")
    run("ansible-galaxy", "collection", "build", "--output-path", str(folder), str(collection.ROOT), folder=folder)
    (artefact,) = folder.glob("mainwp-dashboard-*.tar.gz")
    artefact.rename(folder / "mainwp-dashboard.tar.gz")
    shutil.copy(EXAMPLE, folder)
    run("ansible-builder", "create", "--file", EXAMPLE.name, "--output-filename", "Containerfile", folder=folder)
    return folder / "context"


def test_the_image_installs_the_collection_and_what_it_needs(context: Path, tmp_path: Path) -> None:
    steps = (context / "Containerfile").read_text(encoding="utf-8")
    assert "COPY _build /build" in steps
    assert "ansible-galaxy collection install" in steps
    requirements = context / "_build" / "requirements.yml"
    here = tmp_path / "requirements.yml"
    here.write_text(requirements.read_text(encoding="utf-8").replace("/build/", f"{context}/_build/"), encoding="utf-8")
    install = ("ansible-galaxy", "collection", "install", "--offline", "--requirements-file", str(here))
    # Forced, since it finds the collection that these tests run in as well.
    run(*install, "--force", "--collections-path", str(tmp_path / "collections"), folder=tmp_path)
    installed = tmp_path / "collections" / "ansible_collections" / "mainwp" / "dashboard"
    assert (installed / "extensions" / "awx" / "credential_type.yml").is_file()

    assert "/output/scripts/introspect.py introspect --write-bindep=" in steps
    asked = tmp_path / "requirements.txt"
    introspect = context / "_build" / "scripts" / "introspect.py"
    options = (str(tmp_path / "collections"), f"--write-pip={asked}", f"--write-bindep={tmp_path / 'bindep.txt'}")
    run(sys.executable, str(introspect), "introspect", *options, folder=tmp_path)
    (line,) = (one for one in asked.read_text(encoding="utf-8").splitlines() if one.strip())
    assert line.split("#")[0].split() == NEEDED
    assert "mainwp.dashboard" in line
    assert not (tmp_path / "bindep.txt").exists(), "no package of the system is needed"


def test_the_versions_of_ansible_are_those_of_the_collection(context: Path) -> None:
    floor = yaml.safe_load((collection.ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))["requires_ansible"]
    core = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))["dependencies"]["ansible_core"]["package_pip"]
    assert core.startswith(f"ansible-core{floor.removesuffix('.0')},")
    assert f'ARG ANSIBLE_INSTALL_REFS="{core} ' in (context / "Containerfile").read_text(encoding="utf-8")


def test_the_own_definition_can_be_built_by_itself(tmp_path: Path) -> None:
    """Its paths begin at the root of the collection, where ansible-builder looks from when it asks a collection."""
    (tmp_path / "meta").mkdir()
    shutil.copy(OWN, tmp_path)
    shutil.copy(collection.ROOT / "meta" / "ee-requirements.txt", tmp_path / "meta")
    run("ansible-builder", "create", "--file", OWN.name, "--output-filename", "Containerfile", folder=tmp_path)
    assert (tmp_path / "context" / "_build" / "requirements.txt").read_text(encoding="utf-8").split() == NEEDED
    assert "requirements.txt" in (tmp_path / "context" / "Containerfile").read_text(encoding="utf-8")
