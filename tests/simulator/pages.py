# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""HTML pages that clients meet instead of JSON: WordPress' own and those of what stands in front of it."""

from __future__ import annotations


def page(title: str, text: str, *, body_class: str = "") -> str:
    """Return a small HTML page."""
    attribute = f' class="{body_class}"' if body_class else ""
    return (
        f'<!DOCTYPE html>\n<html lang="en-US">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
        f"<body{attribute}>\n{text}\n</body>\n</html>\n"
    )


def home() -> str:
    """Return the dashboard's front page, which a site with plain permalinks shows for every path, with status 200."""
    return page("Site dash", "<h1>Site dash</h1>\n<p>Welcome to WordPress.</p>", body_class="home blog")


def not_found() -> str:
    """Return WordPress' page for an unknown path."""
    return page("Page not found &#8211; Site dash", "<h1>Page Not Found</h1>", body_class="error404")


def login() -> str:
    """Return a page like WordPress' login form."""
    form = '<form name="loginform" id="loginform" action="/wp-login.php" method="post"><input name="log"></form>'
    return page("Log In &lsaquo; Site dash &#8212; WordPress", form, body_class="login wp-core-ui")


def firewall() -> str:
    """Return a page of a web application firewall."""
    return page(
        "Attention Required!", "<h1>Sorry, you have been blocked</h1>\n<p>This website is using a security service.</p>"
    )


def server_error(status: int, reason: str) -> str:
    """Return the page of a web server in front of PHP."""
    return page(f"{status} {reason}", f"<center><h1>{status} {reason}</h1></center>\n<hr><center>nginx</center>")


def critical_error() -> str:
    """Return a page like the one a WordPress site shows after a fatal error of PHP."""
    message = '<div class="wp-die-message"><p>There has been a critical error on this website.</p></div>'
    return page("WordPress &rsaquo; Error", message)
