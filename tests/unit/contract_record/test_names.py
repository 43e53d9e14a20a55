# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Names of hosts and keys, to the dashboard and back."""

from __future__ import annotations

from tests.contract.record.masking import masker
from tests.contract.record.names import Names, names
from tests.contract.record.outside import Outside
from tests.contract.records import load


def test_a_host_is_renamed_both_ways_and_only_as_a_whole() -> None:
    pairs = Names({"c1.test": "child-a.example", "dash.test": "d.example:8443"})
    sent = "https://c1.test/ http://www.c1.test xc1.test c1.tests admin@c1.test https://dash.test/pkgs/ admin@dash.test"
    real = (
        "https://child-a.example/ http://www.child-a.example xc1.test c1.tests admin@child-a.example "
        "https://d.example:8443/pkgs/ admin@d.example"
    )
    assert pairs.out(sent) == real
    assert pairs.back(real) == sent
    assert pairs.host("dash.test") == "d.example:8443"


def test_two_names_can_be_exchanged() -> None:
    pairs = Names({"c1.test": "c2.test", "c2.test": "c1.test"})
    assert pairs.out("c1.test c2.test") == "c2.test c1.test"


def test_ports_alone_tell_hosts_apart() -> None:
    pairs = Names({"c1.test": "127.0.0.1:1", "c2.test": "127.0.0.1:2"})
    assert pairs.back("https://127.0.0.1:2/ 127.0.0.1") == "https://c2.test/ 127.0.0.1"


def test_parts_of_the_keys_are_renamed_too() -> None:
    stored = load("keys.json")
    own = {"rw": "a" * 40 + "==" + "b" * 40, "v1": {"consumer_key": "ck_" + "c" * 40, "consumer_secret": "cs_d"}}
    pairs = names("modern", "https://dash.test", {}, stored, own)
    assert pairs.out("Bearer 0==" + stored["rw"].split("==")[1]) == "Bearer 0==" + "b" * 40
    assert pairs.back("ck_" + "c" * 40) == stored["v1"]["consumer_key"]


def test_fresh_secrets_become_zeros_and_known_keys_stay() -> None:
    stored = load("keys.json")
    mask = masker(stored)
    assert mask(stored["v1"]["consumer_key"]) == stored["v1"]["consumer_key"]
    assert mask("cs_" + "e" * 40) == "cs_" + "0" * 40
    assert mask("e" * 64) == "e" * 64


def test_a_command_gets_the_real_host(tmp_path: object) -> None:
    noted = f"{tmp_path}/noted"
    outside = Outside({"away": f"echo {{host}} > {noted}"}, Names({"c3.test": "child-c.example"}))
    outside.perform("child: c3.test answers 404 to everything from here on")
    with open(noted, encoding="utf-8") as file:
        assert file.read() == "child-c.example\n"
