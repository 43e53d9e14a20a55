# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What AWX imports from ``extensions/awx`` fits the collection, and keeps AWX' own rules."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.mainwp.dashboard.plugins.module_utils._connection import CONNECTION_OPTIONS
from tests import awx
from tests.meta import collection

TYPE = awx.load("credential_type.yml")
FIELDS: dict[str, dict[str, Any]] = {field["id"]: field for field in TYPE["inputs"]["fields"]}
# Options of the connection that the environment can set, by variable.
VARIABLES = {option["fallback"][1][0]: name for name, option in CONNECTION_OPTIONS.items() if "fallback" in option}
# Not a matter of who may do what where: a job template sets them where they are needed.
NOT_A_CREDENTIAL = {"MAINWP_API_VERSION", "MAINWP_REQUEST_TIMEOUT"}
# Fields that go by another name than their option.
FIELD_OF = {"validate_certs": "skip_certificate_check", "ca_path": "ca_certificates"}
PEM = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"


def field_of(variable: str) -> dict[str, Any]:
    option = VARIABLES[variable]
    return FIELDS[FIELD_OF.get(option, option)]


def test_it_has_what_awx_takes_and_nothing_else() -> None:
    assert set(TYPE) == {"name", "description", "kind", "inputs", "injectors"}
    assert TYPE["kind"] == "cloud", "jobs and inventory sources both take credentials of this kind"
    assert set(TYPE["inputs"]) == {"fields", "required"}
    allowed = {"id", "label", "type", "format", "choices", "secret", "multiline", "help_text", "default"}
    assert len(FIELDS) == len(TYPE["inputs"]["fields"])
    for name, field in FIELDS.items():
        assert set(field) <= allowed, name
        assert re.fullmatch("[a-zA-Z_][a-zA-Z0-9_]*", name)
        assert field["label"]
        assert field["type"] in ("string", "boolean")
        assert field.get("format", "url") in ("url", "ssh_private_key")
        if field["type"] == "boolean":
            assert not set(field) & {"format", "choices", "secret", "multiline"}
    assert set(TYPE["inputs"]["required"]) <= set(FIELDS)
    assert set(TYPE["injectors"]) <= {"file", "env"}
    assert all(re.fullmatch(r"template\.\w+", label) for label in TYPE["injectors"]["file"])


def test_it_sets_what_the_collection_reads() -> None:
    assert set(TYPE["injectors"]["env"]) == set(VARIABLES) - NOT_A_CREDENTIAL
    assert set(VARIABLES) >= NOT_A_CREDENTIAL


@pytest.mark.parametrize("variable", sorted(TYPE["injectors"]["env"]))
def test_each_variable_has_its_field(variable: str) -> None:
    field = field_of(variable)
    assert re.search(rf"\b{field['id']}\b", TYPE["injectors"]["env"][variable])


@pytest.mark.parametrize("variable", sorted(TYPE["injectors"]["env"]))
def test_secrets_are_kept_as_secrets(variable: str) -> None:
    """A key in a file is secret for AWX, though the option, a path, is none."""
    secret = bool(CONNECTION_OPTIONS[VARIABLES[variable]].get("no_log")) or variable == "MAINWP_TLS_CLIENT_KEY"
    assert bool(field_of(variable).get("secret")) == secret


def test_every_field_is_used() -> None:
    text = " ".join([*TYPE["injectors"]["env"].values(), *TYPE["injectors"]["file"].values()])
    assert set(re.findall(r"[a-z_]+", text)) >= set(FIELDS)


def test_no_template_names_a_field_that_does_not_exist(tmp_path: Path) -> None:
    values = {name: True if field["type"] == "boolean" else "text" for name, field in FIELDS.items()}
    assert set(awx.injected(TYPE, values, tmp_path, strict=True)) == set(TYPE["injectors"]["env"])


def test_what_is_left_empty_is_empty_and_certificates_are_checked(tmp_path: Path) -> None:
    values = {"dashboard_url": "https://dash.test", "api_key": "key", "ca_certificates": ""}
    found = awx.injected(TYPE, values, tmp_path)
    given = {name: value for name, value in found.items() if value}
    assert given == {
        "MAINWP_DASHBOARD_URL": "https://dash.test",
        "MAINWP_API_KEY": "key",
        "MAINWP_VALIDATE_CERTS": "true",
    }


def test_certificates_become_files(tmp_path: Path) -> None:
    found = awx.injected(TYPE, {"ca_certificates": PEM, "skip_certificate_check": True}, tmp_path)
    assert Path(found["MAINWP_CA_PATH"]).read_text(encoding="utf-8") == PEM
    assert found["MAINWP_VALIDATE_CERTS"] == "false"
    assert found["MAINWP_TLS_CLIENT_CERT"] == ""


SURVEYS = sorted(path.stem for path in (awx.FOLDER / "surveys").glob("*.yml"))
each_survey = pytest.mark.parametrize("name", SURVEYS)
# Of a question, what AWX insists on, and what it knows besides.
NEEDED = {"question_name", "question_description", "variable", "type", "required"}
KNOWN = NEEDED | {"choices", "default", "min", "max"}


def playbook(name: str) -> str:
    """The text of the playbook that a survey is for."""
    return (collection.ROOT / "playbooks" / f"{name}.yml").read_text(encoding="utf-8")


def described(name: str) -> set[str]:
    """The variables of a playbook that its head describes, without those that say how the dashboard is reached."""
    head = re.sub(r"\n#\s*", " ", playbook(name).partition("\n- name:")[0]).partition("Variables: ")[2]
    words = {word for word in re.findall(r"\b(?:plan|update|report)_[a-z_]+\b", head) if not word.endswith("_info")}
    if "all variables of the role mainwp.dashboard.update" in head:
        words |= set(role_options()) - NOT_ASKED
    return words


def role_options() -> dict[str, dict[str, Any]]:
    """The variables of the role update."""
    path = collection.ROOT / "roles" / "update" / "meta" / "argument_specs.yml"
    found: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["argument_specs"]["main"][
        "options"
    ]
    return found


# A plan is handed on, and an empty answer would hide it; files of tasks are a matter of the project.
NOT_ASKED = {"update_plan", "update_before_tasks", "update_after_tasks"}


@each_survey
def test_a_survey_keeps_the_rules(name: str) -> None:
    survey = awx.load(f"surveys/{name}.yml")
    assert set(survey) == {"name", "description", "spec"}
    for question in survey["spec"]:
        assert NEEDED <= set(question) <= KNOWN, question
        assert question["question_name"]
        assert not question["question_description"].endswith(".")
        assert ("choices" in question) == (question["type"] in ("multiplechoice", "multiselect")), question
        assert question["type"] != "password", "secrets are a matter of credentials"
        if question["required"] and question["type"] in ("multiplechoice", "multiselect"):
            assert question["default"], question
    variables = [question["variable"] for question in survey["spec"]]
    assert len(set(variables)) == len(variables)
    # Every default is a right answer.
    defaults = awx.extra_variables(survey, {})
    assert set(defaults) == {question["variable"] for question in survey["spec"] if "default" in question}


@each_survey
def test_a_survey_asks_for_every_variable_of_its_playbook(name: str) -> None:
    assert {question["variable"] for question in awx.load(f"surveys/{name}.yml")["spec"]} == described(name)


@each_survey
def test_the_choices_are_those_of_the_options(name: str) -> None:
    options = collection.all_documentation()["mainwp_update"]["doc"]["options"]
    of_the_module = {f"update_{option}": documented for option, documented in options.items()}
    compared = 0
    questions = awx.load(f"surveys/{name}.yml")["spec"]
    for question in questions:
        option = of_the_module.get(question["variable"]) or role_options().get(question["variable"], {})
        if "choices" in question and "choices" in option:
            assert question["choices"] == option["choices"], question["variable"]
            assert question["default"] == option["default"], question["variable"]
            compared += 1
    assert compared or not any(question["variable"].startswith("update_") for question in questions)


@each_survey
def test_a_playbook_of_a_survey_uses_what_is_asked(name: str) -> None:
    assert yaml.safe_load(playbook(name))
    role = (collection.ROOT / "roles" / "update").rglob("*.yml")
    used = playbook(name).partition("\n- name:")[2] + "".join(path.read_text(encoding="utf-8") for path in role)
    for variable in described(name):
        assert re.search(rf"\b{variable}\b", used), variable
