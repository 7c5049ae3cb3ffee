"""What people and the app write is drawn on the page as text: never as markup or an error."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.slack.blocks.markdown import markdown_blocks
from integrations.slack.workspace.page.texts import markdown, mrkdwn

OURS = frozenset(
    {"strong", "em", "del", "s", "code", "pre", "br", "span", "a", "p", "ul", "ol", "li", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "table", "thead", "tbody", "tr", "th"}
    | {"td"}
)
SAFE = re.compile(r"^(https?:|mailto:|[^:]*$)", re.IGNORECASE)
HOSTILE = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<javascript:alert(1)|here>"),
    *(
        "<https://a.example/'onmouseover='x|y>",
        "[x](javascript:alert(1))",
        "![x](https://a.example/x.png)",
        "`<b>`",
        "```<i>```",
    ),
    *("\x000\x00", "\x007\x00", "<@U1|<b>>", "&lt;script&gt;", "*_~", "<!channel>", "> quoted"),
)
PIECES = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12)), max_size=8)


class Tags(HTMLParser):
    """Every tag with its attributes, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@settings(deadline=None, max_examples=300)
@given(PIECES)
def test_nothing_that_was_written_becomes_markup_of_its_own(pieces: list[str]) -> None:
    said = "".join(pieces)
    for html in (mrkdwn(said, lambda key: key), markdown(said)):
        for tag, attributes in Tags(str(html)).found:
            assert tag in OURS
            assert not any(name.startswith("on") for name in attributes)
            assert SAFE.match(attributes.get("href") or "")


@pytest.mark.parametrize("repeated", ["*", "_a", "`", "<", "*a ", "```", "&lt;"])
def test_a_long_message_is_drawn_in_time_that_grows_with_its_length(repeated: str) -> None:
    began = time.process_time()
    mrkdwn(repeated * (40_000 // len(repeated)), lambda key: key)
    assert time.process_time() - began < 2


def test_a_line_that_is_nearly_a_table_is_read_at_once() -> None:
    began = time.process_time()
    markdown_blocks("a|b\n" + " " * 40_000 + "|x")
    assert time.process_time() - began < 2
