# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Bytecode of archives is kept by the text of the source, and nothing that goes wrong with that is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import CodeType

from tests.bytecode.sitecustomize import keeping

FOLDER = Path(__file__).parents[2] / "bytecode"


class Compiler:
    """Compiles, and counts how often."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, path: str, source: bytes) -> CodeType:
        self.calls += 1
        return compile(source, path, "exec")


def value(code: CodeType) -> object:
    names: dict[str, object] = {}
    exec(code, names)
    return names["x"]


def test_a_text_is_compiled_once(tmp_path: Path) -> None:
    compiler = Compiler()
    compiled = keeping(compiler, str(tmp_path / "kept"))
    assert value(compiled("a.py", b"x = 1")) == 1
    assert value(compiled("elsewhere/a.py", b"x = 1")) == 1
    assert compiler.calls == 1
    assert value(compiled("a.py", b"x = 2")) == 2
    assert compiler.calls == 2
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_without_a_place_everything_is_compiled(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    compiler = Compiler()
    compiled = keeping(compiler, str(tmp_path / "file"))
    assert value(compiled("a.py", b"x = 1")) == value(compiled("a.py", b"x = 1")) == 1
    assert compiler.calls == 2


def test_python_finds_it_by_itself(tmp_path: Path) -> None:
    archive, kept = tmp_path / "archive.zip", tmp_path / "kept"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("inside.py", "x = 'from the archive'")
    environment = {**os.environ, "PYTHONPATH": f"{FOLDER}:{archive}", "ARCHIVE_BYTECODE": str(kept)}
    for _round in range(2):
        command = [sys.executable, "-c", "import inside; print(inside.x)"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.stdout == "from the archive\n", done.stderr
    assert [path.parent.name for path in kept.glob("*/*")] == [sys.implementation.cache_tag]
