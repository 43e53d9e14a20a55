# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Templates of the e-mails that the dashboard sends."""

from __future__ import annotations

import re
from typing import Any

from .._fields import RAW_TEXT, TEXT, Codec, flag, octet, sanitised
from .._noun import Condition, Field, Noun, Step
from ._settings._section import RANK

_ADDRESS = re.compile(r"[^\s,@<>]+@[^\s,@<>]+\.[^\s,@<>]+")


def _wrong_address(value: Any) -> str | None:
    return None if _ADDRESS.fullmatch(str(value)) else "is not one e-mail address, and the API takes exactly one"


def _several(_stored: Any, wanted: Any) -> str | None:
    if "," not in str(wanted):
        return None
    return "is several addresses, which the API cannot write back: give the one that shall stay"


def _lines(value: Any) -> str:
    """Text with its line breaks, each line as WordPress keeps it."""
    return "\n".join(sanitised(line) for line in str(value).strip().split("\n"))


def _wrong_subject(value: Any) -> str | None:
    """A subject is no HTML, so that an octet cannot be kept in it either."""
    lost = octet(value)
    return f"holds {lost}, which WordPress would take out" if lost else _blank(value)


def _blank(value: Any) -> str | None:
    return None if sanitised(value) else "is blank, for which the dashboard takes its own text"


EMAIL_TEMPLATE = Noun(
    name="email_template",
    plural="email_templates",
    # A setting decides whether there is one of the check of sites.
    rank=RANK + 1,
    keys=("name",),
    key_of=str,
    path="settings/emails",
    id_key="type",
    read_id=str,
    includes=False,
    edit=Step("PUT", "settings/emails/{id}/edit"),
    only_while={"http_check": Condition("general", "check_http_response", True)},
    made="The template http_check is there only while check_http_response is on in the general settings; extensions "
    "add others.",
    budget="1 to read; a change 1, and 1 to verify; http_check together with its setting 1 more",
    # What an edit leaves out gets the text of a new installation.
    fields=(
        Field("name", option={"type": "str"}, read="type"),
        # The dashboard's own field says that it is off.
        Field(
            "enabled",
            option={"type": "bool"},
            read="disable",
            edit="disable",
            resend=True,
            codec=Codec(decode=lambda value: not flag(value), encode=lambda value: int(not value), normalise=bool),
        ),
        Field(
            "recipient",
            option={"type": "str"},
            read="recipients",
            edit="recipients",
            resend=True,
            codec=RAW_TEXT,
            check=_wrong_address,
            forbids=_several,
        ),
        Field("heading", option={"type": "str"}, read="heading", edit="heading", resend=True, codec=TEXT, check=_blank),
        Field(
            "subject",
            option={"type": "str"},
            read="subject",
            edit="subject",
            resend=True,
            codec=Codec(decode=TEXT.decode, encode=TEXT.encode, normalise=_lines),
            check=_wrong_subject,
        ),
    ),
)
