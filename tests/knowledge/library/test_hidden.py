"""What nobody sees is taken out of a document and said; what people see stays."""

import time

import pytest

from knowledge.library.hidden import strip_hidden

HIDDEN = (
    "<!-- evil -->",
    "<!-- evil never closed",
    '<p style="display:none">evil</p>',
    '<span style="color: #FFFFFF">evil</span>',
    "<span style='color:white'>evil</span>",
    '<font color="#fff">evil</font>',
    '<div style="font-size:0"><div>a</div> evil </div>',
    '<div style="opacity: 0;"><p>evil</p></div>',
    '<div style="position:absolute;left:-9999px">evil</div>',
    "<div hidden>evil</div>",
    "<style>.x, .quiet { display : none }</style><p class='quiet big'>evil</p>",
    "<style>#y{visibility:hidden}</style><p id=y>evil</p>",
    "<script>evil()</script>",
    "[//]: # (evil)",
    "<p hidden>evil<p>Seen.",
)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_text_is_taken_out_and_reported(hidden: str) -> None:
    text, findings = strip_hidden(f"Before.\n\n{hidden}\n\n")
    assert "Before." in text
    assert "evil" not in text
    assert findings


SEEN = (
    '<p style="background-color: white">Seen.</p>',
    '<td style="color:#fff;background:#334455">Seen.</td>',
    '<p data-hidden="false">Seen.</p>',
    '<p class="unhidden">Seen.</p>',
    '<p style="font-size:10px">Seen.</p>',
    '<p style="opacity:0.8">Seen.</p>',
    "<p>5 < 6 and 7 > 6. Seen.</p>",
)


@pytest.mark.parametrize("seen", SEEN)
def test_what_people_see_stays(seen: str) -> None:
    assert strip_hidden(seen) == (seen, ())


def test_what_follows_a_hidden_element_stays() -> None:
    text, findings = strip_hidden("<div hidden><div>a</div>b</div><p>After.</p>")
    assert (text, findings) == ("<p>After.</p>", ("1 hidden element taken out",))


def test_words_are_read_without_invisible_characters() -> None:
    assert strip_hidden("a\u200bp\u2060p") == ("app", ("2 invisible characters taken out",))


def test_a_hostile_page_takes_no_longer_than_its_length_asks_for() -> None:
    began = time.process_time()
    strip_hidden("<p hidden>\n\n" * 50_000 + '<div "' * 50_000 + "<!-" * 50_000)
    assert time.process_time() - began < 5
