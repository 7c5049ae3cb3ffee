"""What nobody sees is taken out of a document and said; what people see stays."""

import time
from collections.abc import Callable

import pytest

from knowledge.library.hidden import strip_hidden, strip_unseen

Strip = Callable[[str], tuple[str, tuple[str, ...]]]

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
    "<style>span.h{display:none}</style><span class=h>evil</span>",
    "<style>.a .b{display:none}</style><div class=a><i><b class=b>evil</b></i></div>",
    "<style>p>em{display:none}</style><p>x <em>evil</em></p>",
    "<style>[data-x]~u{visibility:hidden}</style><b data-x>x</b><u>evil</u>",
    "<style>@media screen and (min-width:10em){b{display:none}}</style><b>evil</b>",
    "<style>@supports (color:red){@media (color){b{display:none}}}</style><b>evil</b>",
    "<style>.a{& i{display:none}}</style><p class=a>x <i>evil</i></p>",
    "<style>:root{--c:#fff}</style><p style='color:var(--c)'>evil</p>",
    "<style>p{display:none!important}</style><p style='display:block'>evil</p>",
    '<p style="color:hsl(0,0%,100%)">evil</p>',
    '<p style="color:#ffffffff">evil</p>',
    '<p style="color:rgb(100%,100%,100%)">evil</p>',
    '<p style="color:#fdfdfd">evil</p>',
    '<p style="color:ivory">evil</p>',
    '<p style="color:rgba(0,0,0,.03)">evil</p>',
    '<p style="color:navy;background:#000085">evil</p>',
    '<div style="background:#000">x<p style="color:black">evil</p></div>',
    '<div style="opacity:.2"><p style="opacity:.2">evil</p></div>',
    '<p style="max-height:0">evil</p>',
    '<p style="height:1px;overflow:hidden">evil</p>',
    '<p style="position:absolute;right:-9999px">evil</p>',
    '<p style="position:fixed;inset:-50em auto auto 0">evil</p>',
    '<p style="margin-left:-9999px">evil</p>',
    '<p style="transform:rotate(2deg) scale(0)">evil</p>',
    '<p style="transform:translateX(-200vw)">evil</p>',
    '<p style="clip-path:inset(100%)">evil</p>',
    '<p style="font:0/0 serif">evil</p>',
    '<p style="font-size:50%"><b style="font-size:.2em">evil</b></p>',
    "<dialog>evil</dialog>",
    "<canvas>evil</canvas>",
)


@pytest.mark.parametrize("strip", [strip_hidden, strip_unseen])
@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_text_is_taken_out_and_reported(strip: Strip, hidden: str) -> None:
    if strip is strip_unseen and hidden.startswith("[//]"):
        pytest.skip("a comment of Markdown alone")
    text, findings = strip(f"Before.\n\n{hidden}\n\n")
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
    '<p style="font-size:1em">Seen.</p>',
    '<p style="color:#767676">Seen.</p>',
    '<p style="color:inherit;max-height:none">Seen.</p>',
    '<p style="color:var(--unknown)">Seen.</p>',
    '<p style="width:0;height:0">Seen.</p>',
    '<div style="position:absolute;left:50%;margin-left:-300px">Seen.</div>',
    '<div style="transform:translate(-50%,-50%) scale(1.1)">Seen.</div>',
    '<div style="background:linear-gradient(9deg,navy,red)"><i style="color:#fff">Seen.</i></div>',
    "<dialog open>Seen.</dialog>",
    "<details><summary>More</summary>Seen.</details>",
)


@pytest.mark.parametrize("seen", SEEN)
def test_what_people_see_stays(seen: str) -> None:
    assert strip_hidden(seen) == (seen, ())
    page, findings = strip_unseen(seen)
    assert ("Seen." in page, findings) == (True, ())


@pytest.mark.parametrize(
    "sheet",
    [
        "p{display:none}p.open{display:block}",
        "p.open{display:block}p{display:none}",
        "@media print{p{display:none}}",
        "@media (max-width:600px){p{display:none}}",
        "@media screen and (width < 600px){p{display:none}}",
        "@media not screen{p{display:none}}",
        "@media (prefers-color-scheme: dark){p{color:#eee}}",
        "p::before{display:none}",
        "p:hover{display:none}",
        "@font-face{font-family:p;display:none}",
        "p{{{display:none",
    ],
)
def test_a_rule_that_does_not_hold_on_a_screen_hides_nothing(sheet: str) -> None:
    page, _ = strip_unseen(f"<style>{sheet}</style><p class=open>Seen.</p>")
    assert "Seen." in page


def test_what_is_shown_inside_what_is_not_stays_in_a_page() -> None:
    page, findings = strip_unseen(
        '<p style="visibility:hidden">evil <b style="visibility:visible">Seen.</b> evil</p>'
    )
    assert "Seen." in page
    assert "evil" not in page
    assert findings == ("1 hidden element taken out",)


def test_what_follows_a_hidden_element_stays() -> None:
    text, findings = strip_hidden("<div hidden><div>a</div>b</div><p>After.</p>")
    assert (text, findings) == ("<p>After.</p>", ("1 hidden element taken out",))


def test_words_are_read_without_invisible_characters() -> None:
    assert strip_hidden("a\u200bp\u2060p") == ("app", ("2 invisible characters taken out",))


def test_a_hostile_page_takes_no_longer_than_its_length_asks_for() -> None:
    began = time.process_time()
    strip_hidden("<p hidden>\n\n" * 50_000 + '<div "' * 50_000 + "<!-" * 50_000)
    strip_unseen("<style>" + "a{&&&&,&&" * 5_000 + "</style>" + "<p style='color:red'>x" * 5_000)
    assert time.process_time() - began < 5
