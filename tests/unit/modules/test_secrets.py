# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""A secret that goes into a module comes out of it nowhere: not in results, diffs, errors, warnings or addresses.

AnsibleModule masks the values of `no_log` options in what it prints, which would hide a leak of ours; so it is switched
off here, and the secrets must be absent all the same.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulator.seeds.connected import connect
from tests.unit.support.bench import Bench

CANARY = "c4n4ry-9f1e"
HEADER = {"X-Access-Token": f"{CANARY}-header"}
URL = "https://site-01.example.com/"
NEW = "https://site-02.example.com/"
CREDENTIALS = {
    "admin_user": "admin",
    "admin_password": f"{CANARY}-password",
    "security_id": f"{CANARY}-security",
    "http_user": "stage",
    "http_password": f"{CANARY}-http",
}
TASKS: list[tuple[str, dict[str, Any]]] = [
    ("mainwp_tag", {"name": "production"}),
    ("mainwp_tag_info", {}),
    ("mainwp_client", {"name": "Acme Ltd"}),
    ("mainwp_client_info", {}),
    ("mainwp_client_field", {"name": "vat", "description": "VAT"}),
    ("mainwp_site", {"url": NEW, **CREDENTIALS}),
    ("mainwp_site", {"url": URL, "update_credentials": "always", **CREDENTIALS}),
    ("mainwp_site_info", {"include": ["security", "plugins"]}),
    (
        "mainwp_fleet",
        {"sites": [{"url": NEW, **CREDENTIALS}, {"url": URL, "update_credentials": "always", **CREDENTIALS}]},
    ),
    ("mainwp_monitor", {"site": URL, "interval": "10m", "active": "enabled", "check": True}),
    ("mainwp_monitor_info", {"include": ["heartbeats"]}),
    ("mainwp_api_key", {"description": "wo", "enabled": False}),
    ("mainwp_api_key_info", {}),
    (
        "mainwp_user",
        {
            "sites": ["all"],
            "users": [
                {"username": "anna", "email": "anna@agency.example", "password": f"{CANARY}-user"},
                {"username": "guest", "password": f"{CANARY}-guest", "update_password": "always"},
            ],
        },
    ),
    ("mainwp_user_info", {"sites": ["all"]}),
    ("mainwp_admin_password", {"sites": ["all"], "password": f"{CANARY}-admin"}),
    (
        "mainwp_settings",
        {
            "general": {"time_auto_update": "03:30"},
            "api_backups": {
                "vultr": {"enabled": True, "secret": f"{CANARY}-vultr"},
                "cpanel": {"enabled": True, "url": "https://c.example/", "password": f"{CANARY}-cpanel"},
            },
        },
    ),
    ("mainwp_settings_info", {}),
    ("mainwp_fleet", {"settings": {"api_backups": {"kinsta": {"secret": f"{CANARY}-kinsta"}}}}),
    ("mainwp_email_template", {"name": "uptime", "heading": "Up or down"}),
    ("mainwp_cost_type", {"name": "Fonts"}),
    ("mainwp_payment_method", {"name": "Wise"}),
    ("mainwp_tools", {"tool": "restore_info_messages"}),
    ("mainwp_plugin", {"sites": ["all"], "plugins": ["hello.php"]}),
    ("mainwp_theme", {"sites": ["all"], "themes": ["twentytwentyfive"]}),
    ("mainwp_sync", {"sites": ["all"]}),
    ("mainwp_sync", {"sites": ["all"], "strategy": "queue"}),
    ("mainwp_job_info", {"job_id": "sync_0b5c1c9e-8f0c-4d0a-9a52-1c54b7f5c0de", "wait": True}),
    ("mainwp_job_info", {"job_id": "renew_6b0475b11a9ea3.48041371"}),
    ("mainwp_site_check", {"sites": ["all"]}),
    ("mainwp_update_info", {"sites": ["all"]}),
    ("mainwp_update", {"sites": ["all"], "types": ["plugins"]}),
    ("mainwp_dashboard_info", {}),
    ("mainwp_api", {"method": "POST", "path": "tags/add", "secret_body": {"name": "x", "token": f"{CANARY}-body"}}),
    ("mainwp_api_info", {"path": "tags"}),
]
#: What the carrier or the dashboard does to every request.
FAULTS = [None, "refused", "read_timeout_after", "dropped", "tls"]


@pytest.fixture
def unmasked(monkeypatch: pytest.MonkeyPatch) -> None:
    """AnsibleModule prints what it is given."""
    monkeypatch.setattr("ansible.module_utils.basic.remove_values", lambda value, no_log_strings: value)


@pytest.mark.usefixtures("unmasked")
@pytest.mark.parametrize("carrier", ["header", "query"])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(("module", "options"), TASKS, ids=[f"{n}-{task[0]}" for n, task in enumerate(TASKS)])
def test_no_secret_comes_out(module: str, options: dict[str, Any], fault: str | None, carrier: str) -> None:
    bench = Bench(state="demo", sites=2)
    bench.simulator.dashboard.uptime["active"] = 1
    connect(bench.simulator, next(iter(bench.simulator.children)), "Shop")
    token = bench.connection["api_key"]
    bench.connection |= {"http_headers": HEADER, "auth_carrier": carrier, "request_retries": 0}
    password = bench.simulator.keys["application"]["password"]
    bench.connection |= {
        "application_user": bench.simulator.keys["application"]["user"],
        "application_password": password,
    }
    if fault:
        bench.adapter.fail(fault)
    for result in (bench.check(module, **options), bench.run(module, **options)):
        result.pop("invocation", None)
        printed = repr(result)
        for secret in (CANARY, token, *token.split("=="), password):
            assert secret not in printed


@pytest.mark.usefixtures("unmasked")
def test_nothing_is_masked_here() -> None:
    """A tag that is called like the secret is shown as it is: the test above would see a leak."""
    bench = Bench()
    token = bench.connection["api_key"]
    assert bench.run("mainwp_tag", name=token)["tag"]["name"] == token
