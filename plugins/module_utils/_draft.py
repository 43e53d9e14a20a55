# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""A file that is written beside its place and takes it as a whole, so that a reader finds all of it or the old one."""

from __future__ import annotations

import os
import tempfile

from ._errors import InputError


class Draft:
    """The file in the making, readable by its owner alone. It shows before anything is done whether it can be written.

    Args:
        path: where it shall be.
        option: the name of the option that says so, for messages.

    Raises:
        InputError: its folder cannot be written to.
    """

    def __init__(self, path: str, option: str) -> None:
        self._path = path
        self._option = option
        try:
            handle, self._name = tempfile.mkstemp(dir=folder_of(path))
        except OSError as error:
            raise self._unwritable(error) from error
        os.close(handle)

    def keep(self, text: str) -> None:
        """Write the text and put the file into its place.

        Raises:
            InputError: the file cannot be written.
        """
        try:
            with open(self._name, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(self._name, self._path)
        except OSError as error:
            raise self._unwritable(error) from error
        finally:
            self.drop()

    def drop(self) -> None:
        """Remove what was not put into its place."""
        if os.path.exists(self._name):
            os.unlink(self._name)

    def _unwritable(self, error: OSError) -> InputError:
        return InputError(f"{self._option} {self._path} cannot be written: {error}.")


def folder_of(path: str) -> str:
    """The folder that a file is in."""
    return os.path.dirname(path) or "."
