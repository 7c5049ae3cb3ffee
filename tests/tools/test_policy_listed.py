"""What a library lists as a heading or as also asked finds its own section, however it is typed."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.bootstrap import World
from assistant.conversation import answer
from knowledge.library.documents import read_document
from knowledge.library.library import Library
from knowledge.library.rights import Reader, day_number
from knowledge.library.sections import split_sections
from knowledge.library.verbatim import sections_asked
from knowledge.records.people import ROLES
from tests.conftest import MAYA, settings_at
from tests.knowledge.library.conftest import library, policy
from tests.tools.test_policy import TODAY, put, world
from tools.policy import asking as answers

__all__ = ["library", "world"]

FOLDER = Path(answers.__file__).parents[1] / "knowledge" / "policies"
EVERY_ROLE = Reader("somebody@calderfinch.example", ROLES)
BEFORE = "When are freelancers paid?"


class Listed(NamedTuple):
    """A question that a section lists, and a day on which it is in force."""

    document: str
    section: str
    question: str
    day: date


def listed() -> Iterator[Listed]:
    for path in sorted(FOLDER.glob("*.md")):
        page = read_document(path.read_text(), str(path))
        day = min(page.effective_until or TODAY, TODAY)
        sections = split_sections(page.text, page.title) if page.status == "in_force" else ()
        for section in sections:
            asked = [section.heading] * (section.heading != page.title)
            yield from (
                Listed(page.id, section.heading, one, day) for one in (*asked, *section.asked)
            )


EVERY = list(listed())
TIMES = Counter((one.question, one.day) for one in EVERY)
LISTED = [one for one in EVERY if TIMES[one.question, one.day] == 1]
SHARED = sorted({one.question for one in EVERY if TIMES[one.question, one.day] > 1})


def slipped(question: str) -> str:
    """Two letters of the longest word have changed places."""
    word = max(re.findall(r"[a-z]{5,}", question) or [""], key=len)
    return question.replace(word, word[:2] + word[2:4][::-1] + word[4:], 1)


WRITINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in passing": lambda one: one.rstrip("?").lower(),
    "in capitals": str.upper,
    "with a slip": slipped,
}


@pytest.fixture(scope="module")
def shipped(seeded_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The policies that come with the product."""
    home = tmp_path_factory.mktemp("listed") / "home"
    opened = World(settings_at(Path(shutil.copytree(seeded_home, home))))
    yield opened.library
    opened.close()


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_heading_and_all_that_is_also_asked_is_known(shipped: Library, writing: str) -> None:
    index = shipped.index
    assert index is not None
    for one in LISTED:
        asked, day = WRITINGS[writing](one.question), day_number(one.day, 0)
        (place,) = sections_asked(index, [asked], EVERY_ROLE, day)
        assert index.section(place)["heading"] == one.section, asked


@pytest.mark.parametrize("thread", [(), (BEFORE,)], ids=["alone", "after another"])
def test_what_is_listed_is_answered_from_its_own_section(
    shipped: Library, thread: tuple[str, ...]
) -> None:
    for place, one in enumerate(LISTED[:: 9 if thread else 7]):
        asked = [*WRITINGS.values()][place % len(WRITINGS)](one.question)
        found = answers.ask(
            shipped, asked, reader=EVERY_ROLE, as_of=one.day, thread_questions=thread
        )
        cited = [(c.document, c.section) for c in found.citations][:1]
        assert cited == [(one.document, one.section)], asked


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("We need ten people on the phones?", "When do we use the staffing firm?"),
        ("which notifications are there", "What alerts will I get?"),
        ("Someone in Vietnam?", "Can we hire freelancers from any country?"),
        ("What were the old amounts?", "What changed on 1 March 2026?"),
        ("The invoice is from last year?", "Do we still pay an invoice that comes late?"),
    ],
)
def test_what_is_listed_opens_no_request_and_is_no_errand(
    world: World, question: str, section: str
) -> None:
    (reply,) = answer(world, "t1", MAYA, text=question)
    assert [c.section for c in reply.citations][:1] == [section]


def test_what_is_listed_elsewhere_is_answered_for_readers_and_in_its_time_alone(
    library: Library,
) -> None:
    body = "# Perks\n\n## Who gets a bicycle?\n\nEverybody in the second year.\n\nAlso asked: Bike?"
    put(
        library,
        secret=policy(body, audience="[hr]"),
        over=policy(body, effective_until="2026-03-01"),
    )
    for asked in ("Who gets a bicycle?", "Bike?"):
        assert not library.lists(asked, as_of=TODAY)
        assert answers.ask(library, asked, as_of=TODAY).citations == ()
        assert library.lists(asked, reader=Reader("h@x.example", ("hr",)), as_of=TODAY)
        assert library.lists(asked, as_of=date(2026, 2, 1))


def test_what_two_sections_list_is_asked_back(library: Library) -> None:
    body = "# {0}\n\n## Who pays for {0}?\n\n{0} is paid by us.\n\nAlso asked: Who pays for it?"
    put(library, a=policy(body.format("Fuel")), b=policy(body.format("Parking")))
    found = answers.ask(library, "Who pays for it?", as_of=TODAY)
    assert {option.label for option in found.options} == {
        "Who pays for Fuel?",
        "Who pays for Parking?",
    }


@pytest.mark.parametrize("question", SHARED)
def test_what_several_shipped_sections_list_is_asked_back(shipped: Library, question: str) -> None:
    found = answers.ask(shipped, question, reader=EVERY_ROLE, as_of=TODAY)
    assert len(found.options) == sum(one.question == question for one in EVERY if one.day == TODAY)


def test_another_word_asks_another_question(library: Library) -> None:
    put(library, a=policy("# Trips\n\n## Can a freelancer fly to us?\n\nYes, with approval.\n"))
    assert library.lists("can the freelancer fly to us", as_of=TODAY)
    for other in ("Can a manager fly to us?", "Can a freelancer fly?", "Why a freelancer?"):
        assert not library.lists(other, as_of=TODAY)


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("May they use Copilot?", True),
        ("Can he do it in Midjourney?", True),
        ("may he use midjourney", True),
        ("Can I pay in Bitcoin?", False),
        ("May they use Photoshop?", False),
    ],
)
def test_a_yes_or_no_answers_what_its_section_lists_and_not_only_its_heading(
    shipped: Library, question: str, answered: bool
) -> None:
    found = answers.ask(shipped, question, reader=EVERY_ROLE, as_of=TODAY)
    assert found.refused is not answered
    assert not answered or found.citations[0].document == "freelancers-and-ai-tools"
