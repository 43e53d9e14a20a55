# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Answers of update calls, and the verdicts that they and what was read back lead to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._calls import (
    ANSWERED,
    LOST,
    UNREACHABLE,
    Answer,
    Reported,
    items,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._judge import NO_REASON, NOTHING_DONE, judge
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._offers import Installed, Offer, Site
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._verdicts import Verdict

OFFER = Offer("plugin", "a/a.php", "A", "1.0", "1.1", active=True)
OTHER = ("plugin", "mainwp-child/mainwp-child.php")
PACK = Offer("translation", "a", "A", "", "1.1", languages=("de_DE",))
BEFORE = Site(1, "https://c1.test/", "c1", "", False, "", None, (OFFER, PACK), {OFFER.key: Installed("1.0")})

DONE = Reported(True, True)
ALREADY = Reported(True, False)
BROKEN = Reported(False, False, "Download failed.")
SILENT = Reported(False, False)


class TestItems:
    def test_the_double_key_of_a_failed_plugin(self) -> None:
        data = {
            "demo%2Fdemo.php": {"success": 0, "error": "Update package not available."},
            "demo/demo.php": {"success": 0, "name": "Demo", "old_version": "", "version": "1.0"},
            "forms/forms.php": {"success": 1, "name": "Forms", "old_version": "2.4.0", "version": "2.5.0"},
        }
        assert items(data, versions=True) == {
            "demo/demo.php": Reported(False, False, "Update package not available."),
            "forms/forms.php": DONE,
        }

    def test_one_success_of_two_entries_is_a_failure(self) -> None:
        data = {"a%2Fa.php": {"success": 0, "error": "x"}, "a/a.php": {"success": 1}}
        assert items(data, versions=True)["a/a.php"].ok is False

    @pytest.mark.parametrize("data", [[], None, ""])
    def test_empty_data(self, data: Any) -> None:
        assert items(data, versions=True) == {}

    @pytest.mark.parametrize("old", ["", "1.1"])
    def test_up_to_date_already(self, old: str) -> None:
        assert items({"a": {"success": 1, "old_version": old, "version": "1.1"}}, versions=True) == {"a": ALREADY}

    def test_a_translation_never_says_whether_it_changed(self) -> None:
        found = items({"a": {"success": 1, "old_version": "", "version": "1.1"}}, versions=False)
        assert found == {"a": Reported(True, None)}


def verdict(
    said: Reported | None,
    installed: str | None,
    *,
    ended: str = ANSWERED,
    active: bool = True,
    offered: bool = True,
    reason: str = "",
) -> Verdict:
    """The verdict where a sync afterwards worked; ``installed`` is what it showed."""
    found = {OTHER: Installed("6.1")}
    if installed is not None:
        found[OFFER.key] = Installed(installed, active)
    after = replace(BEFORE, installed=found, offers=(OFFER,) if offered else ())
    answer = Answer(ended, 1.5, {OFFER.slug: said} if said else {}, reason)
    return judge(BEFORE, OFFER, answer, after, "")


@pytest.mark.parametrize("said", [DONE, BROKEN, None])
@pytest.mark.parametrize("ended", [ANSWERED, UNREACHABLE, LOST])
def test_what_is_installed_decides(said: Reported | None, ended: str) -> None:
    found = verdict(said, "1.1", ended=ended, offered=False)
    assert (found.word, found.installed, found.wrote, found.seconds) == ("updated", "1.1", True, 1.5)


def test_it_was_there_already() -> None:
    found = verdict(ALREADY, "1.1", offered=False)
    assert (found.word, found.wrote) == ("skipped", False)
    assert found.reason.startswith("It was at 1.1 already")


@pytest.mark.parametrize(
    "answer",
    [Answer(ANSWERED, 1.5, {}, "No Plugins to update.", undone=True), Answer(ANSWERED, 1.5, {"b/b.php": DONE})],
)
def test_somebody_else_installed_it(answer: Answer) -> None:
    after = replace(BEFORE, installed={OFFER.key: Installed("1.1")}, offers=())
    found = judge(BEFORE, OFFER, answer, after, "")
    assert (found.word, found.wrote, found.installed) == ("skipped", False, "1.1")
    assert found.reason == "1.1 was installed in the meantime, and not by this run."


def test_it_arrived_in_spite_of_a_failure() -> None:
    found = verdict(BROKEN, "1.1", offered=False)
    assert (found.word, found.wrote) == ("updated", True)
    assert found.reason == "1.1 is installed, though the child reported a failure: Download failed."


def test_a_newer_version_arrived() -> None:
    found = verdict(DONE, "1.2", offered=False)
    assert (found.word, found.reason, found.installed) == ("updated", "1.2 was installed, which is newer.", "1.2")


@pytest.mark.parametrize(("installed", "offered"), [("1.0.5", True), ("1.2", True), ("0.9", False)])
def test_another_version_arrived(installed: str, offered: bool) -> None:
    found = verdict(DONE, installed, offered=offered)
    assert (found.word, found.wrote, found.blames_offer) == ("failed", True, True)
    assert found.reason == f"{installed} was installed instead of 1.1."


def test_it_is_not_active_any_more() -> None:
    found = verdict(DONE, "1.1", active=False, offered=False)
    assert (found.word, found.wrote) == ("failed", True)
    assert found.reason == "1.1 is installed, but it is not active any more."


def test_it_is_gone() -> None:
    found = verdict(DONE, None)
    assert (found.word, found.wrote) == ("failed", True)
    assert found.reason.startswith("It is not installed any more")


@pytest.mark.parametrize("kind", ["plugin", "theme", "core"])
@pytest.mark.parametrize(
    ("said", "ended", "word", "text"),
    [
        (DONE, ANSWERED, "unknown", "The child reported success, and that could not be proved: the dashboard knows"),
        (BROKEN, ANSWERED, "failed", "Download failed."),
        (None, LOST, "unknown", "Too late. What is installed now could not be read: the dashboard knows"),
        (None, UNREACHABLE, "failed", "Too late. What is installed now could not be read: the dashboard knows"),
    ],
)
def test_a_list_with_nothing_in_it_proves_nothing(
    kind: str, said: Reported | None, ended: str, word: str, text: str
) -> None:
    """No site is without plugins, themes and a version of WordPress."""
    offer = replace(OFFER, type=kind)
    answer = Answer(ended, 1.5, {offer.slug: said} if said else {}, "" if said else "Too late.")
    elsewhere = {(one, "x"): Installed("1.0") for one in ("plugin", "theme", "core") if one != kind}
    found = judge(BEFORE, offer, answer, replace(BEFORE, installed=elsewhere, offers=()), "")
    assert (found.word, found.wrote, found.installed) == (word, False, None)
    assert found.reason.startswith(text)


@pytest.mark.parametrize(
    ("said", "ended", "reason", "word", "text", "blames"),
    [
        (BROKEN, ANSWERED, "", "failed", "Download failed.", True),
        (SILENT, ANSWERED, "", "failed", NO_REASON, True),
        (DONE, ANSWERED, "", "failed", "The child reported success, but 1.0 is still installed.", True),
        (None, ANSWERED, "", "failed", NOTHING_DONE, False),
        (None, ANSWERED, "Refused.", "failed", "Refused.", False),
        (None, UNREACHABLE, "No answer.", "failed", "No answer.", False),
        (None, LOST, "Lost.", "unknown", "Lost. 1.0 was still installed when it was last looked at.", False),
    ],
)
def test_it_stayed(said: Reported | None, ended: str, reason: str, word: str, text: str, blames: bool) -> None:
    found = verdict(said, "1.0", ended=ended, reason=reason)
    assert (found.word, found.reason, found.blames_offer, found.wrote) == (word, text, blames, False)


def test_it_stayed_and_is_not_on_offer_any_more() -> None:
    assert verdict(None, "1.0", offered=False, reason="No Plugins to update.").word == "skipped"


@pytest.mark.parametrize(
    ("said", "ended", "word", "text"),
    [
        (BROKEN, ANSWERED, "failed", "Download failed."),
        (DONE, ANSWERED, "unknown", "The child reported success, and that could not be proved: No sync."),
        (None, ANSWERED, "failed", f"{NOTHING_DONE} What is installed now could not be read: No sync."),
        (None, UNREACHABLE, "failed", "Why. What is installed now could not be read: No sync."),
        (None, LOST, "unknown", "Why. What is installed now could not be read: No sync."),
    ],
)
def test_nothing_could_be_read_back(said: Reported | None, ended: str, word: str, text: str) -> None:
    reason = "" if ended == ANSWERED else "Why."
    answer = Answer(ended, 1.0, {OFFER.slug: said} if said else {}, reason)
    found = judge(BEFORE, OFFER, answer, None, "No sync.")
    assert (found.word, found.reason, found.wrote) == (word, text, False)


@pytest.mark.parametrize(
    ("said", "ended", "offered", "word"),
    [
        (Reported(True, None), ANSWERED, False, "updated"),
        (Reported(True, None), ANSWERED, True, "failed"),
        (Reported(False, None), ANSWERED, True, "failed"),
        (None, ANSWERED, False, "skipped"),
        (None, LOST, False, "updated"),
        (None, LOST, True, "unknown"),
        (None, UNREACHABLE, True, "failed"),
    ],
)
def test_a_translation_is_there_when_it_is_not_on_offer(
    said: Reported | None, ended: str, offered: bool, word: str
) -> None:
    after = replace(BEFORE, offers=(PACK,) if offered else ())
    found = judge(BEFORE, PACK, Answer(ended, 1.0, {PACK.slug: said} if said else {}, "Why."), after, "")
    assert (found.word, found.wrote) == (word, word == "updated")
    assert found.reason or word == "updated"
