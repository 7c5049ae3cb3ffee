"""The page of a policy: readable, printable, and with nothing of the document that could act.

Text in documents is data: HTML in it is escaped, links and images are shown as words only.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from integrations.safe_html import render_safely
from integrations.wording import person
from knowledge.library.catalogue import Edition
from knowledge.library.pages import PolicyPage
from knowledge.library.rights import day_number, from_number

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.routing import BaseRoute

TEMPLATES = Path(__file__).parent / "templates"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
RULE_IDS = re.compile(r"R\d+(, ?R\d+)*")
"""A source that names rules by their ids, which say something to programs alone."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def page_html(page: PolicyPage, unread: str = "") -> str:
    """The page of one document; titles of others that its reader may read lead to their pages.

    `unread` is what was given as a day and is none: today's wording is shown, and that is said.
    """
    bodies = [(each, _with_links(render_safely(each.text), page.titles)) for each in page.sections]
    source = page.edition.source
    template = _templates().get_template("policy.html")
    return template.render(
        page=page,
        bodies=bodies,
        unread=unread,
        owner=person(page.edition.owner) if "@" in (page.edition.owner or "") else "",
        source="" if RULE_IDS.fullmatch(source or "") else source,
        today=day_number(page.day, 0),
        shown=show_day,
        link=link,
        source_is_address=page.edition.source.startswith(("https://", "http://")),
    )


def list_html(editions: Sequence[Edition]) -> str:
    """The list of all documents that a reader may read."""
    ordered = sorted(editions, key=lambda edition: edition.title.lower())
    owners = sorted({each.owner or "" for each in ordered}, key=lambda one: (not one, one))
    groups = [
        (person(o) if o else "", [e for e in ordered if (e.owner or "") == o]) for o in owners
    ]
    template = _templates().get_template("policies.html")
    return template.render(editions=ordered, groups=groups, since=_since, link=link)


def _with_links(html: str, titles: Mapping[str, str]) -> str:
    """Titles in italics as links to their pages, where there are any; the rest stays as it is."""

    def linked(found: re.Match[str]) -> str:
        document = titles.get(unescape(found[1]).lower())
        return f'<a href="{link(document)}">{found[0]}</a>' if document else found[0]

    return re.sub(r"<em>([^<]+)</em>", linked, html)


def link(document: str, on: date | None = None) -> str:
    """The address of a document's page, with the wording of a day where one is named."""
    return f"/policies/{quote(document)}" + (f"?on={on.isoformat()}" if on else "")


def show_day(day: date | None) -> str:
    """A date as people write it, or nothing."""
    return f"{day.day} {day:%b %Y}" if day else ""


def policy_routes(
    page: Callable[[str, date | None], PolicyPage], documents: Callable[[], Sequence[Edition]]
) -> "list[BaseRoute]":
    """The routes of the policy pages; what they may show is decided by the functions given."""
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, Response
    from starlette.routing import Route

    from knowledge.errors import NotFound

    def one(request: Request) -> Response:
        asked = request.query_params.get("on", "")
        day = _day(asked)
        try:
            shown = page(request.path_params["document"], day)
        except NotFound as problem:
            missing = _templates().get_template("missing.html").render(problem=str(problem))
            return HTMLResponse(missing, 404, headers=HEADERS)
        unread = asked if day is None else ""
        return HTMLResponse(page_html(shown, unread), headers=HEADERS)

    def every(request: Request) -> Response:
        return HTMLResponse(list_html(documents()), headers=HEADERS)

    return [
        Route("/policies", every),
        Route("/policies/", every),
        Route("/policies/{document:path}", one),
    ]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _since(edition: Edition) -> str:
    return show_day(from_number(edition.start))


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
