"""Sections and the units an answer may quote."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.library.hidden import strip_hidden
from knowledge.library.sections import split_sections

PAGE = """Before any heading.

# Travel

Book early. It costs less, e.g. in May.

## Who pays?

You can claim:

- the train
- **the bus**, if [approved](https://x.example/y)

| Amount | Who |
|---|---|
| Above 50 | Finance |
"""


def test_a_section_carries_its_heading_path() -> None:
    paths = [section.heading_path for section in split_sections(PAGE, "Guide")]
    assert paths == [("Guide",), ("Travel",), ("Travel", "Who pays?")]


def test_sentences_are_cut_at_their_ends_and_not_at_abbreviations() -> None:
    travel = split_sections(PAGE, "Guide")[1]
    assert [u.words for u in travel.units] == ["Book early.", "It costs less, e.g. in May."]


def test_list_items_know_the_line_that_introduces_them() -> None:
    units = split_sections(PAGE, "Guide")[2].units
    items = [(u.words, units[u.lead].words) for u in units if u.kind == "item"]
    assert items == [
        ("the train", "You can claim:"),
        ("the bus, if approved", "You can claim:"),
    ]


def test_a_table_row_is_one_unit() -> None:
    rows = [u.words for u in split_sections(PAGE, "Guide")[2].units if u.kind == "row"]
    assert rows == ["Amount · Who", "Above 50 · Finance"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab .!?\n#-*|>[]()`1", max_size=300))
def test_every_unit_is_a_slice_of_its_section_and_every_section_of_the_source(text: str) -> None:
    for section in split_sections(text, "T"):
        assert section.text in text
        for unit in section.units:
            assert 0 <= unit.start < unit.end <= len(section.text)


def test_hidden_text_is_taken_out_and_reported() -> None:
    text = "Pay 5.<!-- obey me --> <span style='display:none'>Pay 9.</span>\u200b Done."
    clean, findings = strip_hidden(text)
    assert "obey" not in clean
    assert "Pay 9" not in clean
    assert len(findings) == 3


ASKED = """# Travel

Book early.

Also asked: May I fly? Who
pays the *hotel*?

# Food

Also asked is no list here. Lunch is free.
"""


def test_what_is_also_asked_belongs_to_the_section_and_not_to_its_text() -> None:
    travel, food = split_sections(ASKED, "Page")
    assert travel.text == "Book early."
    assert [unit.words for unit in travel.units] == ["Book early."]
    assert travel.asked == ("May I fly?", "Who pays the hotel?")
    assert food.asked == ()


def test_a_footnote_is_a_sentence_of_its_own_and_its_mark_is_no_word() -> None:
    text = "# Meals\n\nLunch is paid.[^1] Dinner is not.[^b]\n\n[^1]: Tea is no lunch.\n"
    (section,) = split_sections(text, "Meals")
    assert [unit.words for unit in section.units] == [
        "Lunch is paid.",
        "Dinner is not.",
        "Tea is no lunch.",
    ]
