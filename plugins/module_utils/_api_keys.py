# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_api_key: a key, and the file that its token goes to. The dashboard shows a token once."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

from ._draft import Draft, folder_of
from ._engine._items import Outcome, Wanted
from ._errors import InputError, MainwpError, UnprovedError
from ._module import Result, Run
from ._noun import Noun, Record
from ._noun_module import result_of
from ._resource import Engine
from ._resources._all import NOUNS
from ._resources._api_key import API_KEY, SHOWN, VERSIONS, is_own, of_version

API_KEY_OPTIONS: dict[str, dict[str, Any]] = {
    **API_KEY.options,
    "version": {"type": "str", "choices": list(VERSIONS)},
    "token_dest": {"type": "path", "no_log": False},
    "lost_token": {"type": "str", "choices": ["fail", "replace"], "default": "fail", "no_log": False},
}

# What a deleted or disabled key is told, whatever it asks for.
_LOCKED_OUT = "mainwp_rest_authentication_disabled_key"


def run_api_key(run: Run) -> Result:
    """Bring one key into its state and hand its token over where it is new.

    Raises:
        MainwpError: while reading and planning; then nothing was written. Later failures are in the result.
    """
    return _Work(run).done()


class _Work:
    """One run of the module."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._dest: str | None = run.params["token_dest"]
        options = {name: run.params[name] for name in API_KEY.options}
        version = run.params["version"] or ("v1" if str(options["id"] or "").startswith("ck_") else "v2")
        self._noun: Noun = of_version(version)
        if self._dest and version == "v1":
            raise InputError("A key of version 1 has no token.", hint="Leave token_dest out.")
        self._nouns = {**NOUNS, self._noun.name: self._noun}
        self._engine = Engine(run.dashboard, self._nouns, run.clock, check_mode=run.check_mode)
        self._wanted = Wanted.from_options(self._noun, options)
        self._current = self._engine.references.find(self._wanted)

    def done(self) -> Result:
        """Do it."""
        draft = self._draft()
        try:
            removed = self._without_token()
            if removed and removed.error:
                return result_of(removed)
            outcome = self._engine.run([self._wanted])[0]
            result = self._result(outcome)
            if removed:
                result.before, result.changed = removed.before, True
            if outcome.verdict == "created" or outcome.answer is not None:
                self._hand_over(outcome, draft, result)
            return result
        finally:
            if draft:
                draft.drop()

    # The token

    def _is_lost(self) -> bool:
        """Whether the key is there, and its token is not where it shall be."""
        return bool(
            self._dest
            and self._wanted.state == "present"
            and self._current
            and _end_of(self._dest) != self._current["truncated_key"]
        )

    def _draft(self) -> Draft | None:
        """The file for the token of a new key, begun before the key is made: a token without a place is lost.

        Raises:
            InputError: it cannot be written, or the key is there and its token is not.
        """
        if self._dest is None or self._wanted.state == "absent":
            return None
        if self._current is not None and not self._is_lost():
            return None
        if self._is_lost() and self._run.params["lost_token"] == "fail":
            raise InputError(
                f"The API key {self._wanted.key!r} exists, and token_dest {self._dest} does not hold its token, which "
                "the dashboard shows only once.",
                hint="Set lost_token=replace to remove the key and make a new one.",
            )
        if not self._run.check_mode:
            return Draft(self._dest, "token_dest")
        if not os.access(folder_of(self._dest), os.W_OK):
            raise InputError(f"token_dest {self._dest} cannot be written: its folder does not exist or is read-only.")
        return None

    def _without_token(self) -> Outcome | None:
        """Remove a key whose token is lost, so that one with the same description, permissions and state is made.

        Raises:
            InputError: a new one could not be made; nothing was removed.
        """
        current = self._current
        if current is None or not self._is_lost():
            return None
        keys = self._engine.reads.records(self._noun.name)
        others = {one: keys[one] for one in keys if one != current["id"]}
        kept = {name: current[name] for name in ("description", "permissions", "enabled") if current[name] is not None}
        made = replace(self._wanted, id=None, values={**kept, **self._wanted.values})
        # What cannot be made is refused while the key that it replaces is still there.
        rehearsal = Engine(self._run.dashboard, self._nouns, self._run.clock, check_mode=True)
        rehearsal.reads.adopt(self._noun.name, others)
        if rehearsal.run([made])[0].verdict != "created":
            raise InputError(
                f"The API key {made.key!r} cannot be made: another one has this description.",
                hint="Give another description.",
            )
        wanted = Wanted(self._noun, {}, state="absent", id=current["id"], options=self._wanted.options)
        removed = self._engine.run([wanted])[0]
        if self._run.check_mode:
            self._engine.reads.adopt(self._noun.name, others)
        self._wanted = made
        return removed

    def _hand_over(self, outcome: Outcome, draft: Draft | None, result: Result) -> None:
        """Give the token of a new key to its file or to the result."""
        if self._run.check_mode:
            return
        token = outcome.answer.get("token") if isinstance(outcome.answer, dict) else None
        if not token:
            result.error = UnprovedError(
                f"The API key {outcome.key!r} was made, and its token was lost with the answer.",
                hint="Run the task again with lost_token=replace and a token_dest, or remove the key first.",
            )
        elif draft is None:
            result.data["token"] = token
        else:
            try:
                draft.keep(f"{token}\n")
            except MainwpError as error:
                # The disk was full meanwhile; better in the result than lost.
                result.data["token"] = token
                result.error = error

    # The key of this run

    def _result(self, outcome: Outcome) -> Result:
        """The result; where the key of this run was locked out on purpose, the refusal to read on is the proof."""
        result = result_of(outcome)
        current, error = self._current, outcome.error
        if (
            error is not None
            and error.code == _LOCKED_OUT
            and outcome.changed
            and current is not None
            and is_own(self._run.dashboard, current)
            and (self._wanted.state == "absent" or self._wanted.values.get("enabled") is False)
        ):
            result.error = None
            result.data[self._noun.name] = None if self._wanted.state == "absent" else self._as_written(current)
        return result

    def _as_written(self, current: Record) -> dict[str, Any]:
        normal = {name: self._noun.field(name).codec.normalise(value) for name, value in self._wanted.values.items()}
        return self._engine.shown(self._noun, {**current, **normal})


def _end_of(path: str) -> str | None:
    """The end of the token in a file, as the dashboard's list shows it; ``None`` where there is no such file."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()[-SHOWN:]
    except (OSError, UnicodeDecodeError):
        return None
