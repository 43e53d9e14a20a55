# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""The WSGI application: Flask takes the request in, WordPress' REST order of checks does the rest."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from werkzeug.wrappers import Response

from . import auth, params as parameters
from .arguments import validate
from .call import Call
from .errors import RawAnswer, WordPressError, not_authenticated
from .responses import Answer, critical_error_page, json_response, select_fields

if TYPE_CHECKING:
    from .simulator import Simulator

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def build(simulator: Simulator) -> Flask:
    """Return the Flask application of a simulator."""
    app = Flask("mainwp_simulator", static_folder=None)
    app.url_map.merge_slashes = False

    @app.route("/wp-json", defaults={"path": ""}, methods=_METHODS, provide_automatic_options=False)
    @app.route("/wp-json/", defaults={"path": ""}, methods=_METHODS, provide_automatic_options=False)
    @app.route("/wp-json/<path:path>", methods=_METHODS, provide_automatic_options=False)
    @app.route("/index.php/wp-json/<path:path>", methods=_METHODS, provide_automatic_options=False)
    def rest(path: str) -> Response:
        return simulator.serve(path, lambda: dispatch(simulator, path))

    return app


def dispatch(simulator: Simulator, path: str) -> Response:
    """Return the REST server's answer to the current request, in WordPress' order of checks."""
    method = request.args.get("_method", request.headers.get("X-HTTP-Method-Override", request.method))
    method = method.upper() if request.method == "POST" else request.method
    namespace, below = split_namespace(path)
    try:
        return _answer(simulator, method, namespace, below)
    except WordPressError as error:
        return json_response(error.body(), error.status)
    except RawAnswer as raw:
        return Response(raw.body_text, status=raw.status, headers=raw.headers)
    except Exception:
        # A bug of the simulator must not pass for an answer of the dashboard.
        simulator.bugs.append(traceback.format_exc())
        return Response(f"the simulator itself failed\n{simulator.bugs[-1]}", status=599, content_type="text/plain")


def split_namespace(path: str) -> tuple[str, str]:
    """Return the namespace (``mainwp/v2``, "" for the index) and the path below it, which begins with a slash."""
    parts = path.split("/")
    if len(parts) >= 2 and parts[0] and parts[1]:
        return "/".join(parts[:2]).lower(), "/" + "/".join(parts[2:])
    return "", "/" + path


def _answer(simulator: Simulator, method: str, namespace: str, path: str) -> Response:
    values, json_error = parameters.from_request(request, method)
    dashboard = simulator.dashboard
    identity = auth.Identity()
    if namespace.startswith("mainwp/"):
        identity = auth.identify(request, values, dashboard, simulator.clock.now())
        simulator.note_auth(identity.kind)
        if identity.error:
            raise identity.error
        if identity.key:
            problem = auth.check_scope(identity.key, method)
            if problem:
                raise problem
    route, captures = simulator.router.match(namespace, path, method)
    if json_error:
        raise json_error
    values.path = dict(captures)
    values.defaults = {name: item.default for name, item in route.arguments.items() if item.has_default}
    validate(route.arguments, values.merged)
    call = Call(simulator, method, namespace, path, values, identity.key, request.get_data(cache=True))
    if route.access == "key" and identity.key is None:
        raise not_authenticated()
    if route.access == "v1":
        pair = auth.legacy_key(request, values, dashboard)
        if pair is None:
            return json_response(auth.LEGACY_REFUSED, 401)
        simulator.note_auth("v1")
        problem = auth.check_legacy_scope(pair, method)
        if problem:
            raise problem
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
    fields = values.get("_fields")
    content: Any = answer.body
    if fields and not call.fields_done:
        content = select_fields(content, fields)
    return json_response(content, answer.status, answer.headers)
