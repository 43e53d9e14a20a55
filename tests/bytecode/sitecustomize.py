# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Keeps the bytecode of what Ansible runs, which takes a third of the time of a module.

Ansible sends a module to the host as an archive of sources, and Python compiles all of them, Ansible's own too, at
every run, for it keeps no bytecode of archives. Python imports this file by itself where its folder is on PYTHONPATH.
The Makefile puts it there, and names a folder in ARCHIVE_BYTECODE; without one nothing is kept.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import zipimport
from collections.abc import Callable
from importlib.util import source_hash
from types import CodeType
from typing import Any


def keeping(compiler: Callable[[str, bytes], CodeType], folder: str) -> Callable[[str, bytes], CodeType]:
    """Return a compiler that keeps its results by the text of the source, so that none is ever out of date."""

    def compiled(path: str, source: bytes) -> CodeType:
        file = os.path.join(folder, source_hash(source).hex())
        with contextlib.suppress(OSError), open(file, "rb") as kept:
            code: CodeType = marshal.load(kept)
            return code
        code = compiler(path, source)
        # Others compile the same at the same time: each writes a file of its own, and puts it in place whole.
        own = f"{file}.{os.getpid()}"
        with contextlib.suppress(OSError):
            os.makedirs(folder, exist_ok=True)
            with open(own, "wb") as kept:
                marshal.dump(code, kept)
            os.replace(own, file)
        return code

    return compiled


if kept_in := os.environ.get("ARCHIVE_BYTECODE"):
    archives: Any = zipimport  # what Python compiles archives with is private to it
    archives._compile_source = keeping(
        archives._compile_source, os.path.join(kept_in, str(sys.implementation.cache_tag))
    )
