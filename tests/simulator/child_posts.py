# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Posts and pages of a child, and what WordPress and MainWP Child make of what arrives for them.

The site's time zone is UTC, so the local date of a post and the one in GMT are equal where there is one in GMT.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import php
from .slugs import slug, unused
from .state.table import Table

#: The date in GMT of a draft that has none.
NO_DATE = "0000-00-00 00:00:00"

#: What WordPress gives a post that has no category.
UNCATEGORIZED = "Uncategorized"

_DRAFTS = ("draft", "pending")
_TRASHED = "__trashed"
_TRASH_META = ("_wp_trash_meta_status", "_wp_trash_meta_time", "_wp_desired_post_slug")

#: Keys of custom fields that MainWP Child does not store.
_IGNORED = ("_edit_lock", "_slug", "_tags", "_categories", "_sticky")

#: Elements that WordPress takes out of what is written (kses); their text stays.
_FORBIDDEN = re.compile(r"</?(script|style|iframe|form|input|object|embed)\b[^>]*>", re.I)

#: When the sample contents were made.
_INSTALLED = "2025-01-01 00:00:00"


@dataclass
class Post:
    """A post or a page as it is stored; dates are ``YYYY-MM-DD HH:MM:SS``."""

    type: str
    title: str
    status: str
    date: str
    date_gmt: str
    modified: str
    content: str = ""
    name: str = ""
    excerpt: str = ""
    password: str = ""
    comment_status: str = "open"
    ping_status: str = "closed"
    author: int = 1
    sticky: bool = False
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    custom: dict[str, list[Any]] = field(default_factory=dict)
    id: int = 0


class Posts:
    """All posts and pages of one child; they share their ids with each other and with their revisions."""

    def __init__(self) -> None:
        """Begin with WordPress' sample post and page, the draft of the privacy page and a navigation."""
        self._rows: Table[Post] = Table()
        #: Slug -> name of the categories.
        self.categories = {slug(UNCATEGORIZED): UNCATEGORIZED}
        when: dict[str, Any] = {"date": _INSTALLED, "date_gmt": _INSTALLED, "modified": _INSTALLED}
        self._rows.insert(
            Post("post", "Hello world!", "publish", name="hello-world", categories=[UNCATEGORIZED], **when)
        )
        self._rows.insert(Post("page", "Sample Page", "publish", name="sample-page", **when))
        self._rows.insert(Post("page", "Privacy Policy", "draft", name="privacy-policy", **when))
        self._spend_id()

    def __iter__(self) -> Iterator[Post]:
        """Iterate over posts and pages in the order of their ids."""
        return iter(self._rows)

    def get(self, post_id: int) -> Post | None:
        """Return the post or page with an id, or None."""
        return self._rows.get(post_id)

    def published_by(self, user_id: int) -> int:
        """Return how many posts (not pages) of a user are published."""
        return sum(post.author == user_id for post in self._rows if (post.type, post.status) == ("post", "publish"))

    def search(self, kind: str, fits: Callable[[Post], bool], most: int) -> list[Post]:
        """Return what fits of a type (post, page), the newest first, at most ``most``."""
        found = [post for post in self._rows if post.type == kind and fits(post)]
        return sorted(found, key=lambda post: (post.date, post.id), reverse=True)[:most]

    def read(self, post: Post, now: float) -> Post:
        """Return a copy of a post as it was; reading it takes the edit lock for the administrator."""
        shown = Post(**{**vars(post), "custom": {key: list(values) for key, values in post.custom.items()}})
        post.custom["_edit_lock"] = [f"{int(now)}:1"]
        return shown

    def create(self, kind: str, sent: Mapping[str, Any], now: float) -> Post | None:
        """Make a post or page of ``sent``; None when it is empty.

        Facts: an empty post is refused, an empty page is made; a date counts only together with the one in GMT, or the
        latter alone.
        """
        if kind == "post" and not _has_text(sent):
            return None
        moment = php.mysql_date(now)
        post = self._rows.insert(Post(kind, "", "draft", moment, NO_DATE, moment))
        self._write(post, sent, moment, php.text(sent.get("post_date_gmt")))
        self._spend_id()
        return post

    def edit(self, post: Post, kind: str, sent: Mapping[str, Any], now: float) -> bool:
        """Replace a post by ``sent``; returns whether it was done (an empty one is refused).

        Facts: the type becomes that of the route; author and, without a date, the date are new; a draft without a date
        in GMT takes no date.
        """
        if not _has_text(sent):
            return False
        local, gmt = php.text(sent.get("post_date")), php.text(sent.get("post_date_gmt"))
        wanted = gmt or local
        if post.status in _DRAFTS and post.date_gmt == NO_DATE:
            wanted = ""
        post.type, post.author = kind, 1
        self._write(post, sent, php.mysql_date(now), wanted)
        post.custom["_edit_lock"] = [""]
        self._spend_id()
        return True

    def _write(self, post: Post, sent: Mapping[str, Any], moment: str, wanted: str) -> None:
        """Store texts, status, slug, dates, terms and custom fields; ``wanted`` is the date in GMT, "" for now."""
        post.title = _entities(php.unslash(php.text(sent.get("post_title"))))
        post.content = _entities(php.unslash(_FORBIDDEN.sub("", php.text(sent.get("post_content")))))
        post.excerpt = _entities(php.unslash(php.text(sent.get("post_excerpt"))))
        post.password = php.text(sent.get("post_password"))
        post.comment_status = php.text(sent.get("comment_status")) or "open"
        post.ping_status = php.text(sent.get("ping_status")) or "closed"
        post.status = php.text(sent.get("post_status")) or "draft"
        post.modified, post.date, post.date_gmt = moment, wanted or moment, wanted or moment
        if post.status in _DRAFTS and not wanted:
            post.date_gmt = NO_DATE
        if post.status in ("publish", "future"):
            post.status = "future" if post.date_gmt > moment else "publish"
        self._name(post, slug(php.text(sent.get("post_name"))))
        if post.type == "post":
            self._classify(post, php.text(sent.get("post_category")), php.text(sent.get("post_tags")))
        self._customize(post, sent.get("post_custom"))
        if (post.type, post.status) == ("post", "publish"):
            post.custom.update(_pingme=["1"], _encloseme=["1"])

    def _name(self, post: Post, wanted: str) -> None:
        """Give a post its slug: made of the title and unique, unless it is a draft."""
        if post.status in _DRAFTS:
            post.name = wanted
            return
        taken = {other.name for other in self._rows if other is not post}
        post.name = unused(wanted or slug(post.title) or str(post.id), taken)

    def _classify(self, post: Post, categories: str, tags: str) -> None:
        """Give a post its categories and tags; unknown ones are made.

        Facts: the dashboard sends categories as a JSON text, which nobody decodes: a known one is found by its slug in
        spite of the quotation marks, a new one keeps them in its name.
        """
        names = [part.strip() for part in categories.split(",") if slug(part)]
        post.categories = [self.categories.setdefault(slug(name), name) for name in names] or [UNCATEGORIZED]
        post.tags = sorted({part.strip() for part in tags.split(",") if part.strip()})

    @staticmethod
    def _customize(post: Post, sent: Any) -> None:
        """Store custom fields: lists only, of which the last value survives; what is not sent stays.

        Like every text, they lose their backslashes, also those that an edit only sends back.
        """
        for key, values in sent.items() if isinstance(sent, dict) else ():
            if key == "_sticky" and values == [base64.b64encode(b"sticky").decode()]:
                post.sticky = True
            if isinstance(values, list) and values and key not in _IGNORED:
                last = values[-1]
                post.custom[key] = [php.unslash(last) if isinstance(last, str) else last]

    def unpublish(self, post: Post, now: float) -> None:
        """Make a draft of a post; its date stays."""
        post.status, post.modified = "draft", php.mysql_date(now)

    def publish(self, post: Post, now: float) -> None:
        """Publish a post: what is scheduled or has no date gets the current one."""
        moment = php.mysql_date(now)
        if post.status == "future" or post.date_gmt == NO_DATE:
            post.date = post.date_gmt = moment
        post.status, post.modified = "publish", moment
        self._name(post, post.name)

    def trash(self, post: Post, now: float) -> None:
        """Put a post into the trash, where its slug is free for others."""
        post.custom.update(zip(_TRASH_META, ([post.status], [str(int(now))], [post.name]), strict=True))
        post.status, post.name, post.modified = "trash", post.name + _TRASHED, php.mysql_date(now)

    def restore(self, post: Post, now: float) -> None:
        """Take a post out of the trash, always as a draft."""
        for key in _TRASH_META:
            post.custom.pop(key, None)
        post.status, post.name = "draft", post.name.removesuffix(_TRASHED)
        post.modified = php.mysql_date(now)

    def delete(self, post: Post) -> None:
        """Remove a post for good."""
        self._rows.delete(post.id)

    def hand_over(self, user_id: int, heir: int) -> None:
        """Give all posts of a user to another one."""
        for post in self._rows:
            post.author = heir if post.author == user_id else post.author

    def _spend_id(self) -> None:
        """Use an id up, as a revision or another hidden post does."""
        self._rows.delete(self._rows.insert(Post("revision", "", "inherit", "", NO_DATE, "")).id)


def _has_text(sent: Mapping[str, Any]) -> bool:
    """Return whether there is anything in a post."""
    return any(php.text(sent.get(name)) for name in ("post_title", "post_content", "post_excerpt"))


def _entities(text: str) -> str:
    """Return a text with its lone ampersands as entities."""
    return re.sub(r"&(?!(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);)", "&amp;", text)
