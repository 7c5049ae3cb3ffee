"""Policy pages: at the cited place, with history, and with nothing in them that could act."""

from datetime import UTC, date, datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from integrations.dashboard.policies import page_html, policy_routes, render_safely
from knowledge.errors import NotFound
from knowledge.library import ANYONE, Library, Reader
from knowledge.library.pages import PolicyPage, read_page
from tests.knowledge.library.conftest import Add, add, library, policy

__all__ = ["add", "library"]

TODAY = date(2026, 11, 21)
LEAVE = "# Leave\n\n## How many days?\n\nTwenty days."


def page(library: Library, name: str = "leave", reader: Reader = ANYONE) -> PolicyPage:
    return read_page(library, name, reader, TODAY)


def test_a_citation_leads_to_its_section(library: Library, add: Add) -> None:
    add(leave=LEAVE)
    (found,) = library.search("how many days", as_of=TODAY, count=1)
    assert f'<section id="{found.anchor}">' in page_html(page(library))


def test_the_history_shows_what_changed(library: Library, add: Add) -> None:
    add(leave=LEAVE, now=datetime(2026, 5, 1, tzinfo=UTC))
    add(leave=LEAVE.replace("Twenty", "Thirty"))
    shown = page_html(page(library))
    assert "<del>-Twenty days.</del>" in shown
    assert "<ins>+Thirty days.</ins>" in shown


def test_a_page_is_not_there_for_whom_it_is_not(library: Library, add: Add) -> None:
    add(pay=policy("# Pay\n\nSeven.", audience="[hr]"))
    with pytest.raises(NotFound) as missing:
        page(library, "nothing")
    with pytest.raises(NotFound) as forbidden:
        page(library, "pay")
    assert str(forbidden.value).replace("pay", "nothing") == str(missing.value)
    assert page(library, "pay", Reader("h@x.example", ("hr",))).edition.title == "Pay"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "![x](https://evil.example/x.png)",
        "[click](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "<https://evil.example/>",
    ],
)
def test_nothing_in_a_document_acts_or_is_fetched(hostile: str) -> None:
    shown = render_safely(f"Text {hostile} more.")
    assert not any(tag in shown for tag in ("<script", "<img", "<a ", "href=", 'src="'))


def test_pages_are_served_with_a_strict_policy(library: Library, add: Add) -> None:
    add(leave=LEAVE)
    routes = policy_routes(
        lambda name: page(library, name), lambda: library.editions(ANYONE, TODAY)
    )
    client = TestClient(Starlette(routes=routes))
    assert "default-src 'none'" in client.get("/policies/leave").headers["content-security-policy"]
    assert "Leave" in client.get("/policies").text
    assert client.get("/policies/none").status_code == 404
