# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Background jobs: what is read, what a wait ends with, and the sentences for the jobs that never end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.mainwp.dashboard.plugins.module_utils import _jobs
from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import (
    InputError,
    MainwpError,
    NotFoundError,
    RefusedError,
    UnauthorizedError,
    UnreachableError,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._jobs import BackgroundJob
from ansible_collections.mainwp.dashboard.plugins.module_utils._updates._wait import Waiter
from tests.unit.support.scripted import Conversation, Reply, StillClock

ID = "update_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de"
PASSWORD = {"application_user": "admin", "application_password": "word"}
INDEX = {"name": "Dash", "url": "https://dash.test", "namespaces": ["mainwp/v2", "wp-abilities/v1"]}
ANSWER: dict[str, Any] = {
    "job_id": ID,
    "type": "update",
    "status": "completed",
    "progress": 100,
    "processed": 3,
    "total": 3,
    "succeeded": 2,
    "failed": 1,
    "started_at": "2026-11-23T15:43:23Z",
    "completed_at": "2026-11-23T15:43:27Z",
    "errors": [{"site_id": 1, "code": "update_failed", "message": "plugins: a/a.php: <b>Download</b> failed."}],
    "job_timed_out": False,
}


def job(status: str = "queued", processed: int = 0, total: int = 250, **facts: Any) -> BackgroundJob:
    """A job in some state."""
    numbers = {"succeeded": processed, "failed": 0, "progress": 100 * processed / total, **facts}
    return BackgroundJob(ID, "update", status, processed, total, **numbers)


def looks(*seen: BackgroundJob | MainwpError) -> Callable[[], BackgroundJob]:
    """Looks that see or meet one thing after the other, and the last one for ever."""
    left = list(seen)

    def look() -> BackgroundJob:
        one = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(one, MainwpError):
            raise one
        return one

    return look


class TestReading:
    def test_a_job(self) -> None:
        talk = Conversation(Reply(body=ANSWER), **PASSWORD)
        found = _jobs.read_job(talk.dashboard, ID)
        assert found.shown() == {
            "id": ID,
            "kind": "update",
            "status": "completed",
            "processed": 3,
            "total": 3,
            "succeeded": 2,
            "failed": 1,
            "progress": 100.0,
            "started_at": "2026-11-23T15:43:23Z",
            "completed_at": "2026-11-23T15:43:27Z",
            "timed_out": False,
            "errors": [{"site_id": 1, "code": "update_failed", "reason": "plugins: a/a.php: Download failed."}],
        }
        (line,) = talk.lines
        method, address = line.split(" ")
        assert method == "GET"
        assert address.startswith("https://dash.test/wp-json/wp-abilities/v1/abilities/mainwp/get-batch-job-status-v1/")
        assert address.endswith(f"job_id%5D={ID}")

    def test_the_error_of_the_job_as_a_whole_is_no_site_that_failed(self) -> None:
        """The dashboard counts it as one."""
        late = {"site_id": 0, "code": "timeout", "message": "Job timed out."}
        answer = {**ANSWER, "status": "failed", "failed": 2, "errors": [*ANSWER["errors"], late], "job_timed_out": True}
        found = _jobs.read_job(Conversation(Reply(body=answer), **PASSWORD).dashboard, ID)
        assert (found.failed, found.timed_out, found.errors[1].site_id) == (1, True, 0)

    @pytest.mark.parametrize(
        "bad",
        ["", "update", "update_", "update_1", "renew_6b0475b11a9ea3.48041371", f"{ID}/x", f"{ID}\n", f"other{ID[6:]}"],
    )
    def test_what_is_no_id_is_not_sent(self, bad: str) -> None:
        talk = Conversation(**PASSWORD)
        with pytest.raises(InputError, match="no id of a queued job"):
            _jobs.read_job(talk.dashboard, bad)
        assert talk.lines == []

    def test_without_an_application_password_nothing_is_sent(self) -> None:
        talk = Conversation()
        with pytest.raises(InputError, match="application password") as caught:
            _jobs.read_job(talk.dashboard, ID)
        assert "application_user" in (caught.value.hint or "")
        assert talk.lines == []

    def test_a_dashboard_without_abilities(self) -> None:
        talk = Conversation(Reply(404, {"code": "rest_no_route", "message": "No route."}), **PASSWORD)
        with pytest.raises(InputError, match="Abilities API") as caught:
            _jobs.read_job(talk.dashboard, ID)
        assert "6.9" in (caught.value.hint or "")

    def test_a_job_that_is_not_there(self) -> None:
        talk = Conversation(Reply(404, {"code": "mainwp_job_not_found", "message": "Job not found."}), **PASSWORD)
        with pytest.raises(NotFoundError) as caught:
            _jobs.read_job(talk.dashboard, ID)
        assert (caught.value.code, caught.value.status) == ("mainwp_job_not_found", 404)
        assert "a day" in (caught.value.hint or "")

    def test_a_refused_password(self) -> None:
        talk = Conversation(Reply(401, {"code": "incorrect_password", "message": "Wrong."}), **PASSWORD)
        with pytest.raises(UnauthorizedError):
            _jobs.read_job(talk.dashboard, ID)

    @pytest.mark.parametrize(
        "answer",
        [[], {}, {**ANSWER, "total": "many"}, {**ANSWER, "errors": ["text"]}, {**ANSWER, "processed": None}],
    )
    def test_an_unknown_form(self, answer: Any) -> None:
        talk = Conversation(Reply(body=answer), **PASSWORD)
        with pytest.raises(RefusedError) as caught:
            _jobs.read_job(talk.dashboard, ID)
        assert caught.value.code == "unknown_form"

    def test_who_can_follow(self) -> None:
        assert not _jobs.can_follow(Conversation().dashboard)
        assert _jobs.can_follow(Conversation(Reply(body=INDEX), **PASSWORD).dashboard)
        older = {**INDEX, "namespaces": ["mainwp/v2"]}
        assert not _jobs.can_follow(Conversation(Reply(body=older), **PASSWORD).dashboard)


class TestVerdicts:
    @pytest.mark.parametrize(
        ("seen", "verdict", "reason"),
        [
            (job(), "running", "No site is done yet."),
            (job("processing", 20), "running", "20 of 250 sites are done."),
            (job("completed", 250), "done", ""),
            (job("completed", 250, failed=2), "failed", "2 of 250 sites failed."),
            (job("completed", 250, failed=250), "failed", "All 250 sites failed."),
            (
                job("failed", 40, timed_out=True),
                "failed",
                "The dashboard gave the job up after 4 hours, with 40 of 250 sites done.",
            ),
            (
                job("failed", 40, errors=(_jobs.JobError(0, "exception", "No memory."),)),
                "failed",
                "No memory.",
            ),
            (job("failed", 40), "failed", "The dashboard says that the job failed."),
        ],
    )
    def test_words(self, seen: BackgroundJob, verdict: str, reason: str) -> None:
        assert (seen.verdict, seen.reason) == (verdict, reason)


class TestFollowing:
    def follow(
        self, *seen: BackgroundJob | MainwpError, timeout: int = 20000, quiet: float = 900
    ) -> tuple[_jobs.Followed, StillClock]:
        clock = StillClock()
        return _jobs.follow(looks(*seen), Waiter(clock, timeout, 10), quiet), clock

    def test_one_that_is_over_is_looked_at_once(self) -> None:
        watched, clock = self.follow(job("completed", 250))
        assert (watched.ended, clock.slept) == ("done", [])

    def test_to_its_end(self) -> None:
        watched, clock = self.follow(job(), job(), job("processing", 20), job("completed", 250))
        assert (watched.ended, watched.seconds, len(clock.slept)) == ("done", 30, 3)
        assert watched.seen.processed == 250

    def test_one_that_never_begins(self) -> None:
        watched, _clock = self.follow(job())
        assert (watched.ended, watched.seconds) == ("quiet", 910)

    def test_whatever_moves_counts(self) -> None:
        moving = [job("processing", number) for number in range(0, 250, 20) for _turn in range(80)]
        watched, _clock = self.follow(*moving)
        assert watched.ended == "quiet"
        assert watched.seen.processed == 240
        assert watched.seconds > 9600

    def test_an_unreachable_dashboard_does_not_end_it(self) -> None:
        away = UnreachableError("away")
        watched, _clock = self.follow(job(), away, away, job("completed", 250))
        assert watched.ended == "done"

    def test_but_the_first_look_has_to_work(self) -> None:
        with pytest.raises(UnreachableError):
            self.follow(UnreachableError("away"))

    def test_a_refusal_ends_it(self) -> None:
        with pytest.raises(UnauthorizedError):
            self.follow(job(), UnauthorizedError("no"))

    def test_one_that_is_forgotten_meanwhile(self) -> None:
        watched, _clock = self.follow(job(), job("processing", 20), NotFoundError("gone"))
        assert (watched.ended, watched.seconds) == ("gone", 20)
        assert watched.seen.processed == 20

    def test_one_look(self) -> None:
        look = looks(job("processing", 20), UnreachableError("a second look"))
        watched = _jobs.follow(look, None, 900)
        assert (watched.ended, watched.seen.processed) == ("looked", 20)
        assert _jobs.follow(looks(job("completed", 250)), None, 900).ended == "done"

    def test_time_is_up(self) -> None:
        watched, clock = self.follow(job("processing", 20), timeout=45)
        assert (watched.ended, sum(clock.slept)) == ("timeout", 45)
        assert watched.seen.processed == 20

    def test_the_quiet_time_of_an_abilities_job(self) -> None:
        talk = Conversation(*[Reply(body={**ANSWER, "status": "queued", "processed": 0})] * 100, **PASSWORD)
        watched = _jobs.follow_job(talk.dashboard, Waiter(talk.clock, 20000, 100), ID)
        assert (watched.ended, watched.seconds) == ("quiet", 1000)


class TestStalled:
    @pytest.mark.parametrize(
        ("seen", "ended", "code", "words"),
        [
            (job(), "quiet", "job_stalled", "never began"),
            (job("processing", 20), "quiet", "job_stalled", "stands still after 20 of 250 sites"),
            (job("processing", 20), "timeout", "job_timeout", "did not end while we waited; 20 of 250"),
            (job(), "timeout", "job_timeout", "did not end while we waited; 0 of 250"),
            (job("failed", 40, timed_out=True), "done", "job_given_up", "after 4 hours, with 40 of 250"),
            (job("processing", 20), "gone", "job_gone", "has forgotten the job"),
        ],
    )
    def test_sentences(self, seen: BackgroundJob, ended: str, code: str, words: str) -> None:
        error = _jobs.stalled(seen, ended)
        assert (error.code, error.layer) == (code, "verification")
        assert words in error.message
        assert ID in error.message
        assert error.hint
