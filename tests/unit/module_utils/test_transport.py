# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""One HTTP conversation: what is sent, what is repeated, what is followed, and what comes out of an answer."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import requests
from urllib3.exceptions import NewConnectionError, ProtocolError

from ansible_collections.mainwp.dashboard.plugins.module_utils._credentials import ABILITIES, V1
from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import (
    AnswerLostError,
    NotJsonError,
    RedirectedError,
    UnreachableError,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._transport import Call
from tests.unit.support.scripted import KEY, SECRET, TOKEN, Conversation, Reply

READ = Call("GET", "tags")
WRITE = Call("POST", "tags/add", json={"name": "production"})

REFUSED = requests.ConnectionError(NewConnectionError(None, "[Errno 111] Connection refused"))  # type: ignore[arg-type]
BROKEN = requests.ConnectionError(ProtocolError("Connection aborted.", ConnectionResetError()))
LATE = requests.ReadTimeout("Read timed out.")
UNTRUSTED = requests.exceptions.SSLError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")


class TestRequest:
    def test_a_read(self) -> None:
        talk = Conversation(Reply(body={"a": "ü"}), dashboard_url="https://dash.test/wp/wp-json/")
        answer = talk.transport.send(Call("GET", "tags", query={"page": 1, "search": "a b"}))
        assert (answer.status, answer.data) == (200, {"a": "ü"})
        assert talk.lines == ["GET https://dash.test/wp/wp-json/mainwp/v2/tags?page=1&search=a+b"]
        assert talk.last.request.headers["Authorization"] == f"Bearer {TOKEN}"
        assert talk.last.request.headers["Accept"] == "application/json"

    def test_a_write_as_json(self) -> None:
        talk = Conversation(Reply())
        talk.transport.send(WRITE)
        assert talk.last.request.body == b'{"name": "production"}'
        assert talk.last.request.headers["Content-Type"] == "application/json"

    def test_a_write_as_a_form(self) -> None:
        talk = Conversation(Reply())
        talk.transport.send(Call("PUT", "clients/fields", form={"name": "a b"}))
        assert talk.last.request.body == "name=a+b"
        assert talk.last.request.headers["Content-Type"] == "application/x-www-form-urlencoded"

    def test_the_index(self) -> None:
        talk = Conversation(Reply())
        talk.transport.send(Call("GET", "", ""))
        assert talk.lines == ["GET https://dash.test/wp-json"]
        assert "Authorization" not in talk.last.request.headers

    def test_headers_of_the_user(self) -> None:
        talk = Conversation(Reply(), http_headers={"CF-Access-Client-Id": "x", "Number": 1})
        talk.transport.send(READ)
        assert talk.last.request.headers["CF-Access-Client-Id"] == "x"
        assert talk.last.request.headers["Number"] == "1"

    def test_time_outs(self) -> None:
        talk = Conversation(Reply(), Reply(), request_timeout=7)
        talk.transport.send(READ)
        talk.transport.send(Call("PUT", "sites/1/sync", timeout=300))
        assert [sent.settings["timeout"] for sent in talk.adapter.sent] == [(10.0, 7), (10.0, 300)]

    def test_every_request_is_counted(self) -> None:
        talk = Conversation(REFUSED, Reply(), Reply())
        talk.transport.send(READ)
        talk.transport.send(READ)
        assert talk.transport.requests_sent == 3

    def test_request_delay(self) -> None:
        talk = Conversation(Reply(), Reply(), Reply(), request_delay=2)
        talk.transport.send(READ)
        talk.transport.send(READ)
        talk.clock.seconds += 1.5
        talk.transport.send(READ)
        assert talk.clock.slept == [2, 0.5]

    def test_request_delay_holds_over_all_threads(self) -> None:
        talk = Conversation(*[Reply() for _number in range(4)], request_delay=1)
        threads = [threading.Thread(target=talk.transport.send, args=(READ,)) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert talk.transport._next_start == 1004


class TestSession:
    """The traps of requests."""

    @pytest.fixture(autouse=True)
    def bundles(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/env/bundle.pem")
        monkeypatch.setenv("CURL_CA_BUNDLE", "/env/curl.pem")

    @pytest.mark.parametrize(
        ("options", "verify"),
        [
            ({"validate_certs": False}, False),
            ({"validate_certs": False, "ca_path": "/own.pem"}, False),
            ({"ca_path": "/own.pem"}, "/own.pem"),
            ({}, "/env/bundle.pem"),
        ],
    )
    def test_own_settings_win_over_the_bundle_of_the_environment(self, options: dict[str, Any], verify: Any) -> None:
        talk = Conversation(Reply(), **options)
        talk.transport.send(READ)
        assert talk.last.settings["verify"] == verify

    def test_without_a_bundle_the_usual_ones_are_trusted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("REQUESTS_CA_BUNDLE")
        monkeypatch.delenv("CURL_CA_BUNDLE")
        talk = Conversation(Reply())
        talk.transport.send(READ)
        assert talk.last.settings["verify"] is True

    def test_client_certificate(self) -> None:
        talk = Conversation(Reply(), tls_client_cert="/c.pem", tls_client_key="/k.pem")
        talk.transport.send(READ)
        assert talk.last.settings["cert"] == ("/c.pem", "/k.pem")
        talk = Conversation(Reply(), tls_client_cert="/both.pem")
        talk.transport.send(READ)
        assert talk.last.settings["cert"] == "/both.pem"

    def test_netrc_never_wins(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        netrc = tmp_path / "netrc"
        netrc.write_text("machine dash.test login somebody password else\n", encoding="utf-8")
        netrc.chmod(0o600)
        monkeypatch.setenv("NETRC", str(netrc))
        assert requests.utils.get_netrc_auth("https://dash.test/") == ("somebody", "else")
        talk = Conversation(Reply(), Reply(), Reply(), consumer_key="ck_1", consumer_secret="cs_1")
        talk.transport.send(READ)
        assert talk.last.request.headers["Authorization"] == f"Bearer {TOKEN}"
        for call in (Call("GET", "sites/all-sites", V1), Call("GET", "", "")):
            talk.transport.send(call)
            assert "Authorization" not in talk.last.request.headers

    def test_no_cookie_is_kept(self) -> None:
        talk = Conversation(Reply(headers={"Set-Cookie": "wordpress_test_cookie=1; path=/"}), Reply())
        talk.transport.send(READ)
        talk.transport.send(READ)
        assert "Cookie" not in talk.last.request.headers
        assert not talk.session.cookies

    def test_proxies_of_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTPS_PROXY", "http://proxy.test:3128")
        talk = Conversation(Reply())
        talk.transport.send(READ)
        assert talk.last.settings["proxies"]["https"] == "http://proxy.test:3128"

    def test_no_proxy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTPS_PROXY", "http://proxy.test:3128")
        monkeypatch.setenv("NO_PROXY", "dash.test")
        talk = Conversation(Reply())
        talk.transport.send(READ)
        assert "https" not in talk.last.settings["proxies"]


class TestRetries:
    @pytest.mark.parametrize("status", [429, 502, 503, 504])
    def test_a_read_is_repeated(self, status: int) -> None:
        talk = Conversation(Reply(status, "<html>"), Reply(status, "<html>"), Reply(body=[1]))
        assert talk.transport.send(READ).data == [1]
        assert talk.clock.slept == [1, 2]

    @pytest.mark.parametrize("error", [REFUSED, BROKEN, LATE])
    def test_a_read_is_repeated_on_a_broken_connection(self, error: Exception) -> None:
        talk = Conversation(error, Reply(body=[1]))
        assert talk.transport.send(READ).data == [1]

    def test_retry_after(self) -> None:
        replies = [Reply(429, "", {"Retry-After": value}) for value in ("7", "3600", "Tue, 24 Nov 2026 12:00:00 GMT")]
        talk = Conversation(*replies, Reply())
        talk.transport.send(READ)
        assert talk.clock.slept == [7, 60, 4]

    def test_it_gives_up(self) -> None:
        talk = Conversation(*[REFUSED] * 3, request_retries=2)
        with pytest.raises(UnreachableError) as caught:
            talk.transport.send(READ)
        assert (caught.value.layer, len(talk.lines)) == ("tcp", 3)

    def test_without_retries(self) -> None:
        talk = Conversation(Reply(503, "<html>"), request_retries=0)
        with pytest.raises(NotJsonError):
            talk.transport.send(READ)
        assert talk.clock.slept == []

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 500])
    def test_other_answers_are_final(self, status: int) -> None:
        talk = Conversation(Reply(status, {"code": "x"}))
        assert talk.transport.send(READ).status == status

    def test_a_bad_certificate_is_final(self) -> None:
        talk = Conversation(UNTRUSTED)
        with pytest.raises(UnreachableError) as caught:
            talk.transport.send(READ)
        assert (caught.value.layer, caught.value.code) == ("tls", "certificate")

    def test_a_write_that_was_not_sent_is_repeated(self) -> None:
        talk = Conversation(REFUSED, Reply(body={"success": 1}))
        assert talk.transport.send(WRITE).data == {"success": 1}
        assert len(talk.lines) == 2

    @pytest.mark.parametrize("error", [BROKEN, LATE, requests.exceptions.SSLError("EOF occurred in violation")])
    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
    def test_a_write_that_may_have_been_sent_is_not(self, method: str, error: Exception) -> None:
        talk = Conversation(error)
        with pytest.raises(AnswerLostError) as caught:
            talk.transport.send(Call(method, "tags/1"))
        assert caught.value.failure()["method"] == method
        assert len(talk.lines) == 1

    @pytest.mark.parametrize("status", [502, 503, 504])
    def test_no_answer_from_the_proxy_loses_a_write(self, status: int) -> None:
        talk = Conversation(Reply(status, "<html>"))
        with pytest.raises(AnswerLostError) as caught:
            talk.transport.send(WRITE)
        assert (caught.value.status, caught.value.layer) == (status, "web_server")
        assert len(talk.lines) == 1

    def test_a_write_that_is_throttled_is_not_repeated(self) -> None:
        talk = Conversation(Reply(429, "<html>Too many"))
        with pytest.raises(NotJsonError):
            talk.transport.send(WRITE)
        assert len(talk.lines) == 1


class TestRedirects:
    def moved(self, target: str, status: int = 301) -> Reply:
        return Reply(status, "<html>", {"Location": target})

    def test_a_read_on_the_same_host(self) -> None:
        talk = Conversation(self.moved("/wp/wp-json/mainwp/v2/tags?page=2"), Reply(body=[1]))
        assert talk.transport.send(Call("GET", "tags", query={"page": 2})).data == [1]
        assert talk.lines[1] == "GET https://dash.test/wp/wp-json/mainwp/v2/tags?page=2"
        assert talk.last.request.headers["Authorization"] == f"Bearer {TOKEN}"

    def test_to_tls_with_one_warning(self) -> None:
        target = "https://dash.test/wp-json/mainwp/v2/tags"
        talk = Conversation(self.moved(target), Reply(), self.moved(target), Reply(), dashboard_url="http://dash.test")
        talk.transport.send(READ)
        talk.transport.send(READ)
        assert len(talk.warnings) == 1
        assert "https://dash.test" in talk.warnings[0]

    @pytest.mark.parametrize(
        "target",
        [
            "https://www.dash.test/wp-json/mainwp/v2/tags",
            "https://evil.test/",
            "http://dash.test/wp-json/mainwp/v2/tags",
            "https://dash.test:8443/wp-json/mainwp/v2/tags",
        ],
    )
    def test_never_elsewhere(self, target: str) -> None:
        talk = Conversation(self.moved(target))
        with pytest.raises(RedirectedError) as caught:
            talk.transport.send(READ)
        assert len(talk.lines) == 1
        assert target.split("/wp-json", maxsplit=1)[0] in (caught.value.hint or "")

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_never_a_write(self, status: int) -> None:
        talk = Conversation(self.moved("https://dash.test/wp-json/mainwp/v2/tags/add/", status))
        with pytest.raises(RedirectedError) as caught:
            talk.transport.send(WRITE)
        assert caught.value.status == status
        assert len(talk.lines) == 1

    def test_a_circle_ends(self) -> None:
        talk = Conversation(*[self.moved("https://dash.test/wp-json/mainwp/v2/tags") for _hop in range(6)])
        with pytest.raises(RedirectedError, match="circle"):
            talk.transport.send(READ)

    @pytest.mark.parametrize("call", [READ, WRITE])
    def test_to_a_login_page(self, call: Call) -> None:
        talk = Conversation(self.moved("https://dash.test/wp-login.php?redirect_to=x", 302))
        with pytest.raises(NotJsonError) as caught:
            talk.transport.send(call)
        assert caught.value.layer == "login_page"


class TestAnswers:
    def test_a_php_notice_is_skipped_and_told_once(self) -> None:
        body = '<br />\n<b>Warning</b>:  Undefined variable in <b>/x.php</b> on line <b>3</b><br />\n{"a":"ü"}'
        replies = [Reply(200, body, {"Content-Type": "text/html"}) for _time in range(2)]
        talk = Conversation(*replies)
        assert talk.transport.send(READ).data == {"a": "ü"}
        talk.transport.send(READ)
        assert len(talk.warnings) == 1
        assert "/wp-json/mainwp/v2/tags: Warning : Undefined variable" in talk.warnings[0]

    def test_an_empty_body_of_version_1(self) -> None:
        talk = Conversation(Reply(200, ""), consumer_key="ck_1", consumer_secret="cs_1")
        assert talk.transport.send(Call("GET", "site/site", V1)).data is None

    @pytest.mark.parametrize("body", ["", '{"success":1,"data":[{"id":'])
    def test_an_answer_without_its_end(self, body: str) -> None:
        with pytest.raises(NotJsonError) as caught:
            Conversation(Reply(200, body)).transport.send(READ)
        assert caught.value.layer == "php"
        with pytest.raises(AnswerLostError):
            Conversation(Reply(200, body)).transport.send(WRITE)

    def test_an_empty_error_is_no_error_of_the_dashboard(self) -> None:
        with pytest.raises(NotJsonError) as caught:
            Conversation(Reply(500, "")).transport.send(READ)
        assert (caught.value.layer, caught.value.status) == ("php", 500)

    def test_a_page(self) -> None:
        with pytest.raises(NotJsonError) as caught:
            Conversation(Reply(200, "<!DOCTYPE html><html>Home</html>")).transport.send(READ)
        assert caught.value.failure() == {
            "code": "not_json",
            "status": 200,
            "method": "GET",
            "path": "/wp-json/mainwp/v2/tags",
            "layer": "plain_permalinks",
            "hint": caught.value.hint,
        }

    def test_json_null(self) -> None:
        assert Conversation(Reply(200, "null")).transport.send(READ).data is None


class TestQueryCarrier:
    def test_the_pair_is_in_the_address(self) -> None:
        talk = Conversation(Reply(), Reply(), auth_carrier="query")
        talk.transport.send(READ)
        assert talk.lines[0].endswith(f"/tags?consumer_key=ck_{KEY}&consumer_secret=cs_{SECRET}")
        talk.transport.send(Call("GET", "tags", query={"page": 1}))
        assert talk.lines[1].endswith(f"/tags?page=1&consumer_key=ck_{KEY}&consumer_secret=cs_{SECRET}")
        assert "Authorization" not in talk.last.request.headers

    def test_each_run_warns(self) -> None:
        talk = Conversation(auth_carrier="query")
        assert len(talk.warnings) == 1
        assert "auth_carrier" in talk.warnings[0]

    @pytest.mark.parametrize(
        "reply",
        [
            REFUSED,
            requests.ConnectionError(f"https://dash.test/wp-json/?consumer_secret=cs_{SECRET} failed"),
            Reply(301, "", {"Location": f"https://evil.test/?consumer_secret=cs_{SECRET}"}),
            Reply(301, "", {"Location": f"https://evil.test/wp-json/mainwp/v2/tags?consumer_secret=cs_{SECRET}"}),
            Reply(200, "<html>"),
            Reply(500, "<html>critical error</html>"),
        ],
    )
    def test_the_secret_is_in_no_error(self, reply: Reply | Exception) -> None:
        talk = Conversation(reply, auth_carrier="query", request_retries=0)
        with pytest.raises((UnreachableError, RedirectedError, NotJsonError)) as caught:
            talk.transport.send(READ)
        assert SECRET not in f"{caught.value.sentence()} {caught.value.failure()}"
        assert SECRET not in " ".join(talk.warnings)


def test_the_abilities_get_the_application_password() -> None:
    talk = Conversation(Reply(), application_user="admin", application_password="a b c")
    talk.transport.send(Call("GET", "abilities", ABILITIES))
    assert talk.last.request.headers["Authorization"] == "Basic YWRtaW46YSBiIGM="
