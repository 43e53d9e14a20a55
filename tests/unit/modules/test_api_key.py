# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""mainwp_api_key and mainwp_api_key_info against the simulator: every verb, every trap, and where the token goes."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.meta import collection
from tests.simulator.state.records import ApiKey, LegacyKey
from tests.unit.support.bench import Bench
from tests.unit.support.races import meanwhile
from tests.unit.support.verbs import Verb

MODULE = "mainwp_api_key"
INFO = "mainwp_api_key_info"
KEYS = "GET rest-api/keys"
# The id of a key of version 1 is its consumer key.
OLD = "ck_7ec6fee9b776b4aabc737721564435c5b8e8af28"
CI = {"description": "ci", "permissions": ["read"]}


@pytest.fixture(params=["modern", "legacy"])
def bench(request: pytest.FixtureRequest) -> Bench:
    """A dashboard with the keys rw (of the run), ro, wo and off (numbers 1 to 4), and the v1 key v1."""
    return Bench(generation=request.param, state="recordings")


@pytest.fixture
def dest(tmp_path: Path) -> Path:
    """Where a token shall go."""
    return tmp_path / "ci.token"


def row(bench: Bench, key: int = 5) -> Any:
    """The dashboard's row of a key, or None."""
    return bench.simulator.dashboard.keys.get(key)


def v1(bench: Bench) -> LegacyKey:
    """The dashboard's first v1 key."""
    key: LegacyKey = bench.simulator.dashboard.legacy_keys[0]
    return key


class TestCreate(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"description": "ci & co", "permissions": ["write", "read"]}
    DONE: ClassVar[list[str]] = [KEYS, "POST rest-api/add-key", KEYS, KEYS]
    NOTHING: ClassVar[list[str]] = [KEYS]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = {"description": "ci & co", "permissions": ["read", "write"]}
    WRITE = "rest-api/add-key"

    def settled(self, bench: Bench) -> bool:
        key = row(bench)
        return key is not None and (key.permissions, key.enabled) == ("read_write", True)

    def test_answer_lost(self, bench: Bench) -> None:
        """The key is there, and nobody will ever know its token."""
        bench.adapter.fail("read_timeout_after", path=self.WRITE, times=1)
        result = bench.run(MODULE, **self.TASK)
        assert (result["failed"], result["changed"]) == (True, True)
        assert "its token was lost with the answer" in result["msg"]
        assert "lost_token=replace" in result["failure"]["hint"]
        assert self.settled(bench)

    def test_the_token_works(self, bench: Bench) -> None:
        result = bench.run(MODULE, **self.TASK)
        assert result["token"] == row(bench).token
        assert result["api_key"]["truncated_key"] == result["token"][-7:]
        bench.connection["api_key"] = result["token"]
        assert bench.run(INFO, api_keys=["ci & co"])["api_keys"][0]["permissions"] == ["read", "write"]


class TestCreateDisabled(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {**CI, "enabled": False}
    DONE: ClassVar[list[str]] = [KEYS, "POST rest-api/add-key", KEYS, KEYS]
    NOTHING: ClassVar[list[str]] = [KEYS]
    BEFORE: ClassVar[dict[str, Any]] = {}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "rest-api/add-key"

    test_answer_lost = TestCreate.test_answer_lost

    def settled(self, bench: Bench) -> bool:
        return row(bench) is not None and row(bench).enabled is False


class TestChange(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"description": "ro", "permissions": ["read", "write"], "enabled": False}
    DONE: ClassVar[list[str]] = [KEYS, "PUT rest-api/edit-key/2", KEYS]
    NOTHING: ClassVar[list[str]] = [KEYS]
    BEFORE: ClassVar[dict[str, Any]] = {"description": "ro", "permissions": ["read"], "enabled": True}
    AFTER: ClassVar[dict[str, Any]] = TASK
    WRITE = "rest-api/edit-key/2"

    def settled(self, bench: Bench) -> bool:
        return (row(bench, 2).permissions, row(bench, 2).enabled) == ("read_write", False)

    def test_refused(self, bench: Bench) -> None:
        """The key that only reads is the one that changes here; another one is refused."""
        bench.connection["api_key"] = bench.simulator.keys["wo"]
        assert bench.run(MODULE, **self.TASK)["failure"]["layer"] == "key"


class TestEnable(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"id": "4", "enabled": True}
    DONE: ClassVar[list[str]] = [KEYS, "PUT rest-api/edit-key/4", KEYS]
    NOTHING: ClassVar[list[str]] = [KEYS]
    BEFORE: ClassVar[dict[str, Any]] = {"enabled": False}
    AFTER: ClassVar[dict[str, Any]] = {"enabled": True}
    WRITE = "rest-api/edit-key/4"

    def settled(self, bench: Bench) -> bool:
        return bool(row(bench, 4).enabled)


class TestRename(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"id": "3", "description": "writers"}
    DONE: ClassVar[list[str]] = [KEYS, "PUT rest-api/edit-key/3", KEYS]
    NOTHING: ClassVar[list[str]] = [KEYS]
    BEFORE: ClassVar[dict[str, Any]] = {"description": "wo"}
    AFTER: ClassVar[dict[str, Any]] = {"description": "writers"}
    WRITE = "rest-api/edit-key/3"

    def settled(self, bench: Bench) -> bool:
        return bool(row(bench, 3).description == "writers")


class TestRemove(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"description": "wo", "state": "absent"}
    DONE: ClassVar[list[str]] = [KEYS, "DELETE rest-api/delete-key/3", KEYS]
    NOTHING: ClassVar[list[str]] = [KEYS]
    BEFORE: ClassVar[dict[str, Any]] = {"description": "wo"}
    AFTER: ClassVar[dict[str, Any]] = {}
    WRITE = "rest-api/delete-key/3"

    def settled(self, bench: Bench) -> bool:
        return row(bench, 3) is None


class TestChangeOfVersion1(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"description": "v1", "version": "v1", "permissions": ["write"], "enabled": False}
    BEFORE: ClassVar[dict[str, Any]] = {"description": "v1", "permissions": ["read", "write"], "enabled": True}
    AFTER: ClassVar[dict[str, Any]] = {"description": "v1", "permissions": ["write"], "enabled": False}
    WRITE = f"rest-api/edit-key/{OLD}"
    DONE: ClassVar[list[str]] = [KEYS, f"PUT {WRITE}", KEYS]
    NOTHING: ClassVar[list[str]] = [KEYS]

    def settled(self, bench: Bench) -> bool:
        return (v1(bench).permissions, v1(bench).enabled) == ("w,d", False)


class TestRemoveOfVersion1(Verb):
    MODULE = MODULE
    TASK: ClassVar[dict[str, Any]] = {"id": OLD, "state": "absent"}
    WRITE = f"rest-api/delete-key/{OLD}"
    BEFORE: ClassVar[dict[str, Any]] = {"description": "v1"}
    AFTER: ClassVar[dict[str, Any]] = {}
    DONE: ClassVar[list[str]] = [KEYS, f"DELETE {WRITE}", KEYS]
    NOTHING: ClassVar[list[str]] = [KEYS]

    def settled(self, bench: Bench) -> bool:
        return bench.simulator.dashboard.legacy_keys == []


class TestToken:
    def test_it_goes_to_a_file_that_only_its_owner_reads(self, bench: Bench, dest: Path) -> None:
        result = bench.run(MODULE, **CI, token_dest=str(dest))
        assert dest.read_text() == f"{row(bench).token}\n"
        assert dest.stat().st_mode & 0o777 == 0o600
        assert row(bench).token not in bench.printed
        assert "token" not in result
        assert list(dest.parent.iterdir()) == [dest]

    def test_a_second_run_leaves_it_alone(self, bench: Bench, dest: Path) -> None:
        bench.run(MODULE, **CI, token_dest=str(dest))
        before = dest.stat()
        result = bench.run(MODULE, **CI, token_dest=str(dest))
        assert (result["changed"], bench.asked) == (False, [KEYS])
        assert dest.stat().st_mtime_ns == before.st_mtime_ns

    def test_check_mode_writes_no_file(self, bench: Bench, dest: Path) -> None:
        predicted = bench.check(MODULE, **CI, token_dest=str(dest))
        assert list(dest.parent.iterdir()) == []
        assert predicted["diff"] == bench.run(MODULE, **CI, token_dest=str(dest))["diff"]

    @pytest.mark.parametrize("check_mode", [False, True])
    def test_a_place_that_cannot_be_written_is_refused_before_a_key_is_made(
        self, bench: Bench, dest: Path, check_mode: bool
    ) -> None:
        run = bench.check if check_mode else bench.run
        result = run(MODULE, **CI, token_dest=str(dest / "no" / "folder"))
        assert "cannot be written" in result["msg"]
        assert (bench.asked, row(bench)) == ([KEYS], None)

    def test_a_refused_creation_leaves_no_file(self, bench: Bench, dest: Path) -> None:
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        assert bench.run(MODULE, **CI, token_dest=str(dest))["failed"] is True
        assert list(dest.parent.iterdir()) == []

    def test_it_replaces_that_of_a_key_that_is_gone(self, bench: Bench, dest: Path) -> None:
        dest.write_text("an old token")
        bench.run(MODULE, **CI, token_dest=str(dest))
        assert dest.read_text().strip() == row(bench).token

    @pytest.mark.parametrize("content", [None, "another==0123456", "\udcff"])
    def test_a_key_without_its_token_fails(self, bench: Bench, dest: Path, content: str | None) -> None:
        """As after a run that was killed between the answer and the file."""
        bench.run(MODULE, **CI)
        if content is not None:
            dest.write_bytes(content.encode("utf-8", "surrogateescape"))
        for run in (bench.check, bench.run):
            result = run(MODULE, **CI, token_dest=str(dest))
            assert "exists, and token_dest" in result["msg"]
            assert "lost_token=replace" in result["failure"]["hint"]
            assert bench.asked == [KEYS]

    def test_a_key_without_its_token_is_replaced_when_asked(self, bench: Bench, dest: Path) -> None:
        bench.run(MODULE, description="ci", permissions=["read"], enabled=False)
        task = {"description": "ci", "token_dest": str(dest), "lost_token": "replace"}
        predicted = bench.check(MODULE, **task)
        assert (row(bench).id, dest.exists()) == (5, False)
        result = bench.run(MODULE, **task)
        assert (predicted["changed"], predicted["diff"]) == (result["changed"], result["diff"])
        assert (row(bench), row(bench, 6).permissions, row(bench, 6).enabled) == (None, "read", False)
        assert dest.read_text().strip() == row(bench, 6).token
        assert result["api_key"]["id"] == "6"
        assert bench.run(MODULE, **task)["changed"] is False

    @pytest.mark.parametrize(
        "wrong", [{"permissions": []}, {"id": "5", "description": "x" * 201}, {"id": "5", "description": "ro"}]
    )
    def test_what_cannot_be_made_is_refused_before_a_key_is_removed(
        self, bench: Bench, dest: Path, wrong: dict[str, Any]
    ) -> None:
        bench.run(MODULE, **CI)
        task = {**(CI if "id" not in wrong else {}), "token_dest": str(dest), "lost_token": "replace", **wrong}
        result = bench.run(MODULE, **task)
        assert (result["failure"]["layer"], result["changed"], bench.written) == ("options", False, [])
        assert row(bench) is not None

    def test_the_key_of_this_run_is_not_replaced(self, bench: Bench, dest: Path) -> None:
        result = bench.run(MODULE, description="rw", token_dest=str(dest), lost_token="replace")
        assert "this run uses it" in result["msg"]
        assert [path for _method, path, _body in bench.written] == []
        assert list(dest.parent.iterdir()) == []

    def test_it_is_in_the_result_where_the_file_cannot_be_written_in_the_end(
        self, bench: Bench, dest: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_arguments: Any) -> None:
            raise OSError("No space left on device")

        monkeypatch.setattr("os.replace", full)
        result = bench.run(MODULE, **CI, token_dest=str(dest))
        assert (result["failed"], result["changed"], result["token"]) == (True, True, row(bench).token)
        assert "No space left on device" in result["msg"]

    def test_of_two_keys_that_were_made_at_once_ours_is_told(self, bench: Bench, dest: Path) -> None:
        """The answer has no id; the end of the token tells which of the two is ours."""
        keys = bench.simulator.dashboard.keys
        with meanwhile(bench, "rest-api/add-key", lambda: keys.insert(ApiKey("ck_" + "a" * 40, "cs_x", "read"))):
            keys_before = len(keys)
            bench.run(MODULE, **CI, token_dest=str(dest))
        assert len(keys) == keys_before + 2
        twin = keys.insert(ApiKey("ck_" + "b" * 40, "cs_y", "read", description="late"))
        with meanwhile(bench, "rest-api/add-key", lambda: setattr(twin, "description", "ci 2")):
            result = bench.run(MODULE, description="ci 2", permissions=["read"])
        assert (result["failure"]["code"], result["token"]) == ("ambiguous", row(bench, twin.id + 1).token)
        assert f"ours has id {twin.id + 1}" in result["msg"]

    def test_version_1_has_none(self, bench: Bench, dest: Path) -> None:
        result = bench.run(MODULE, description="v1", version="v1", token_dest=str(dest))
        assert "A key of version 1 has no token" in result["msg"]


class TestOwnKey:
    """The dashboard lets a key remove itself, also the last one; only the browser helps afterwards."""

    HARM: ClassVar[list[dict[str, Any]]] = [
        {"state": "absent"},
        {"enabled": False},
        {"permissions": ["read"]},
        {"permissions": ["write"]},
    ]

    @pytest.mark.parametrize("name", [{"description": "rw"}, {"id": "1"}])
    @pytest.mark.parametrize("harm", HARM)
    def test_it_is_not_locked_out(self, bench: Bench, name: dict[str, Any], harm: dict[str, Any]) -> None:
        for run in (bench.check, bench.run):
            result = run(MODULE, **name, **harm)
            assert "this run uses it" in result["msg"]
            assert "lock_out_own_key=true" in result["failure"]["hint"]
            assert bench.asked == [KEYS]

    def test_harmless_changes_are_made(self, bench: Bench) -> None:
        assert bench.run(MODULE, id="1", description="main")["changed"] is True
        assert bench.run(MODULE, id="1", enabled=True, permissions=["read", "write"])["changed"] is False

    @pytest.mark.parametrize("harm", HARM[:3])
    def test_asked_twice_it_is(self, bench: Bench, harm: dict[str, Any]) -> None:
        task = {"id": "1", **harm, "lock_out_own_key": True}
        predicted = bench.check(MODULE, **task)
        result = bench.run(MODULE, **task)
        assert "failed" not in result, result
        assert (predicted["changed"], predicted["diff"]) == (result["changed"], result["diff"])
        key = row(bench, 1)
        assert key is None or not key.enabled or key.permissions == "read"
        assert (result["api_key"] is None) == (harm == {"state": "absent"})
        if result["api_key"]:
            assert {name: result["api_key"][name] for name in harm} == harm

    def test_a_key_that_somebody_else_disabled_meanwhile_is_no_success(self, bench: Bench) -> None:
        with meanwhile(bench, "rest-api/edit-key", lambda: setattr(row(bench, 1), "enabled", False)):
            result = bench.run(MODULE, id="1", enabled=False, lock_out_own_key=True)
        assert (result["failed"], result["changed"]) == (True, False)


class TestIdentity:
    def test_several_keys_of_a_description_are_refused_with_their_ids(self, bench: Bench) -> None:
        bench.simulator.dashboard.keys.insert(ApiKey("ck_" + "a" * 40, "cs_x", "read", description="ro"))
        result = bench.run(MODULE, description="ro", enabled=False)
        assert (result["failure"]["code"], bench.written) == ("ambiguous", [])
        assert "ids 5, 2" in result["msg"]

    def test_letter_case_tells_keys_apart(self, bench: Bench) -> None:
        assert bench.run(MODULE, description="RO", permissions=["read"])["api_key"]["id"] == "5"

    def test_a_key_of_each_version_may_have_one_description(self, bench: Bench) -> None:
        """MainWP's screen makes both at once."""
        v1(bench).description = "ro"
        bench.run(MODULE, description="ro", enabled=False)
        assert (row(bench, 2).enabled, v1(bench).enabled) == (False, True)

    def test_a_key_of_version_1_cannot_be_made(self, bench: Bench) -> None:
        result = bench.run(MODULE, description="new", version="v1", permissions=["read"])
        assert "cannot create one" in result["msg"]
        assert "on the dashboard's screens" in result["failure"]["hint"]

    @pytest.mark.parametrize("task", [{"description": "ci"}, {"description": "ci", "permissions": []}])
    def test_a_new_key_needs_permissions(self, bench: Bench, task: dict[str, Any]) -> None:
        result = bench.run(MODULE, **task)
        assert "cannot be created without permissions" in result["msg"]
        assert bench.written == []

    def test_an_id_that_does_not_exist(self, bench: Bench) -> None:
        assert "There is no api_key with id 99" in bench.run(MODULE, id="99", enabled=True)["msg"]
        assert bench.run(MODULE, id="99", state="absent")["changed"] is False

    def test_a_key_that_somebody_else_removed_meanwhile_is_gone(self, bench: Bench) -> None:
        """The dashboard says it with a 500."""
        keys = bench.simulator.dashboard.keys
        with meanwhile(bench, "rest-api/delete-key", lambda: keys.delete(3)):
            result = bench.run(MODULE, description="wo", state="absent")
        assert "failed" not in result, result

    @pytest.mark.parametrize(
        ("given", "text"), [("x" * 201, "the dashboard keeps 200"), ("<b></b>", "is empty after WordPress has cleaned")]
    )
    def test_a_description_that_cannot_be_stored_is_refused(self, bench: Bench, given: str, text: str) -> None:
        result = bench.run(MODULE, id="2", description=given)
        assert text in result["msg"]
        assert bench.written == []

    def test_what_wordpress_strips_is_no_difference(self, bench: Bench) -> None:
        for _turn in range(2):
            result = bench.run(MODULE, description="build\n<b>server</b> 50%20", permissions=["read"])
        assert (result["changed"], result["api_key"]["description"]) == (False, "build server 50%20")

    def test_the_formats_of_both_writes(self, bench: Bench) -> None:
        """Adding takes a form, changing takes JSON; each refuses the other as empty."""
        bench.run(MODULE, description="ci", permissions=["write", "read"], enabled=False)
        form = {"description": "ci", "permissions": "read,write", "active": "0"}
        assert bench.written == [("POST", "rest-api/add-key", form)]
        bench.run(MODULE, description="ci", permissions=["read"], enabled=True)
        assert bench.written == [("PUT", "rest-api/edit-key/5", {"permissions": "read", "active": 1})]

    def test_the_end_of_a_long_list_is_found(self, bench: Bench) -> None:
        """A page beyond the end is the last one again."""
        for number in range(400):
            bench.simulator.dashboard.keys.insert(ApiKey(f"ck_{number:040d}", "cs_x", "read", description=f"k{number}"))
        assert bench.run(MODULE, description="ro", permissions=["read"])["changed"] is False
        assert bench.asked == [KEYS] * 3


class TestTranslated:
    """A dashboard in another language shows other words for the permissions."""

    @pytest.fixture(autouse=True)
    def german(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from tests.simulator.routes import api_keys

        words = {"Read": "Lesen", "Write &amp; Delete": "Schreiben &amp; L&#246;schen"}
        monkeypatch.setattr(
            api_keys, "_TITLES", {name: [words[title] for title in own] for name, own in api_keys._TITLES.items()}
        )

    def test_the_words_are_learned_from_a_key_that_has_both(self, bench: Bench) -> None:
        listed = bench.run(INFO)["api_keys"]
        assert {one["description"]: one["permissions"] for one in listed} == {
            "rw": ["read", "write"], "ro": ["read"], "wo": ["write"], "off": ["read", "write"], "v1": ["read", "write"]
        }  # fmt: skip
        assert bench.run(MODULE, description="ro", permissions=["read"])["changed"] is False
        assert bench.run(MODULE, description="ro", permissions=["write"])["changed"] is True

    def test_where_none_has_both_they_are_not_guessed(self, bench: Bench) -> None:
        dashboard = bench.simulator.dashboard
        dashboard.legacy_keys.clear()
        for number, scope in ((1, "write"), (4, "read")):
            row(bench, number).permissions = scope
        bench.connection["api_key"] = bench.simulator.keys["ro"]
        assert [one["permissions"] for one in bench.run(INFO)["api_keys"]] == [None] * 4
        result = bench.run(MODULE, description="wo", permissions=["write"])
        assert "cannot be compared" in result["msg"]
        assert bench.written == []


class TestInfo:
    def test_all_are_listed(self, bench: Bench) -> None:
        result = bench.run(INFO)
        assert [(one["description"], one["version"], one["enabled"]) for one in result["api_keys"]] == [
            ("off", "v2", False), ("ro", "v2", True), ("rw", "v2", True), ("v1", "v1", True), ("wo", "v2", True)
        ]  # fmt: skip
        assert (result["changed"], bench.asked) == (False, [KEYS])

    @pytest.mark.parametrize(
        ("options", "ids"),
        [
            ({"version": "v1"}, [OLD]),
            ({"search": "O"}, ["4", "2", "3"]),
            ({"api_keys": ["ro", "4"]}, ["4", "2"]),
            ({"api_keys": [OLD]}, [OLD]),
        ],
    )
    def test_filters(self, bench: Bench, options: dict[str, Any], ids: list[str]) -> None:
        assert [one["id"] for one in bench.run(INFO, **options)["api_keys"]] == ids

    @pytest.mark.parametrize("name", ["nobody", "99"])
    def test_a_key_that_does_not_exist_is_an_error(self, bench: Bench, name: str) -> None:
        assert "there is no api_key" in bench.run(INFO, api_keys=[name])["msg"]

    def test_the_result_is_documented(self, bench: Bench) -> None:
        described = collection.all_documentation()[INFO]["return"]["api_keys"]["contains"]
        assert set(bench.run(INFO)["api_keys"][0]) == set(described)

    def test_the_last_use_has_no_zone(self, bench: Bench) -> None:
        own = bench.run(INFO, api_keys=["rw"])["api_keys"][0]
        assert own["last_access"][10] == " "
        assert bench.run(INFO, api_keys=["off"])["api_keys"][0]["last_access"] is None
