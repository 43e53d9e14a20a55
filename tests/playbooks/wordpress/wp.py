# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Stands in for WP-CLI on a WordPress whose whole state is a JSON file: ``python wp.py STATE --path=... COMMAND...``.

It knows the commands that the roles use, refuses any other, and notes those that write in ``state["written"]``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

#: What the directory offers: slug -> version.
DIRECTORY = {"mainwp": "6.1.2", "mainwp-child": "6.1", "akismet": "5.3", "twentytwenty": "2.0"}


class Refused(Exception):
    """WP-CLI says why on standard error, and ends with code 1."""


def fresh(url: str) -> dict[str, Any]:
    """Return the state of a WordPress on which nothing is installed."""
    return {
        "options": {"home": url, "permalink_structure": ""},
        "visitors": True,
        "administrator": True,
        "plugin": {},
        "theme": {},
        "keys": [],
        "passwords": [],
        "token": "",
        "written": [],
    }


def package(state: dict[str, Any], kind: str, verb: str, name: str, flags: list[str]) -> str:
    """Carry out ``wp plugin`` and ``wp theme``."""
    have: dict[str, Any] = state[kind]
    if verb == "get":
        if name not in have:
            raise Refused(f"The '{name}' {kind} could not be found.")
        return json.dumps(have[name])
    if verb == "is-active":
        if have.get(name, {}).get("status") != "active":
            raise Refused("")
        return ""
    if verb == "install":
        if name not in DIRECTORY:
            raise Refused(f"'{name}' not found.")
        wanted = [flag.removeprefix("--version=") for flag in flags if flag.startswith("--version=")]
        status = have.get(name, {"status": "inactive"})["status"]
        have[name] = {"status": status, "version": (wanted or [DIRECTORY[name]])[0]}
    elif verb in ("activate", "deactivate"):
        have[name]["status"] = "active" if verb == "activate" else "inactive"
    elif verb in ("uninstall", "delete"):
        if have[name]["status"] == "active":
            raise Refused(f"The '{name}' {kind} is active.")
        del have[name]
    return ""


def keys(state: dict[str, Any], verb: str, arguments: list[str]) -> str:
    """Carry out what the script of the role dashboard does, which comes on standard input."""
    if "insert_rest_api_key" not in sys.stdin.read():
        raise Refused("the script did not arrive")
    if verb == "keys-list":
        return json.dumps(state["keys"])
    if verb == "keys-make":
        state["keys"].append({"id": len(state["keys"]) + 1, "description": arguments[0], "enabled": True})
        pair = {"consumer_key": "", "consumer_secret": ""}
        return json.dumps({"id": state["keys"][-1]["id"], "api_key": state["token"], **pair})
    state["keys"] = [key for key in state["keys"] if key["id"] != int(arguments[0])]
    return "{}"


def option(state: dict[str, Any], verb: str, names: list[str]) -> str:
    """Carry out ``wp option``."""
    options: dict[str, Any] = state["options"]
    if verb == "get":
        return str(options[names[0]])
    if verb == "update":
        options[names[0]] = sys.stdin.read()
    else:
        for name in names:
            options.pop(name, None)
    return ""


def password(state: dict[str, Any], verb: str, name: str) -> str:
    """Carry out ``wp user application-password``."""
    if verb == "exists":
        if name not in state["passwords"]:
            raise Refused("")
        return ""
    state["passwords"].append(name)
    return "made-up password"


def evaluate(state: dict[str, Any], code: str) -> str:
    """Answer what the roles ask in PHP, and switch how MainWP Child asks for the password."""
    if "DISABLE_WP_CRON" in code:
        return "0" if state["visitors"] else "1"
    options = state["options"]
    if "current_user_can" in code:
        return json.dumps({"administrator": state["administrator"], "asks": options.get("asks", False)})
    if "_user_option" in code:
        state["written"].append(code)
        if code.startswith("delete_"):
            options.pop("asks", None)
        else:
            options["asks"] = code.rpartition(", ")[2].strip("'); ")
        return ""
    return json.dumps(
        {
            "connected": bool(options.get("mainwp_child_pubkey")),
            "dashboard": options.get("mainwp_child_server", ""),
            "security_id": options.get("mainwp_child_uniqueId", ""),
        }
    )


READING = {"get", "is-active", "exists", "eval", "keys-list"}


def run(state: dict[str, Any], words: list[str]) -> str:
    """Carry out one command and return what it prints."""
    flags = [word for word in words if word.startswith("--")]
    plain = [word for word in words if not word.startswith("--")]
    if not READING & set(plain[:3]):
        state["written"].append(" ".join(plain))
    match plain:
        case ["plugin" | "theme" as kind, verb, name]:
            return package(state, kind, verb, name, flags)
        case ["option", verb, *names]:
            return option(state, verb, names)
        case ["eval-file", "-", verb, *arguments]:
            return keys(state, verb, arguments)
        case ["eval", code]:
            return evaluate(state, code)
        case ["user", "application-password", verb, _user, name]:
            return password(state, verb, name)
        case ["rewrite", "structure", structure]:
            state["options"]["permalink_structure"] = structure
            return ""
        case ["config", "set", "DISABLE_WP_CRON", "true"]:
            state["visitors"] = False
            return ""
    raise Refused(f"unknown command: {plain}")


def main() -> int:
    """Entry point of the stand-in."""
    path, words = Path(sys.argv[1]), sys.argv[2:]
    state = json.loads(path.read_text(encoding="utf-8"))
    try:
        print(run(state, words), end="")
    except Refused as refusal:
        print(f"Error: {refusal}" if str(refusal) else "", end="", file=sys.stderr)
        return 1
    finally:
        path.write_text(json.dumps(state), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
