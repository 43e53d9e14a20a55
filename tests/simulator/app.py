# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The WSGI application: Flask takes requests in, WordPress' REST order of checks does the rest."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.wrappers import Response

from . import auth, control, pages
from . import params as parameters
from .arguments import validate
from .call import Call
from .errors import RawAnswer, WordPressError, not_authenticated
from .responses import Answer, json_response, select_fields

if TYPE_CHECKING:
    from .simulator import Simulator

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def build(simulator: Simulator) -> Flask:
    """Return the Flask application of a simulator."""
    app = Flask("mainwp_simulator", static_folder=None)
    app.url_map.merge_slashes = False
    control.register(app, simulator)

    @app.route("/", defaults={"path": ""}, methods=_METHODS, provide_automatic_options=False)
    @app.route("/<path:path>", methods=_METHODS, provide_automatic_options=False)
    def web(path: str) -> Response:
        below = rest_path()
        if below is None:
            return simulator.serve(path, lambda: _web_page(path))
        return simulator.serve(below, lambda: dispatch(simulator, below))

    return app


def rest_path() -> str | None:
    """Return the current request's path below ``/wp-json/`` as it was sent, None for a page outside of the REST API.

    Percent signs stay encoded, since WordPress matches its routes against the raw address.
    """
    sent = urlsplit(request.environ.get("REQUEST_URI") or request.environ.get("RAW_URI") or request.full_path)
    path = sent.path.removeprefix("/index.php")
    if path == "/wp-json" or path.startswith("/wp-json/"):
        return path.removeprefix("/wp-json").removeprefix("/")
    if "rest_route" in request.args and request.path in ("/", "/index.php"):
        return request.args["rest_route"].removeprefix("/")
    return None


def _web_page(path: str) -> Response:
    """Return what a browser gets: the front page, the login form, or WordPress' page for an unknown path."""
    if path in ("", "index.php"):
        return Response(pages.home(), content_type="text/html; charset=UTF-8")
    if path.rstrip("/") in ("wp-login.php", "wp-admin"):
        return Response(pages.login(), content_type="text/html; charset=UTF-8")
    return Response(pages.not_found(), status=404, content_type="text/html; charset=UTF-8")


def dispatch(simulator: Simulator, path: str) -> Response:
    """Return the REST server's answer to the current request."""
    method = request.method
    if method == "POST":
        method = request.args.get("_method", request.headers.get("X-HTTP-Method-Override", "POST")).upper()
    namespace, below = split_namespace(path)
    try:
        response = _answer(simulator, method, namespace, below)
    except WordPressError as error:
        response = json_response(error.body(), error.status)
    except RawAnswer as raw:
        response = Response(raw.body_text, status=raw.status, headers=raw.headers)
    except Exception:
        # A bug of the simulator must not pass for an answer of the dashboard.
        simulator.bugs.append(traceback.format_exc())
        return Response(f"the simulator itself failed\n{simulator.bugs[-1]}", status=599, content_type="text/plain")
    if "_envelope" in request.args:
        body = response.get_json() if response.mimetype == "application/json" else response.get_data(as_text=True)
        response = json_response({"body": body, "status": response.status_code, "headers": dict(response.headers)})
    return response


def split_namespace(path: str) -> tuple[str, str]:
    """Return the namespace (``mainwp/v2``, "" for the index) and the path below it, which begins with a slash."""
    parts = path.split("/")
    if len(parts) >= 2 and parts[0] and parts[1]:
        return "/".join(parts[:2]).lower(), "/" + "/".join(parts[2:])
    return "", "/" + path


def _authenticates() -> bool:
    """Return whether MainWP looks at the credentials: only when the address, query included, names its namespace."""
    sent = request.environ.get("REQUEST_URI") or request.full_path
    return "/wp-json/mainwp/" in sent or "/wp-json/mainwp-" in sent


def _answer(simulator: Simulator, method: str, namespace: str, path: str) -> Response:
    """Answer in WordPress' order: credentials, scope, route, JSON, arguments, permission, handler."""
    values, json_error = parameters.from_request(request, method)
    dashboard = simulator.dashboard
    identity = auth.Identity()
    if _authenticates():
        identity = auth.identify(request, values, dashboard, simulator.clock.now())
        simulator.note_auth(identity.kind)
        if identity.error:
            raise identity.error
        if identity.key:
            auth.check_scope(identity.key, method)
    if method == "OPTIONS":
        return json_response(simulator.router.describe(namespace, path))
    route, captures = simulator.router.match(namespace, path, method)
    if json_error:
        raise json_error
    values.path = dict(captures)
    values.defaults = {name: item.default for name, item in route.arguments.items() if item.has_default}
    validate(route.arguments, values.merged, dashboard)
    call = Call(simulator, method, namespace, path, values, identity.key, request.get_data(cache=True))
    if route.access == "key" and identity.key is None:
        raise not_authenticated()
    if route.access == "v1":
        pair = auth.legacy_key(request, values, dashboard)
        if pair is None:
            return json_response(auth.LEGACY_REFUSED, 401)
        simulator.note_auth("v1")
        auth.check_legacy_scope(pair, method)
    if route.access == "user":
        call.user = auth.application_user(request, dashboard)
        simulator.note_auth("application password" if call.user else "none")
        if call.user is None:
            raise WordPressError("rest_forbidden", "Sorry, you are not allowed to do that.", 401)
    try:
        body = route.handler(call)
    finally:
        # A refusal takes its time too: an unreachable child is found out by trying.
        simulator.note_seconds(call.seconds, call.stalled)
    answer = body if isinstance(body, Answer) else Answer(body)
    content: Any = answer.body
    if values.get("_fields") and not call.fields_done:
        content = select_fields(content, values.get("_fields"))
    return json_response(content, answer.status, answer.headers)
