"""Messages unlike the ones that were practised on: mails, lists, other tongues, odd texts."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from assistant.offline.understanding.reader import Understanding
from assistant.offline.understanding.text.letters import body
from assistant.offline.understanding.text.tongues import foreign

Read = Callable[..., Understanding]

MAIL = """From: Tomas Lindqvist
Subject: capacity

> we need two Go engineers for the stock service rewrite, from mid January.

Best regards
Tomas Lindqvist
VP Engineering, Hamburg"""


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Dear assistant, I need a bookkeeper for January", "bookkeeper"),
        ("Dear sourcing assistant\n\nwe look for a translator", "translator"),
        ("dear procurement agents please find us an animator", "animator"),
        ("Hello sourcing assistant! I want a photographer", "photographer"),
        ("hi can you get a team assistant for us", "team assistant"),
        ("Hello, I need a team assistant for 3 weeks", "team assistant"),
    ],
)
def test_whom_a_message_greets_is_nobody_wanted(read: Read, text: str, role: str) -> None:
    found = read(text, context="none")
    assert (found.fields["role"], found.requests) == (role, ())


def test_a_mail_is_read_without_its_header_marks_and_signature(read: Read) -> None:
    fields = read(MAIL, "none").fields
    assert (fields["role"], fields["headcount"]) == ("Go engineer", 2)
    assert "location" not in fields


def test_a_list_is_read_line_by_line(read: Read) -> None:
    told = "- role: grant hacker\n- start: 11 January\n- deliverables: one film, three cutdowns"
    fields = read(told, "none").fields
    assert fields["role"] == "grant hacker"
    assert fields["deliverables"] == ["one film", "three cutdowns"]


def test_markup_code_and_links_are_no_words() -> None:
    told = "<p>Need a <b>writer</b></p> ```x = 1``` https://example.com/a?b=c"
    assert body(told).split() == ["Need", "a", "writer"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("we want three brand ambassadors for the expo", "brand ambassador"),
        ("I need a Tableau person for ten days", "Tableau person"),
        ("our packaging designer left, need a replacement", "packaging designer"),
        ("Interim head of logistics, 4 months", "Interim head of logistics"),
        ("We need an interim controller for 3 months", "interim controller"),
        ("two DJs for our summer party", "DJ"),
        ("need three VAs to help with admin", "VA"),
        ("4 PMs for a migration", "PM"),
        ("we need hostesses for a fair", "hostess"),
        ("two coaches for a leadership programme", "coach"),
        ("a DevOps for 4 weeks", "DevOps"),
        ("make that an illustrator instead", "illustrator"),
        ("Dashboard for store managers", None),
    ],
)
def test_anybody_may_be_wanted_and_nobody_who_is_only_mentioned(
    read: Read, text: str, role: str | None
) -> None:
    assert read(text, "none").fields.get("role") == role


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("not Figma, Sketch", {"must": ["Sketch"], "excluded": ["Figma"]}),
        ("DaVinci would be a plus", {"nice": ["DaVinci"]}),
        ("no Angular please, we use Vue", {"must": ["Vue.js"], "excluded": ["Angular"]}),
        ("must: TypeScript; nice: Docker; not: Selenium",
         {"must": ["TypeScript"], "nice": ["Docker"], "excluded": ["Selenium"]}),
        ("swap Angular for Vue in the must haves", {"must": ["Vue.js"]}),
    ],
)  # fmt: skip
def test_a_skill_is_filed_by_the_words_around_it(
    read: Read, text: str, skills: dict[str, list[str]]
) -> None:
    assert read(text).fields["skills"] == skills


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("For the relaunch of our portal I would need two developers", "relaunch of our portal"),
        ("a recruiter for store staff in Bristol", "store staff"),
        ("Our returns dashboard is a mess. I need a BI analyst.", "returns dashboard"),
        ("penetration test of the loyalty app, 5 days", "penetration test of the loyalty app"),
        ("looking for someone who can animate our logo", "animate our logo"),
    ],
)
def test_the_task_is_found_wherever_the_sentence_puts_it(read: Read, text: str, scope: str) -> None:
    assert read(text, "none").fields["scope"] == scope


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("120 product shots, $9 a shot", 1080),
        ("10 episodes, ~€400 each", 4000),
        ("0.12 EUR per word, 5,000 words", 600),
    ],
)
def test_a_price_a_piece_is_multiplied_by_the_pieces(read: Read, text: str, amount: float) -> None:
    assert read(text, "none").fields["budget"]["amount"] == amount


def test_a_price_a_piece_without_a_count_is_no_budget(read: Read) -> None:
    assert "budget" not in read("€0.15 per word", "none").fields


def test_a_yearly_price_becomes_a_monthly_one(read: Read) -> None:
    budget = read("60k a year").fields["budget"]
    assert (budget["amount"], budget["basis"]) == (5000, "retainer")


@pytest.mark.parametrize(
    "text", ["Wir brauchen einen Grafiker für zwei Monate", "Нужен переводчик", "需要一名设计师"]
)
def test_another_language_is_told_apart_rather_than_guessed(read: Read, text: str) -> None:
    assert foreign(text)
    assert (read(text, "none").intent, read(text, "none").fields) == ("out_of_scope", {})


ODD = [
    "",
    " ",
    "x" * 20_000,
    "😀😀",
    "9 9 9 9 " * 2000,
    "(" * 3000,
    "1," * 4000,
    "a-" * 2000,
    "a'a'" * 1000,
    ", " * 2000 + "x",
    "\x00\x01",
    "[]{}%s",
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("context", ["none", "awaiting_confirmation"])
def test_odd_texts_are_read_without_an_error_and_in_time(
    read: Read, text: str, context: str
) -> None:
    read("hello", context)
    began = process_time()
    assert read(text, context).fields == {}
    assert process_time() - began < 1


def test_a_message_full_of_numbers_is_read_in_time(read: Read) -> None:
    read("hello", "none")
    began = process_time()
    assert read("10 of them " * 360, "none").fields == {"headcount": 10}
    assert process_time() - began < 1


@pytest.mark.parametrize(
    ("context", "intent"),
    [("awaiting_confirmation", "confirm"), ("scoping", "smalltalk")],
)
def test_a_thumb_is_a_yes_only_where_one_is_awaited(read: Read, context: str, intent: str) -> None:
    assert read("👍", context).intent == intent


def test_a_wish_put_as_a_question_states_what_is_wanted(read: Read) -> None:
    fields: dict[str, Any] = read("Could you quickly find me a developer in Berlin?", "none").fields
    assert (fields["role"], fields["location"]) == ("developer", "Berlin")


@pytest.mark.parametrize(
    "said",
    [
        "designer for flyers, roll-ups and badges",
        "copywriter for our pop-ups and sign-ups",
        "designer for two roll-up stands",
        "print designer: posters, rollups, flags",
    ],
)
def test_a_thing_named_after_what_it_does_is_no_tool(read: Read, said: str) -> None:
    assert "skills" not in read(said, "none").fields
    assert read("must know Rollup").fields["skills"] == {"must": ["Webpack"]}
