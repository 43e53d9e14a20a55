# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
# This file is private to the collection and may change in any release.
"""Every declared noun, by name."""

from __future__ import annotations

from .._noun import Noun
from ._api_key import API_KEY
from ._client import CLIENT
from ._client_field import CLIENT_FIELD
from ._cost import COST
from ._cost_type import COST_TYPE
from ._email_template import EMAIL_TEMPLATE
from ._monitor import MONITOR
from ._payment_method import PAYMENT_METHOD
from ._site import SITE
from ._tag import TAG

NOUNS: dict[str, Noun] = {
    noun.name: noun
    for noun in (CLIENT_FIELD, TAG, CLIENT, SITE, MONITOR, API_KEY, EMAIL_TEMPLATE, COST_TYPE, PAYMENT_METHOD, COST)
}
