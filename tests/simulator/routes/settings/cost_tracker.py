# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""``/settings/cost-tracker``: the currency, the types of products and the ways to pay."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import quote

from ... import php
from ...arguments import Argument, Problem, invalid
from ...call import Call
from ...errors import failed
from ...router import Router
from . import rules

#: Slug -> title, icon, colour of the types that are always there; their icons cannot be written back.
BUILT_IN = {
    "plugin": ("Plugin", "plug", "#5ec130"),
    "theme": ("Theme", "tint", "#34afd8"),
    "hosting": ("Hosting", "server", "#f2e93a"),
    "service": ("Service", "wrench", "#ed1730"),
    "other": ("Other", "folder", "#14f4fc"),
}

_COLOR, _ICON = "#34424D", "deficon:folder open"

_POSITIONS = ("left", "right", "left_space", "right_space")

_FORMAT = {"currency_position": "left", "thousand_separator": ",", "decimal_separator": ".", "decimals": 2}

#: Currency codes of ISO 4217.
_CODES = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK "
    "HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL "
    "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON "
    "RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX "
    "USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW"
)
CURRENCIES = frozenset(_CODES.split())

_TYPES, _METHODS = "/settings/cost-tracker/product-types", "/settings/cost-tracker/payment-methods"
_SLUG = r"/(?P<slug>[a-zA-Z0-9\-\._]+)"


def _currency(value: Any) -> Problem | None:
    if value == "" or value in CURRENCIES:
        return None
    return "invalid_currency", "Invalid currency.", None


def _color(value: Any) -> Problem | None:
    if value == "" or re.fullmatch(r"#[0-9a-fA-F]{6}", php.text(value)):
        return None
    return "invalid_color", 'Invalid color. Color must be in the format "#RRGGBB".', None


def _icon(value: Any) -> Problem | None:
    if value == "" or re.fullmatch(r"[a-z0-9_-]+:[a-z0-9_\- ]+", php.text(value), re.I):
        return None
    return "invalid_icon", 'Invalid icon. Icon must be in the format "icon_type:icon_name".', None


def register(router: Router) -> None:
    """Register the routes of the section; the content type matters to the edits alone."""
    look = {
        "title": Argument("string", required=True),
        "color": Argument(check=_color),
        "icon": Argument(check=_icon),
    }
    title = {"title": look["title"]}
    router.add("GET", "/settings/cost-tracker", show)
    router.add(
        rules.EDIT,
        "/settings/cost-tracker/edit",
        edit,
        arguments={
            "currency": Argument(check=_currency),
            "currency_position": Argument(check=rules.one_of("currency_position", _POSITIONS)),
        },
    )
    router.add("POST", f"{_TYPES}/add", add_type, arguments=look)
    router.add(rules.EDIT, f"{_TYPES}{_SLUG}/edit", edit_type, arguments=look)
    router.add("DELETE", f"{_TYPES}{_SLUG}/delete", delete_type)
    router.add("POST", f"{_METHODS}/add", add_method, arguments=title)
    router.add(rules.EDIT, f"{_METHODS}{_SLUG}/edit", edit_method, arguments=title)
    router.add("DELETE", f"{_METHODS}{_SLUG}/delete", delete_method)


def show(call: Call) -> dict[str, Any]:
    """Answer ``GET /settings/cost-tracker``; what was stored as null is shown as ""."""
    options = call.dashboard.options
    money = {name: "" if value is None else value for name, value in options.get("currency_format", _FORMAT).items()}
    return {
        "success": 1,
        "data": {
            "currency": options.get("currency", "USD"),
            **money,
            "product_categories": product_types(call),
            "payment_methods": _map(_methods(call)),
        },
    }


def edit(call: Call) -> dict[str, Any]:
    """Answer ``/settings/cost-tracker/edit``.

    Empty values keep what is stored, and where nothing is stored yet they become null; 0 decimals count as empty.
    """
    sent = rules.body(call)
    options = call.dashboard.options
    stored = options.get("currency_format", {})
    money: dict[str, Any] = {}
    for name in _FORMAT:
        value = sent.get(name)
        if name != "decimals":
            value = php.sanitize_text_field(value)
        money[name] = stored.get(name) if php.empty(value) else value
    options["currency_format"] = money
    options["currency"] = sent.get("currency") or options.get("currency", "USD")
    data = {"currency": options["currency"], "currency_format": dict(money)}
    return {"success": 1, "message": "Cost tracker settings updated successfully.", "data": data}


def product_types(call: Call) -> list[dict[str, Any]]:
    """Return all types: the built-in ones, as they were changed, then the others in the order of their creation."""
    custom = _types(call)
    rows: list[dict[str, Any]] = [
        {"slug": slug, "title": title, "icon": icon, "color": color, **custom.get(slug, {})}
        for slug, (title, icon, color) in BUILT_IN.items()
    ]
    # PHP turns a key of digits into a number.
    rows += [
        {"slug": int(slug) if slug.isdigit() else slug, **look} for slug, look in custom.items() if slug not in BUILT_IN
    ]
    return rows


def add_type(call: Call) -> dict[str, Any]:
    """Answer ``POST .../product-types/add``; with the title of a built-in type it overrides that one."""
    slug = slug_of(_title(call))
    if slug in _types(call):
        raise failed("duplicate_title", "Duplicate product type. Please choose another one.")
    _types(call)[slug] = _look(call)
    return {"success": 1, "message": "Product type added successfully.", "data": _map({slug: _types(call)[slug]})}


def edit_type(call: Call) -> dict[str, Any]:
    """Answer ``.../product-types/{slug}/edit``: the slug stays, colour and icon that are left out are reset."""
    slug = call.params.text("slug")
    if (slug not in _types(call) and slug not in BUILT_IN) or slug.isdigit():
        raise _unknown("Product type")
    rules.body(call)
    if slug in BUILT_IN and _title(call) != BUILT_IN[slug][0]:
        raise failed("invalid_title", "Cannot change title of default product type.")
    _types(call)[slug] = _look(call)
    return {"success": 1, "message": "Product type updated successfully.", "data": {slug: _types(call)[slug]}}


def delete_type(call: Call) -> dict[str, Any]:
    """Answer ``DELETE .../product-types/{slug}/delete``; nothing asks whether costs use it."""
    slug = call.params.text("slug")
    if slug not in _types(call):
        raise _unknown("Product type")
    if slug in BUILT_IN:
        raise failed("invalid_title", "Cannot delete of default product type.")
    del _types(call)[slug]
    return {"success": 1, "message": "Product type deleted successfully."}


def add_method(call: Call) -> dict[str, Any]:
    """Answer ``POST .../payment-methods/add``; the built-in ones are never listed, so their titles are free."""
    slug = slug_of(_title(call))
    if slug in _methods(call):
        raise failed("duplicate_title", "Duplicate payment method. Please choose another one.")
    _methods(call)[slug] = _title(call)
    return {"success": 1, "message": "Payment method added successfully.", "data": _map({slug: _title(call)})}


def edit_method(call: Call) -> dict[str, Any]:
    """Answer ``.../payment-methods/{slug}/edit``: the slug stays."""
    slug = _known_method(call)
    rules.body(call)
    _methods(call)[slug] = _title(call)
    return {"success": 1, "message": "Payment method updated successfully.", "data": {slug: _title(call)}}


def delete_method(call: Call) -> dict[str, Any]:
    """Answer ``DELETE .../payment-methods/{slug}/delete``."""
    del _methods(call)[_known_method(call)]
    return {"success": 1, "message": "Payment method deleted successfully."}


#: Latin letters that are no letter with an accent, and what WordPress makes of them.
_LETTERS = str.maketrans(
    {"ß": "s", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "œ": "oe", "Œ": "OE"}
)


def slug_of(title: str) -> str:
    """Return the slug that WordPress makes of a title: without accents, other letters percent-encoded."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", title.translate(_LETTERS)) if not unicodedata.combining(char)
    )
    plain = quote(plain.lower(), safe="%&;:'\" ,()/\\!?+*#@=<>").lower()
    plain = re.sub(r"&[a-z0-9#]+;", "", plain)
    plain = re.sub(r"[^%a-z0-9 _-]", "", plain.replace(".", "-").replace("/", "-"))
    return re.sub(r"-+", "-", re.sub(r"\s+", "-", plain)).strip("-")


def _types(call: Call) -> dict[str, dict[str, str]]:
    types: dict[str, dict[str, str]] = call.dashboard.options.setdefault("product_types", {})
    return types


def _methods(call: Call) -> dict[str, str]:
    methods: dict[str, str] = call.dashboard.options.setdefault("payment_methods", {})
    return methods


def _title(call: Call) -> str:
    return php.sanitize_text_field(call.params.get("title"))


def _look(call: Call) -> dict[str, str]:
    return {
        "title": _title(call),
        "color": call.params.text("color") or _COLOR,
        "icon": call.params.text("icon") or _ICON,
    }


def _known_method(call: Call) -> str:
    slug = call.params.text("slug")
    if slug not in _methods(call) or slug == "0":
        raise _unknown("Payment method")
    return slug


def _unknown(what: str) -> Exception:
    return invalid({"slug": ("invalid_slug", f"{what} does not exist.", None)})


def _map(entries: dict[str, Any]) -> Any:
    """Return a PHP map as it is encoded: a list where its only key is 0."""
    return list(entries.values()) if list(entries) == ["0"] else php.array(entries)
