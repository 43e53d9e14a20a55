# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What AWX does with the files in ``extensions/awx``, as far as the collection has to do with it.

AWX itself needs a cluster. Its rules about credential types and surveys are few, and stand in its guides for
administrators and in the answers of its API; they are written down here once.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from jinja2 import StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tests.meta import collection

FOLDER = collection.ROOT / "extensions" / "awx"


def load(name: str) -> dict[str, Any]:
    """A file of ``extensions/awx``."""
    found: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return found


def injected(
    credential_type: Mapping[str, Any], values: Mapping[str, Any], folder: Path, *, strict: bool = False
) -> dict[str, str]:
    """The environment variables that a credential of a type gives to a job; its files are written to the folder.

    A field without a value is undefined, and reads as empty text; a truth value without one is false. Files are always
    written, and variables always set.

    Args:
        strict: fail for a field that does not exist, as AWX does when the type is made.
    """
    fields = credential_type["inputs"]["fields"]
    known: dict[str, Any] = {field["id"]: False for field in fields if field.get("type") == "boolean"}
    known.update({name: value for name, value in values.items() if value != ""})
    templates = ImmutableSandboxedEnvironment(undefined=StrictUndefined if strict else Undefined)
    paths = {}
    for label, text in credential_type["injectors"].get("file", {}).items():
        path = folder / label
        path.write_text(templates.from_string(text).render(known), encoding="utf-8")
        paths[label.removeprefix("template.")] = str(path)
    known["tower"] = SimpleNamespace(filename=SimpleNamespace(**paths))
    return {
        name: templates.from_string(text).render(known)
        for name, text in credential_type["injectors"].get("env", {}).items()
    }


def extra_variables(survey: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """The extra variables of a job that was started with these answers.

    A question that was not answered gives its default, where it has one, and where that is a right answer.

    Raises:
        ValueError: an answer is not one of the question's, or there is no such question.
    """
    questions = {question["variable"]: question for question in survey["spec"]}
    for name, answer in answers.items():
        if name not in questions:
            raise ValueError(f"no question asks for {name}")
        if problem := _problem(questions[name], answer):
            raise ValueError(problem)
    needed = {name for name, one in questions.items() if one["required"] and one.get("default") is None}
    missing = sorted(needed - set(answers))
    if missing:
        raise ValueError(f"not answered: {', '.join(missing)}")
    defaults = {
        name: one["default"]
        for name, one in questions.items()
        if one.get("default") is not None and not _problem(one, one["default"])
    }
    return {**defaults, **answers}


_TYPES: dict[str, type] = {
    "text": str,
    "textarea": str,
    "integer": int,
    "float": float,
    "multiplechoice": str,
    "multiselect": list,
}


def _problem(question: Mapping[str, Any], answer: Any) -> str:
    """Why AWX refuses an answer, or nothing."""
    name = question["variable"]
    # A truth value is an integer in Python, and no answer to any question.
    if isinstance(answer, bool) or not isinstance(answer, _TYPES[question["type"]]):
        return f"{name}: {answer!r} is no answer to a question of the type {question['type']}"
    size = len(answer) if isinstance(answer, str) else answer
    if question["type"] in ("text", "textarea", "integer", "float"):
        if question.get("min") is not None and size < question["min"]:
            return f"{name}: {answer!r} is less than {question['min']}"
        if question.get("max") is not None and size > question["max"]:
            return f"{name}: {answer!r} is more than {question['max']}"
    chosen = answer if isinstance(answer, list) else [answer]
    if "choices" in question and not set(chosen) <= set(question["choices"]):
        return f"{name}: {answer!r} is not among {question['choices']}"
    return ""
