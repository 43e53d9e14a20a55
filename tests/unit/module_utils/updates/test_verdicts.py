# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Verdicts: how they are counted, when they fail the task, and what is quarantined."""

from __future__ import annotations

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._offers import Offer, Site
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._verdicts import (
    FAILED,
    SKIPPED,
    UNKNOWN,
    UPDATED,
    FailOn,
    Quarantine,
    Verdict,
    summary,
)

SITE = Site(1, "https://c1.test/", "c1", "", False, "", None, ())
FORMS = Offer("plugin", "forms/forms.php", "Forms", "2.4.0", "2.5.0")


def verdicts(*words: str) -> list[Verdict]:
    return [Verdict(SITE, FORMS, word, "Download failed." if word == FAILED else "") for word in words]


def test_shown() -> None:
    verdict = Verdict(SITE, FORMS, UPDATED, seconds=1.23456, installed="2.5.0")
    assert verdict.shown() == {
        "site": {"id": 1, "url": "https://c1.test/", "name": "c1"},
        "type": "plugin",
        "slug": "forms/forms.php",
        "name": "Forms",
        "old_version": "2.4.0",
        "new_version": "2.5.0",
        "installed_version": "2.5.0",
        "verdict": "updated",
        "reason": None,
        "seconds": 1.235,
    }


def test_a_site_without_items_is_shown_with_the_same_keys() -> None:
    shown = Verdict(SITE, None, FAILED, "It cannot be synced.").shown()
    assert shown.keys() == Verdict(SITE, FORMS, FAILED).shown().keys()
    assert (shown["type"], shown["slug"], shown["seconds"]) == (None, None, None)


def test_summary() -> None:
    found = verdicts(UPDATED, UPDATED, FAILED, SKIPPED)
    assert summary(found, check_mode=False) == {"updated": 2, "failed": 1, "skipped": 1, "unknown": 0}
    assert summary([], check_mode=True) == {"updated": 0, "failed": 0, "skipped": 0, "unknown": 0, "planned": 0}


@pytest.mark.parametrize(
    ("fail_on", "words", "fails"),
    [
        ("any", [UPDATED, SKIPPED], False),
        ("any", [UPDATED, FAILED], True),
        ("any", [UPDATED, UNKNOWN], True),
        ("none", [FAILED, UNKNOWN], False),
        ("2", [FAILED, UPDATED], False),
        ("2", [FAILED, UNKNOWN], True),
        ("50%", [FAILED, UPDATED, UPDATED], False),
        ("50%", [FAILED, UPDATED], True),
        ("50 %", [FAILED, UPDATED, SKIPPED, SKIPPED], True),  # what was skipped was not tried
        ("12.5%", [FAILED, *[UPDATED] * 7], True),
        ("ANY", [FAILED], True),
        ("100%", [], False),
    ],
)
def test_fail_on(fail_on: str, words: list[str], fails: bool) -> None:
    assert (FailOn.parse(fail_on).error(verdicts(*words)) is not None) is fails


def test_the_failure_names_the_first_item() -> None:
    error = FailOn.parse("any").error(verdicts(UPDATED, FAILED, FAILED))
    assert error is not None
    assert error.code == "updates_failed"
    assert error.message == ("2 of 3 updates did not succeed; the first: Forms on https://c1.test/: Download failed.")


@pytest.mark.parametrize("text", ["0", "0%", "101%", "some", "-1", "", "3 items"])
def test_fail_on_that_means_nothing(text: str) -> None:
    with pytest.raises(InputError, match="fail_on"):
        FailOn.parse(text)


class TestQuarantine:
    @staticmethod
    def fail(quarantine: Quarantine, *, offer: Offer = FORMS, blames: bool = True, word: str = FAILED) -> None:
        quarantine.note(Verdict(SITE, offer, word, blames_offer=blames))

    def test_at_the_limit(self) -> None:
        quarantine = Quarantine(2)
        self.fail(quarantine)
        assert quarantine.reason(FORMS) == ""
        assert quarantine.shown() == []
        self.fail(quarantine)
        assert quarantine.reason(FORMS) == "Quarantined: 2.5.0 failed on 2 sites in this run."
        shown = {"type": "plugin", "slug": "forms/forms.php", "new_version": "2.5.0", "failures": 2}
        assert quarantine.shown() == [shown]

    def test_another_version_is_another_offer(self) -> None:
        quarantine = Quarantine(1)
        self.fail(quarantine)
        assert quarantine.reason(Offer("plugin", "forms/forms.php", "Forms", "2.4.0", "2.5.1")) == ""

    def test_what_is_not_its_own_failure_does_not_count(self) -> None:
        quarantine = Quarantine(1)
        self.fail(quarantine, blames=False)
        self.fail(quarantine, word=UNKNOWN)
        assert quarantine.reason(FORMS) == ""

    def test_failures_of_earlier_runs_count(self) -> None:
        entry = {"type": "plugin", "slug": "forms/forms.php", "new_version": "2.5.0", "failures": 1}
        quarantine = Quarantine(3, [entry, entry])
        assert quarantine.reason(FORMS) == ""
        assert quarantine.failures() == []
        self.fail(quarantine)
        assert quarantine.reason(FORMS) == "Quarantined: 2.5.0 failed on 3 sites, on 2 of them before this run."
        assert quarantine.shown() == [{**entry, "failures": 3}]
        assert quarantine.failures() == [entry], "those of this run alone"

    def test_quarantined_by_earlier_runs_alone(self) -> None:
        entry = {"type": "plugin", "slug": "forms/forms.php", "new_version": "2.5.0", "failures": 2}
        quarantine = Quarantine(2, [entry])
        assert "failed on 2 sites, on 2 of them before this run" in quarantine.reason(FORMS)
        assert quarantine.shown() == [entry]

    def test_fewer_failures_than_none(self) -> None:
        with pytest.raises(InputError, match="offer_failures"):
            Quarantine(3, [{"type": "plugin", "slug": "a", "new_version": "1", "failures": -1}])

    def test_switched_off(self) -> None:
        quarantine = Quarantine(0)
        self.fail(quarantine)
        assert quarantine.reason(FORMS) == ""
        assert quarantine.shown() == []
