# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Posts and pages of the children; both collections work alike but for what is told of them.

Not modelled: images, galleries, and the key of the custom fields that turns a creation into an edit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .. import php
from ..arguments import Argument, Problem
from ..call import Call
from ..child_posts import Post
from ..children import Child, ChildError, Unreachable
from ..contacts import reach, reach_all
from ..errors import WordPressError, failed
from ..responses import Answer
from ..router import Router
from ..state.records import Site
from . import site_items, targets
from .users import unanswered

STATUSES = ("publish", "pending", "private", "future", "draft", "trash")

ACTIONS = ("unpublish", "publish", "approve", "trash", "delete", "restore")

_SEARCHED = ("title", "body", "Title and Body")

#: What the dashboard says when it takes the error about an unknown site for a site, and contacts it.
_NO_SITE = "HTTP error - URL using bad/illegal format or missing URL"

_LINES = ("post_title", "post_excerpt", "post_password", "post_name", "post_status", "comment_status", "ping_status")


@dataclass(frozen=True)
class Kind:
    """One of the two collections: ``post`` or ``page``."""

    word: str

    @property
    def collection(self) -> str:
        """Return the word in the address."""
        return f"{self.word}s"

    def failure(self, verb: str) -> Any:
        """Return how the collection says that the child did not do it: posts with 200, pages with an error."""
        text = f"{verb.capitalize()} {self.word} failed."
        if self.word == "post":
            return Answer({"success": 0, "message": text})
        raise failed(f"{verb}_{self.word}_failed", text)


def register(router: Router) -> None:
    """Register the routes of both collections."""
    router.add("GET", "/posts", list_posts, arguments=_listing())
    router.add("GET", "/pages", list_pages, arguments=_listing())
    action = {"status": Argument(required=True, check=targets.one_of("status", ACTIONS))}
    for word in ("post", "page"):
        kind = Kind(word)
        below = f"/{kind.collection}/{targets.ID_DOMAIN}"
        one = rf"{below}/(?P<id_{word}>\d+)"
        router.add("GET", one, _bound(get, kind))
        router.add(("PUT", "PATCH"), f"{one}/update-status", _bound(update_status, kind), arguments=action)
        router.add(("PUT", "PATCH"), f"{one}/edit", _bound(edit, kind), arguments=_written(required=False))
        router.add("POST", f"{below}/create", _bound(create, kind), arguments=_written(required=True))
        router.add("DELETE", f"{one}/delete", _bound(delete, kind))


def _bound(handler: Callable[[Call, Kind], Any], kind: Kind) -> Callable[[Call], Any]:
    """Return a handler of one collection."""
    return lambda call: handler(call, kind)


def _listing() -> dict[str, Argument]:
    """Return the arguments of the lists."""
    return {
        **targets.ARGUMENTS,
        "status": Argument(check=targets.one_of("status", STATUSES)),
        "search_on": Argument(check=targets.one_of("search_on", _SEARCHED)),
        "dtsstart": Argument(check=_date),
        "dtsstop": Argument(check=_date),
    }


def _written(required: bool) -> dict[str, Argument]:
    """Return the arguments of creations and edits."""
    wanted = {name: Argument(required=required) for name in ("post_title", "post_content", "post_status", "post_name")}
    wanted["post_status"] = Argument(required=required, check=targets.one_of("post_status", STATUSES))
    return {**wanted, "post_date": Argument(check=_moment), "post_date_gmt": Argument(check=_moment)}


def _date(value: Any) -> Problem | None:
    """Return what is wrong with a date."""
    if php.empty(value):
        return None
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", php.text(value)):
        return "invalid_date_format", "Invalid date format. Use YYYY-MM-DD", None
    return None if _real(php.text(value)) else ("invalid_date_value", "Invalid date value. Use a real date.", None)


def _moment(value: Any) -> Problem | None:
    """Return what is wrong with a date and time."""
    if php.empty(value):
        return None
    text = php.text(value)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}", text):
        wanted = "Invalid datetime format. Use YYYY-MM-DD HH:MM:SS (e.g., 2024-08-23 18:02:40)"
        return "invalid_datetime_format", wanted, None
    if not _real(text[:10]):
        return "invalid_datetime_date", "Invalid date value. Use a real date.", None
    hour, minute, second = (int(part) for part in text[11:].split(":"))
    if hour > 23 or minute > 59 or second > 59:
        wanted = "Invalid time value. Hour must be 0-23, minute and second must be 0-59."
        return "invalid_datetime_time", wanted, None
    return None


def _real(date: str) -> bool:
    """Return whether a date is one of the calendar."""
    try:
        datetime.strptime(date, "%Y-%m-%d")
    except ValueError:
        return False
    return True


def list_posts(call: Call) -> Any:
    """Answer ``GET /posts``: it never finds any, since it asks no site."""
    _check_search(call)
    start, stop = call.params.text("dtsstart"), call.params.text("dtsstop")
    if bool(start) != bool(stop):
        raise failed("incomplete_date_range", "Both start date and stop date must be provided together.")
    if start > stop:
        raise failed("invalid_date_range", "Start date must be before stop date.")
    targets.chosen(call, call.params.merged, failed("website_not_found", "Website not found."))
    raise failed("no_posts_found", "No posts found.")


def _check_search(call: Call) -> None:
    """Raise the refusal of a search that does not say where, or a place without a search."""
    if call.params.truth("search") != call.params.truth("search_on"):
        raise failed("incomplete_search", "Both search and search_on must be provided together.")


def list_pages(call: Call) -> dict[str, Any]:
    """Answer ``GET /pages``: one status at a time; a site that cannot be reached is missing, unless none can be."""
    _check_search(call)
    params = call.params
    most = abs(params.int("maximum")) or 10
    data: dict[str, Any] = {}
    errors: dict[int, str] = {}
    answered = False
    for site, child in reach_all(call, targets.chosen(call, params.merged, targets.no_website()), "contact"):
        if isinstance(child, ChildError):
            errors[site.id] = str(child)
        elif isinstance(child, Child):
            answered = True
            found = child.posts.search("page", lambda page: _fits(call, page), most)
            if found:
                data[site.url] = [_item(site, child, page) for page in found]
    if not answered:
        raise unanswered("pages", errors)
    return {"success": 1, "message": "Get pages successfully.", "data": php.array(data)}


def _fits(call: Call, page: Post) -> bool:
    """Return whether a page is one that the list asks for; dates are those of the last change."""
    params = call.params
    if page.status != (params.text("status") or "publish"):
        return False
    start, stop = params.text("dtsstart"), params.text("dtsstop")
    if (start and page.modified <= start) or (stop and page.modified >= stop):
        return False
    wanted, where = params.text("search").lower(), params.text("search_on")
    texts = {"title": [page.title], "body": [page.content]}.get(where, [page.title, page.content])
    return not wanted or any(wanted in text.lower() for text in texts)


def _item(site: Site, child: Child, page: Post) -> dict[str, Any]:
    """Return a page as the list shows it."""
    author = child.users.get(page.author)
    return {
        "id": page.id,
        "website_id": site.id,
        "post_type": "page",
        "status": page.status,
        "title": page.title,
        "comment_count": "0",
        "author": author.nicename if author else "removed",
        "dts": page.date_gmt if page.status == "future" else page.modified,
        "authorEmail": author.email if author else "",
    }


def _site(call: Call, code: str) -> Site:
    """Return the site of a request; an unknown one is contacted all the same, which fails."""
    try:
        return site_items.find(call)
    except WordPressError:
        raise failed(code, _NO_SITE) from None


def _find(call: Call, kind: Kind) -> tuple[Site, Child, Post]:
    """Return site, child and post of a request; the type is not looked at.

    A child that refuses the dashboard is told of like a post that does not exist.
    """
    post_id = call.params.int(f"id_{kind.word}")
    if not post_id:
        raise failed("post_id_not_found", f"{kind.word.capitalize()} id not found.")
    site = _site(call, "get_post_error")
    missing = failed("post_not_exist", f"{kind.word.capitalize()} not exist.")
    try:
        child = reach(call, site, "contact")
    except Unreachable as problem:
        raise failed("get_post_error", problem.text) from None
    except ChildError:
        raise missing from None
    post = child.posts.get(post_id)
    if post is None:
        raise missing
    return site, child, post


def get(call: Call, kind: Kind) -> dict[str, Any]:
    """Answer ``GET /{posts|pages}/{id_domain}/{id}``."""
    site, child, post = _find(call, kind)
    shown = child.posts.read(post, call.clock.now())
    view = _page(site, child, shown, call.clock.now()) if kind.word == "page" else _post(child, shown, call.clock.now())
    return {"success": 1, "message": f"Get {kind.word} successfully.", "data": view}


def _page(site: Site, child: Child, page: Post, now: float) -> dict[str, Any]:
    """Return a page's detail, which lacks the title."""
    return {
        "id": page.id,
        "website_id": str(site.id),
        "post_type": "page",
        "post_custom": php.array(page.custom),
        "post_featured_image": "",
        "post_content": page.content,
        "post_status": page.status,
        "post_name": page.name,
        "post_excerpt": page.excerpt,
        "post_password": page.password,
        "comment_status": page.comment_status,
        "ping_status": page.ping_status,
        "post_date": page.date,
        "post_date_gmt": page.date_gmt,
        "upload_dir": _upload_dir(child, now),
    }


def _post(child: Child, post: Post, now: float) -> dict[str, Any]:
    """Return a post's detail, which lacks the id."""
    return {
        "post_category": ",".join(post.categories),
        "post_tags": ",".join(post.tags),
        "post_password": post.password,
        "ping_status": post.ping_status,
        "comment_status": post.comment_status,
        "post_excerpt": post.excerpt,
        "post_name": post.name,
        "post_date_gmt": post.date_gmt,
        "post_date": post.date,
        "post_status": post.status,
        "post_content": post.content,
        "post_title": post.title,
        "is_sticky": int(post.sticky),
        "upload_dir": _upload_dir(child, now),
        "post_custom": php.array(post.custom),
        "post_gallery_images": [],
        "post_featured_image": "",
    }


def _upload_dir(child: Child, now: float) -> dict[str, Any]:
    """Return where the child keeps its uploads, which every detail tells."""
    name = child.url.split("/")[2].split(".")[0]
    month = php.mysql_date(now)[:7].replace("-", "/")
    base, address = f"/var/www/{name}/wp-content/uploads", f"{child.url}wp-content/uploads"
    return {
        "path": f"{base}/{month}",
        "url": f"{address}/{month}",
        "subdir": f"/{month}",
        "basedir": base,
        "baseurl": address,
        "error": False,
    }


def _sent(call: Call) -> dict[str, Any]:
    """Return what a creation or an edit passes on to the child; categories travel as a JSON text."""
    values = call.params.merged
    sent: dict[str, Any] = {name: php.sanitize_text_field(values.get(name)) for name in _LINES}
    for name in ("post_content", "post_date", "post_date_gmt", "post_tags"):
        sent[name] = php.text(values.get(name))
    category = php.text(values.get("post_category"))
    # Nobody decodes it; on the way through WordPress its backslashes are lost.
    sent["post_category"] = php.unslash(json.dumps(category)) if category else ""
    sent["post_custom"] = values.get("post_custom")
    return sent


def create(call: Call, kind: Kind) -> Any:
    """Answer ``POST /{posts|pages}/{id_domain}/create``; the same call twice makes two."""
    site = _site(call, f"create_{kind.word}_error")
    try:
        child = reach(call, site, "contact")
    except Unreachable as problem:
        raise failed(f"create_{kind.word}_error", problem.text) from None
    except ChildError:
        return kind.failure("create")
    post = child.posts.create(kind.word, _sent(call), call.clock.now())
    if post is None:
        return kind.failure("create")
    plain = {"post": "p", "page": "page_id"}[kind.word]
    pretty = post.status in ("publish", "private")
    link = f"{child.url}{post.name}/" if pretty else f"{child.url}?{plain}={post.id}"
    return {"success": 1, "message": f"Create {kind.word} successfully.", "data": {"post_id": post.id, "link": link}}


def edit(call: Call, kind: Kind) -> Any:
    """Answer ``PUT /{posts|pages}/{id_domain}/{id}/edit``: what is omitted is emptied, but terms and custom fields."""
    site, _child, post = _find(call, kind)
    sent = _sent(call)
    if kind.word == "post":
        sent["post_tags"] = sent["post_tags"] or ",".join(post.tags)
        category = call.params.text("post_category") or ",".join(post.categories)
        sent["post_category"] = php.unslash(json.dumps(category))
    given = sent["post_custom"] if isinstance(sent["post_custom"], dict) else {}
    sent["post_custom"] = {**post.custom, **given}
    child = _again(call, site, f"edit_{kind.word}_error")
    if not child.posts.edit(post, kind.word, sent, call.clock.now()):
        raise failed(f"edit_{kind.word}_failed", f"Edit {kind.word} failed.")
    return {"success": 1, "message": f"Edit {kind.word} successfully."}


def _again(call: Call, site: Site, code: str) -> Child:
    """Return the child for the second call of a route."""
    try:
        return reach(call, site, "contact")
    except Unreachable as problem:
        raise failed(code, problem.text) from None


def update_status(call: Call, kind: Kind) -> dict[str, Any]:
    """Answer ``PUT .../update-status``: of posts, all but ``unpublish`` is told as a failure though it is done."""
    site, _child, post = _find(call, kind)
    action = call.params.text("status")
    posts = _again(call, site, f"update_{kind.word}_status_error").posts
    # The dashboard reads the post first.
    posts.read(post, call.clock.now())
    if action == "delete":
        posts.delete(post)
    else:
        acts = {"unpublish": posts.unpublish, "trash": posts.trash, "restore": posts.restore}
        acts.get(action, posts.publish)(post, call.clock.now())
    if kind.word == "post" and action != "unpublish":
        return {"success": 0, "message": "Update post status failed."}
    return {"success": 1, "message": f"Update {kind.word} status successfully."}


def delete(call: Call, kind: Kind) -> Any:
    """Answer ``DELETE .../delete``: for good, not into the trash."""
    site, _child, post = _find(call, kind)
    _again(call, site, f"delete_{kind.word}_error").posts.delete(post)
    return {"success": 1, "message": f"Delete {kind.word} successfully."}
