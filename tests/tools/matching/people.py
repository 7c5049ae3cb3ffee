"""Briefs and people for tests of matching, and an embedder that needs no model."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zlib import crc32

from hypothesis import strategies as st

from knowledge.database import Sessions
from knowledge.records.people import Person
from knowledge.talent import TalentProfile
from tools.context import Context
from tools.matching import Brief, Columns, build_pool

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
SKILLS = ["React", "TypeScript", "Figma", "Python", "Java", "JavaScript", "SEO", "SQL", "Vue.js"]
STORIES = [
    "Six years of React and TypeScript for shops.",
    "I build services in Python and SQL.",
    "I do not do React. Vue.js is my daily work.",
    "Learning Java after work.",
    "Senior writer with SEO in mind.",
    "",
]


def words(texts: Sequence[str]) -> Any:
    """Vectors of hashed words: the same words, the same vector."""
    import numpy as np

    rows = np.full((len(texts), 32), 1e-3, np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in text.lower().split():
            row[crc32(word.strip(".,").encode()) % 32] += 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def acting(sessions: Sessions, *roles: str) -> Context:
    """Somebody with these roles, over a database alone, at a fixed moment."""
    actor = Person(email="x@calderfinch.example", name="X", timezone="UTC", roles=list(roles))
    unused: Any = None
    return Context(actor, sessions, library=unused, pool=unused, clock=lambda: NOW)


def pool_of(*profiles: TalentProfile) -> Columns:
    return build_pool(profiles, words, NOW.date())


def brief_of(**fields: Any) -> Brief:
    given = {"title": "React developer", "skills": {"must": ["React", "TypeScript"]}}
    return Brief.from_json(given | fields, as_of=date(2026, 11, 21))


@st.composite
def profiles(draw: st.DrawFn, one: str = "A") -> TalentProfile:
    count = draw(st.integers(0, 60))
    said = {
        "source": st.sampled_from(["upwork", "fiverr", "toptal", "direct"]),
        "headline": st.sampled_from(["React developer", "Junior Python developer", "Designer"]),
        "text": st.sampled_from(STORIES),
        "skills": st.lists(st.sampled_from(SKILLS), unique=True, max_size=5),
        "rating": st.one_of(st.none(), st.floats(3, 5)) if count else st.none(),
        "rate": st.one_of(st.none(), st.integers(20, 200)),
        "available_from": st.one_of(st.none(), st.dates(date(2026, 11, 1), date(2026, 12, 20))),
        "response_rate": st.one_of(st.none(), st.floats(0, 1)),
        "timezone": st.sampled_from([None, "Europe/Berlin", "America/Los_Angeles"]),
        "languages": st.lists(st.sampled_from(["English", "German (native)"]), max_size=2),
    }
    drawn = draw(st.fixed_dictionaries(said))
    return TalentProfile.model_validate({"id": one, "ratings_count": count, **drawn})


@st.composite
def pools(draw: st.DrawFn, least: int = 1, most: int = 12) -> tuple[TalentProfile, ...]:
    count = draw(st.integers(least, most))
    return tuple(draw(profiles(f"P{n:02d}")) for n in range(count))


BRIEFS = st.sampled_from(
    [
        brief_of(),
        brief_of(budget={"amount": 90, "basis": "hourly"}, start_date="2026-12-01"),
        brief_of(
            title="Senior Python developer",
            skills={"must": ["Python", "SQL"], "nice": ["React"]},
            budget={"amount": 8000},
            duration_weeks=3,
            language="German",
            location="Hamburg",
        ),
    ]
)
