# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""What tests ask of a served simulator, below ``/__simulator__/``; in process the same is called directly."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from flask import Flask, jsonify, request
from werkzeug.wrappers import Response

from .children import Child, Fault

if TYPE_CHECKING:
    from .simulator import Simulator


def register(app: Flask, simulator: Simulator) -> None:
    """Add the control routes to an application.

    * ``GET /__simulator__/requests``: ``{"count", "requests"}``; ``DELETE`` empties the list.
    * ``POST /__simulator__/event`` with ``{"event": "<line>"}``: performs an event line of the recordings.
    * ``GET /__simulator__/faults``; ``POST`` with ``{"kind", "method", "path", "times", "skip", <options>}``;
      ``DELETE``: all off.
    * ``POST /__simulator__/child-faults`` with ``{"host", "slug", <fields of a child's Fault>}``: updating that
      slug (``core``: the core) on that child goes wrong from here on; without a ``kind`` it works again.
    * ``GET /__simulator__/children``: what each child has installed and how often it was updated, by address:
      ``{"wordpress", "plugins", "themes", "tried", "installs"}``, the latter two by slug (``core``: WordPress itself).
    * ``GET /__simulator__/clock``: ``{"now"}``; ``POST`` with ``{"advance": seconds}``.
    * ``POST /__simulator__/jobs`` with ``{"threshold": sites}``: more sites than this make a job from here on.
    * ``GET /__simulator__/keys``: what callers need to authenticate.
    * ``GET /__simulator__/bugs``: tracebacks of the simulator's own errors.
    """

    @app.get("/__simulator__/requests")
    def requests() -> Response:
        with simulator.lock:
            listed = [asdict(item) for item in simulator.requests]
        return jsonify(count=len(listed), requests=listed)

    @app.delete("/__simulator__/requests")
    def forget_requests() -> Response:
        with simulator.lock:
            simulator.requests.clear()
        return jsonify(count=0)

    @app.post("/__simulator__/event")
    def event() -> tuple[Response, int] | Response:
        text = _body().get("event")
        if not isinstance(text, str):
            return jsonify(error="the body needs an event, a text"), 400
        try:
            simulator.event(text)
        except (ValueError, KeyError) as error:
            return jsonify(error=str(error)), 400
        return jsonify(done=text)

    @app.get("/__simulator__/faults")
    def faults() -> Response:
        return jsonify(faults=[asdict(fault) for fault in simulator.faults.active])

    @app.post("/__simulator__/faults")
    def add_fault() -> tuple[Response, int] | Response:
        try:
            fault = simulator.faults.add(**_body())
        except (TypeError, ValueError) as error:
            return jsonify(error=str(error)), 400
        return jsonify(asdict(fault))

    @app.delete("/__simulator__/faults")
    def clear_faults() -> Response:
        simulator.faults.clear()
        return jsonify(faults=[])

    @app.post("/__simulator__/child-faults")
    def child_fault() -> tuple[Response, int] | Response:
        body = _body()
        try:
            child = simulator.children[body.pop("host")]
            slug = body.pop("slug")
            with simulator.lock:
                if body:
                    child.faults[slug] = Fault(**body)
                else:
                    child.faults.pop(slug, None)
        except (KeyError, TypeError) as error:
            return jsonify(error=f"the body needs host, slug and a fault's fields: {error}"), 400
        return jsonify(host=child.url, faults={name: asdict(fault) for name, fault in child.faults.items()})

    @app.get("/__simulator__/children")
    def children() -> Response:
        with simulator.lock:
            return jsonify({child.url: _installed(child) for child in simulator.children})

    @app.get("/__simulator__/clock")
    def clock() -> Response:
        return jsonify(now=simulator.clock.now())

    @app.post("/__simulator__/clock")
    def advance() -> tuple[Response, int] | Response:
        seconds = _body().get("advance")
        if not isinstance(seconds, (int, float)) or seconds < 0:
            return jsonify(error="the body needs advance, a number of seconds"), 400
        simulator.clock.advance(seconds)
        return jsonify(now=simulator.clock.now())

    @app.post("/__simulator__/jobs")
    def jobs() -> tuple[Response, int] | Response:
        threshold = _body().get("threshold")
        if not isinstance(threshold, int) or threshold < 0:
            return jsonify(error="the body needs threshold, a number of sites"), 400
        simulator.jobs.threshold = threshold
        return jsonify(threshold=threshold)

    @app.get("/__simulator__/keys")
    def keys() -> Response:
        return jsonify(simulator.keys)

    @app.get("/__simulator__/bugs")
    def bugs() -> Response:
        return jsonify(bugs=simulator.bugs)


def _installed(child: Child) -> dict[str, Any]:
    """Return the versions on a child, and how often what was updated there."""
    return {
        "wordpress": child.wp_version,
        "plugins": {plugin.slug: plugin.version for plugin in child.plugins.values()},
        "themes": {theme.slug: theme.version for theme in child.themes.values()},
        "tried": child.tried,
        "installs": child.installs,
    }


def _body() -> dict[str, Any]:
    """Return the JSON object of the current request, an empty one when there is none."""
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}
