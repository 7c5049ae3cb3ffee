"""Policy pages: at the cited place, with history, and with nothing in them that could act."""

from datetime import UTC, date, datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from integrations.dashboard.policies import page_html, policy_routes
from integrations.safe_html import render_safely
from knowledge.errors import NotFound
from knowledge.library.library import Library
from knowledge.library.pages import PolicyPage, read_page
from knowledge.library.rights import ANYONE, Reader
from knowledge.records.policies import PolicyQuestion
from tests.knowledge.library.conftest import Add, add, library, policy

__all__ = ["add", "library"]

TODAY = date(2026, 11, 21)
LEAVE = "# Leave\n\n## How many days?\n\nTwenty days."


def page(
    library: Library, name: str = "leave", reader: Reader = ANYONE, on: date | None = None
) -> PolicyPage:
    return read_page(library, name, reader, TODAY, on)


def served(library: Library) -> TestClient:
    routes = policy_routes(
        lambda name, on: page(library, name, on=on), lambda: library.editions(ANYONE, TODAY)
    )
    return TestClient(Starlette(routes=routes))


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
    client = served(library)
    assert "default-src 'none'" in client.get("/policies/leave").headers["content-security-policy"]
    assert "Leave" in client.get("/policies").text
    assert client.get("/policies/").text == client.get("/policies").text
    assert client.get("/policies/none").status_code == 404


def test_a_document_that_is_still_to_come_has_a_page_that_says_so(
    library: Library, add: Add
) -> None:
    add(gym=policy("# Gym\n\nAt six.", effective_from="2027-01-01"))
    for address in ("/policies/gym", "/policies/gym?on=2026-11-21"):
        shown = served(library).get(address).text
        assert "is not in force yet" in shown


@pytest.mark.parametrize(
    ("source", "linked"), [("https://hr.example/gym", True), ("javascript:x()", False)]
)
def test_the_source_is_a_link_where_it_is_an_address(
    library: Library, add: Add, source: str, linked: bool
) -> None:
    add(gym=policy("# Gym\n\nAt six.", source=f'"{source}"'))
    assert (f'<a href="{source}"' in page_html(page(library, "gym"))) is linked


def test_a_superseded_document_keeps_its_page_and_leads_to_what_holds_now(
    library: Library, add: Add
) -> None:
    add(
        old=policy("# Limits 2025\n\nFive.", effective_from="2025-01-01"),
        new=policy("# Limits\n\nTen.", effective_from="2026-03-01", supersedes="old"),
    )
    shown = served(library).get("/policies/old").text
    assert "Five." in shown
    assert "no longer in force" in shown
    assert '<a href="/policies/new">Limits</a>' in shown
    now = served(library).get("/policies/new").text
    assert '<a href="/policies/old">Limits 2025</a>, which applied until 28 Feb 2026' in now
    assert "The first that is known" not in now


def test_an_earlier_wording_is_shown_for_its_day(library: Library, add: Add) -> None:
    add(leave=LEAVE, now=datetime(2026, 5, 1, tzinfo=UTC))
    add(leave=LEAVE.replace("Twenty", "Thirty"))
    client = served(library)
    assert "<p>Twenty days.</p>" in client.get("/policies/leave?on=2026-06-01").text
    assert "<p>Thirty days.</p>" in client.get("/policies/leave?on=nonsense").text


def test_the_passages_most_asked_about_come_first_and_only_from_this_wording(
    library: Library, add: Add
) -> None:
    add(leave=LEAVE)
    cited = [{"document": "leave", "section": name} for name in ("How many days?", "Gone since")]
    with library.sessions.begin() as session:
        for asked in (cited, cited[:1]):
            session.add(
                PolicyQuestion(
                    asked_by="", question="?", refused=False, reason="", citations=asked,
                    as_of=TODAY, asked_at=datetime(2026, 5, 1, tzinfo=UTC),
                )
            )  # fmt: skip
    assert [(a.section, a.times) for a in page(library).most_asked] == [("How many days?", 2)]


@pytest.mark.parametrize(("asked", "said"), [("banana", True), ("2026-11-01", False), ("", False)])
def test_what_is_no_day_is_told_and_todays_wording_shown(
    library: Library, add: Add, asked: str, said: bool
) -> None:
    add(leave=LEAVE)
    shown = served(library).get("/policies/leave", params={"on": asked}).text
    assert ("is not a day such as" in shown, "Twenty days." in shown) == (said, True)


def test_a_title_in_italics_leads_to_its_page_where_there_is_one(
    library: Library, add: Add
) -> None:
    add(
        leave=f"{LEAVE} See *Sick pay*, *Leave 2025* and *Nowhere*; *Pay* is for HR.",
        sick=policy("# Sick pay\n\nAll of it."),
        past=policy("# Leave 2025\n\nTen.", effective_until="2025-12-31"),
        pay=policy("# Pay\n\nSeven.", audience="[hr]"),
    )
    shown = served(library).get("/policies/leave").text
    assert '<a href="/policies/past"><em>Leave 2025</em></a>' in shown
    assert "<em>Pay</em></a>" not in shown
    assert '<a href="/policies/sick"><em>Sick pay</em></a>' in shown
    assert "<em>Nowhere</em>" in shown
    assert ">Nowhere</em></a>" not in shown
