# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""The work of mainwp_post and mainwp_page: one record, by its id, or made anew.

An edit of the API replaces the record: what it leaves out is emptied, the status becomes draft and the date the present
one. So everything is read first and sent again; what cannot be sent again is refused.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .._errors import AnswerLostError, InputError, MainwpError, NotFoundError, RefusedError, UnprovedError
from .._module import Result, Run
from .._noun import Record
from .._resource import Engine
from .._resources._all import NOUNS
from .._resources._site import named
from ._api import read_content
from ._kinds import (
    CATEGORIES,
    CUSTOM,
    DATE,
    NO_DATE,
    PAGE,
    POST,
    SLUG,
    STATUS,
    ContentField,
    ContentKind,
    custom_values,
    shown_text,
    slashed,
)

# Changes of the status alone, which leave author, texts and date as they are: from any status that is not the trash.
_ACTIONS = {"publish": "publish", "draft": "unpublish", "trash": "trash"}

_UNDATED = ("draft", "pending")


def run_post(run: Run) -> Result:
    """Bring one post into its state. Raises what :class:`ContentWork` raises."""
    return ContentWork(run, POST).result()


def run_page(run: Run) -> Result:
    """Bring one page into its state. Raises what :class:`ContentWork` raises."""
    return ContentWork(run, PAGE).result()


class ContentWork:
    """The work on one post or page.

    Raises:
        InputError: the options cannot be carried out.
    """

    def __init__(self, run: Run, kind: ContentKind) -> None:
        self._run = run
        self._kind = kind
        self._wanted: dict[str, Any] = {}
        for one in kind.fields:
            value = run.params[one.name]
            if value is None:
                continue
            problem = one.check(value) if one.check and value not in ("", [], {}) else None
            if problem:
                raise InputError(f"{one.name}: {value!r} {problem}.")
            self._wanted[one.name] = one.normalise(value)
        if run.params["state"] == "absent" and run.params["id"] is None:
            raise InputError(f"A {kind.word} is removed by its id.", hint="Give the id that its creation returned.")
        if self._wanted.get("status") == "future" and run.params["id"] is None and not self._wanted.get("date"):
            raise InputError("status=future needs a date.", hint="Give the date, in UTC.")

    def result(self) -> Result:
        """Find the site, read, compare, write and prove.

        Raises:
            MainwpError: nothing was changed, unless the error says otherwise.
        """
        run = self._run
        engine = Engine(run.dashboard, NOUNS, run.clock, check_mode=True)
        site = engine.reads.records("site")[engine.references.existing("site", run.params["site"], "site")]
        record_id = run.params["id"]
        if record_id is None:
            return self._create(site)
        current = read_content(run.dashboard, self._kind, site, record_id)
        if run.params["state"] == "absent":
            return self._remove(site, record_id, current)
        if current is None:
            raise NotFoundError(
                f"The site {site['url']} has no {self._kind.word} with the id {record_id}.",
                hint="Leave out the id to make one.",
            )
        return self._edit(site, record_id, current)

    # creating

    def _create(self, site: Record) -> Result:
        shown = self._sides(None)
        if self._run.check_mode:
            return self._finished(site, None, None, shown, changed=True)
        body = {
            "post_title": "",
            "post_content": "",
            "post_name": "",
            "post_status": "draft",
            **self._sent(self._wanted),
        }
        path = self._kind.create.format(site=site["id"])
        try:
            answer = self._run.dashboard.write("POST", path, json=body, contacts_child=True)
        except AnswerLostError as error:
            raise error.restated(
                AnswerLostError,
                f"{error.message} Whether the {self._kind.word} was made cannot be seen.",
                hint="Look at the site before you run the task again, which would make another one.",
            ) from error
        data = answer.get("data") if isinstance(answer, dict) else None
        record_id = data.get("post_id") if isinstance(data, dict) else None
        if not isinstance(record_id, int):
            raise RefusedError("The dashboard made something and did not say what.", code="unknown_form")
        return self._proved(site, record_id, shown)

    # changing

    def _edit(self, site: Record, record_id: int, current: dict[str, Any]) -> Result:
        shown = self._sides(current)
        differing = self._differing(current)
        if not differing:
            return self._finished(site, record_id, current, shown, changed=False)
        steps = self._plan(current, differing)
        if self._run.check_mode:
            return self._finished(site, record_id, current, shown, changed=True)
        for route, body in steps:
            path = route.format(site=site["id"], id=record_id)
            try:
                self._run.dashboard.write("PUT", path, json=body, contacts_child=True)
            except AnswerLostError as error:
                self._run.warn(f"{error.message} What came of it was read back.")
            except RefusedError as error:
                # Of posts, most changes of a status are told as failed although they are made.
                if not (route == self._kind.update_status and error.status == 200):
                    raise
        return self._proved(site, record_id, shown)

    def _plan(self, current: dict[str, Any], differing: set[str]) -> list[tuple[str, dict[str, Any]]]:
        """The requests, in their order: address and body.

        Raises:
            InputError: an edit would do harm, or cannot do it.
        """
        status = self._wanted.get("status")
        steps: list[tuple[str, dict[str, Any]]] = []
        if current["post_status"] == "trash":
            if status is None:
                raise InputError(f"The {self._kind.word} is in the trash.", hint="Give a status to take it out.")
            steps.append((self._kind.update_status, {"status": "restore"}))
            # What is restored is a draft, under its old slug.
            slug = str(current["post_name"]).removesuffix("__trashed")
            current = {**current, "post_status": "draft", "post_name": slug}
            differing = self._differing(current)
        moved = status if "status" in differing and status in _ACTIONS else None
        if differing - {"status"} or (differing and not moved):
            steps.append((self._kind.edit, self._replacement(current, moved)))
        if moved and (moved == "trash" or not differing - {"status"}):
            steps.append((self._kind.update_status, {"status": _ACTIONS[moved]}))
        return steps

    def _replacement(self, current: dict[str, Any], moved: str | None) -> dict[str, Any]:
        """The body of an edit: every field, the wanted ones over the current ones.

        Args:
            moved: where ``trash``, the edit leaves the status as it is, and a step of its own follows.
        """
        wanted = {name: value for name, value in self._wanted.items() if name != "status" or moved != "trash"}
        body = self._sent({}, current)
        stored = custom_values(current.get("post_custom"))
        several = [key for key, values in stored.items() if len(values) > 1]
        if several:
            raise InputError(
                f"The custom field {several[0]} has several values, of which an edit would keep the last.",
                hint="Edit it on the site.",
            )
        if CATEGORIES in self._kind.fields and not str(current.get("post_category") or "").isascii():
            raise InputError(
                f"The categories {current['post_category']!r} are not ASCII, and every edit would spoil them.",
                hint="Edit it on the site.",
            )
        undated = current["post_date_gmt"] in ("", NO_DATE, None)
        if undated and current["post_status"] in _UNDATED and wanted.get("date"):
            raise InputError(
                "A draft that has no date takes none, even while it is published.",
                hint="Publish it first, and give the date in another task; or make a new one with a date.",
            )
        if wanted.get("status") == "future" and not wanted.get("date") and current["post_status"] != "future":
            raise InputError("status=future needs a date.", hint="Give the date, in UTC.")
        emptied = next((one.name for one in self._kind.terms if wanted.get(one.name) == [] and current[one.wire]), None)
        if emptied and emptied in self._differing(current):
            raise InputError(f"{emptied} cannot be emptied through the API.", hint="Empty it on the site.")
        body.update(self._sent(wanted))
        if undated:
            del body["post_date"], body[DATE.wire]
        elif "date" in wanted:
            body["post_date"] = _local(wanted["date"], current)
        # MainWP Child sends all custom fields once more, and their backslashes are lost on the way.
        kept = {key: values[0] for key, values in stored.items() if values and "\\" in str(values[0])}
        custom = {**kept, **wanted.get("custom_fields", {})}
        if custom:
            body[CUSTOM.wire] = _custom_body(custom)
        return body

    def _sent(self, values: dict[str, Any], current: dict[str, Any] | None = None) -> dict[str, Any]:
        """Values on the wire, or (with ``current``) what is stored, so that it is stored again."""
        body: dict[str, Any] = {}
        for one in self._kind.fields:
            if current is not None and one is not CUSTOM:
                body[one.wire] = slashed(str(current.get(one.wire) or ""))
            elif one is CUSTOM and one.name in values:
                body[one.wire] = _custom_body(values[one.name])
            elif one.name in values:
                body[one.wire] = one.encode(shown_text(values[one.name]))
        if current is not None:
            body["post_date"] = str(current["post_date"])
        return body

    # removing

    def _remove(self, site: Record, record_id: int, current: dict[str, Any] | None) -> Result:
        if current is None:
            return Result({self._kind.word: None}, before={}, after={})
        before = {"id": record_id, "title": shown_text(self._decoded(current)["title"])}
        if not self._run.check_mode:
            try:
                path = self._kind.remove.format(site=site["id"], id=record_id)
                self._run.dashboard.write("DELETE", path, contacts_child=True)
            except AnswerLostError as error:
                self._run.warn(f"{error.message} What came of it was read back.")
            if read_content(self._run.dashboard, self._kind, site, record_id) is not None:
                raise UnprovedError(f"The {self._kind.word} {record_id} is still there.", hint="Run the task again.")
        return Result({self._kind.word: None}, changed=True, before=before, after={})

    # comparing and showing

    def _decoded(self, current: dict[str, Any]) -> dict[str, Any]:
        return {one.name: one.decode(current.get(one.wire)) for one in self._kind.fields}

    def _differing(self, current: dict[str, Any]) -> set[str]:
        """Names of the wanted fields that are stored otherwise."""
        stored = self._decoded(current)
        found = set()
        for one in self._kind.fields:
            if one.name in self._wanted and not self._fits(one, stored, self._wanted[one.name]):
                found.add(one.name)
        return found

    @staticmethod
    def _fits(one: ContentField, stored: dict[str, Any], wanted: Any) -> bool:
        if one is CUSTOM:
            return all(str(stored[one.name].get(key, "")) == str(value) for key, value in wanted.items())
        if one is SLUG and stored["status"] == "trash":
            return True
        if one is STATUS and wanted == "publish" and stored["status"] == "future":
            return False
        return one.equal(stored[one.name], wanted)

    def _sides(self, current: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
        """Both sides of the diff, of what is wanted."""
        stored = self._decoded(current) if current else {}
        differing = self._differing(current) if current else set(self._wanted)
        names = [one.name for one in self._kind.fields if one.name in self._wanted and not one.option.get("no_log")]
        before = {name: shown_text(stored[name]) for name in names} if current else {}
        after = {name: shown_text(self._wanted[name] if name in differing else stored[name]) for name in names}
        return {"before": before, "after": after}

    def _proved(self, site: Record, record_id: int, shown: dict[str, dict[str, Any]]) -> Result:
        """Read back what was written; the result has it even where it is not as wanted."""
        error: MainwpError | None = None
        final: dict[str, Any] | None = None
        try:
            final = read_content(self._run.dashboard, self._kind, site, record_id)
        except MainwpError as problem:
            error = problem.restated(
                UnprovedError,
                f"{self._kind.word.capitalize()} {record_id} was written and cannot be read back: {problem.message}",
                hint=problem.hint,
            )
        if error is None and final is None:
            error = UnprovedError(f"{self._kind.word.capitalize()} {record_id} was written and is not there.")
        wrong = sorted(self._differing(final)) if final else []
        if wrong:
            error = UnprovedError(
                f"{self._kind.word.capitalize()} {record_id} was written, and reads back otherwise: "
                f"{', '.join(wrong)}.",
                hint="WordPress on the site does not store it like that.",
            )
        result = self._finished(site, record_id, final, shown, changed=True)
        result.error = error
        return result

    def _finished(
        self,
        site: Record,
        record_id: int | None,
        current: dict[str, Any] | None,
        shown: dict[str, dict[str, Any]],
        *,
        changed: bool,
    ) -> Result:
        values = self._decoded(current) if current else {}
        if self._run.check_mode:
            values.update(shown["after"])
        record = {
            "id": record_id,
            "site": named(site),
            **{one.name: shown_text(values.get(one.name)) for one in self._kind.fields if not one.option.get("no_log")},
        }
        if record.get("date") == NO_DATE:
            record["date"] = None
        return Result({self._kind.word: record}, changed=changed, before=shown["before"], after=shown["after"])


def _local(date: str, current: dict[str, Any]) -> str:
    """A date in UTC as one of the site's own time zone, as far from it as the two dates of the record are.

    Raises:
        InputError: it is no date.
    """
    try:
        shift = datetime.fromisoformat(str(current["post_date"])) - datetime.fromisoformat(
            str(current["post_date_gmt"])
        )
        return (datetime.fromisoformat(date) + shift).strftime("%Y-%m-%d %H:%M:%S")
    except ValueError as error:
        raise InputError(f"date: {date!r} is no date: {error}.") from error


def _custom_body(values: dict[str, Any]) -> dict[str, list[str]]:
    """Custom fields on the wire: a bare text would be dropped."""
    return {str(key): [slashed(str(value))] for key, value in values.items()}
