# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The options that say how to reach a dashboard, and their documentation."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from ansible.module_utils.basic import AnsibleFallbackNotFound

from ansible_collections.mainwp.dashboard.plugins.doc_fragments.connection import ModuleDocFragment
from ansible_collections.mainwp.dashboard.plugins.module_utils._connection import (
    CONNECTION_OPTIONS,
    Connection,
    from_environment,
    token_halves,
)
from ansible_collections.mainwp.dashboard.plugins.module_utils._errors import InputError

TOKEN = f"{'5' * 40}=={'c' * 40}"
V2: dict[str, Any] = {"dashboard_url": "https://dash.test", "api_key": TOKEN}
V1: dict[str, Any] = {"dashboard_url": "https://dash.test", "consumer_key": "ck_1", "consumer_secret": "cs_1"}


class TestAddress:
    @pytest.mark.parametrize(
        ("given", "address"),
        [
            ("https://dash.test", "https://dash.test"),
            ("https://dash.test/", "https://dash.test"),
            (" https://dash.test/wp-json ", "https://dash.test"),
            ("https://dash.test/wp-json/mainwp/v2/", "https://dash.test"),
            ("https://dash.test/blog/", "https://dash.test/blog"),
            ("http://127.0.0.1:8080/wp-json/", "http://127.0.0.1:8080"),
            ("https://[::1]:8443", "https://[::1]:8443"),
            ("https://dash.test/?rest_route=/", "https://dash.test"),
        ],
    )
    def test_it_is_that_of_wordpress(self, given: str, address: str) -> None:
        assert Connection.from_options({**V2, "dashboard_url": given}).dashboard_url == address

    @pytest.mark.parametrize(
        "given", ["", "dash.test", "ftp://dash.test", "https://", "https://dash.test:99999", "https://dash.test:port"]
    )
    def test_what_is_no_address(self, given: str) -> None:
        with pytest.raises(InputError, match="is not a web address"):
            Connection.from_options({**V2, "dashboard_url": given})

    @pytest.mark.parametrize("given", ["https://user:canary@dash.test", "https://user@dash.test"])
    def test_a_password_in_it_is_refused_and_not_repeated(self, given: str) -> None:
        with pytest.raises(InputError) as caught:
            Connection.from_options({**V2, "dashboard_url": given})
        assert "canary" not in caught.value.sentence()


class TestVersion:
    @pytest.mark.parametrize(
        ("options", "version"),
        [
            (V2, "v2"),
            (V1, "v1"),
            ({**V2, **V1}, "v2"),
            ({**V2, **V1, "api_version": "v1"}, "v1"),
            ({**V1, "api_version": "auto"}, "v1"),
            ({**V2, "api_version": "v2"}, "v2"),
        ],
    )
    def test_version(self, options: dict[str, Any], version: str) -> None:
        assert Connection.from_options(options).api_version == version

    @pytest.mark.parametrize(
        ("options", "missing"),
        [
            ({"dashboard_url": "https://dash.test"}, "api_key"),
            ({**V1, "api_version": "v2"}, "api_key"),
            ({**V2, "api_version": "v1"}, "consumer_key"),
            ({**V2, "api_key": ""}, "api_key"),
        ],
    )
    def test_its_credentials_must_be_there(self, options: dict[str, Any], missing: str) -> None:
        with pytest.raises(InputError) as caught:
            Connection.from_options(options)
        assert missing in caught.value.message


class TestToken:
    def test_the_secret_comes_first(self) -> None:
        assert token_halves("abc==def") == ("ck_def", "cs_abc")

    @pytest.mark.parametrize("token", ["canary", "canary==", "==canary"])
    def test_another_form_is_refused_and_not_repeated(self, token: str) -> None:
        with pytest.raises(InputError) as caught:
            Connection.from_options({**V2, "api_key": token})
        assert "canary" not in caught.value.sentence()


class TestNumbers:
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("request_retries", -1),
            ("request_delay", -0.5),
            ("request_timeout", 0),
            ("max_concurrency", 0),
            ("max_per_server", -1),
        ],
    )
    def test_out_of_range(self, name: str, value: float) -> None:
        with pytest.raises(InputError, match=name):
            Connection.from_options({**V2, name: value})

    @pytest.mark.parametrize("name", ["request_retries", "request_delay"])
    def test_nothing_is_allowed_where_it_means_something(self, name: str) -> None:
        assert getattr(Connection.from_options({**V2, name: 0}), name) == 0


def test_an_empty_environment_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAINWP_CA_PATH", "/etc/ssl/own.pem")
    assert from_environment("MAINWP_CA_PATH") == "/etc/ssl/own.pem"
    monkeypatch.setenv("MAINWP_CA_PATH", "")
    with pytest.raises(AnsibleFallbackNotFound):
        from_environment("MAINWP_CA_PATH")
    monkeypatch.delenv("MAINWP_CA_PATH")
    with pytest.raises(AnsibleFallbackNotFound):
        from_environment("MAINWP_CA_PATH")


def test_secrets_are_not_in_its_representation() -> None:
    connection = Connection.from_options(
        {
            **V2,
            "consumer_key": "canary1",
            "consumer_secret": "canary2",
            "application_user": "admin",
            "application_password": "canary3",
            "http_headers": {"X": "canary4"},
        }
    )
    assert "canary" not in repr(connection)
    assert TOKEN not in repr(connection)


def documented() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
    return found


def test_every_option_is_documented() -> None:
    assert set(documented()) == set(CONNECTION_OPTIONS)


@pytest.mark.parametrize("name", sorted(CONNECTION_OPTIONS))
def test_the_documentation_says_what_the_code_does(name: str) -> None:
    option, doc = CONNECTION_OPTIONS[name], documented()[name]
    for key in ("type", "default", "choices", "required"):
        assert option.get(key) == doc.get(key), key
    text = " ".join(doc["description"])
    for variable in option["fallback"][1] if "fallback" in option else ():
        assert f"E({variable})" in text
    assert ("fallback" in option) == ("E(MAINWP" in text)


@pytest.mark.parametrize("name", ["api_key", "consumer_key", "consumer_secret", "application_password", "http_headers"])
def test_secrets_are_hidden(name: str) -> None:
    assert CONNECTION_OPTIONS[name]["no_log"] is True


def test_defaults_are_the_same_with_and_without_ansible() -> None:
    connection = Connection.from_options(V2)
    for name, option in CONNECTION_OPTIONS.items():
        if "default" in option and name != "api_version":
            assert getattr(connection, name) == option["default"], name
