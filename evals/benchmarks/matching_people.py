"""Briefs and people with graded relevance, made from facts that the ranker never sees.

Every person is first a set of facts: which skills they practised, which they only want, gave up,
teach or hire for, how senior they are. The facts become prose. Relevance comes from the facts by
the rubric in `matching_people.json`; the ranker reads the prose.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from knowledge.talent import HeldSkill, TalentProfile

FILE = Path(__file__).parent / "matching_people.json"
KINDS = (
    ("all", 4), ("most", 4), ("half", 3), ("junior", 2), ("gave_up", 2), ("wants", 2),
    ("stuffer", 2), ("near", 1), ("bare", 1), ("excluded", 1),
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """The facts about a person: the trade they practise, what they have done, their level."""

    trade: str
    practised: frozenset[str]
    level: int
    profile: TalentProfile


@dataclass(frozen=True)
class Asked:
    """A brief with what it really needs."""

    trade: str
    must: tuple[str, ...]
    excluded: str | None
    level: int | None
    brief: dict[str, Any] = field(hash=False)


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def people(seed: int = 1) -> list[Truth]:
    """Twenty-two people for each of twenty trades, the same for the same seed."""
    made: list[Truth] = []
    for number, trade in enumerate(_data()["occupations"]):
        for kind, count in KINDS:
            for copy in range(count):
                draw = Random(f"{seed}:{number}:{kind}:{copy}")
                made.append(_person(draw, f"P{len(made):04d}", trade, kind))
    Random(seed).shuffle(made)
    return made


def briefs(seed: int = 1) -> list[Asked]:
    """Three briefs for each trade: two skills, three skills, a senior with something excluded."""
    return [
        _brief(Random(f"{seed}:brief:{number}:{form}"), trade, form)
        for number, trade in enumerate(_data()["occupations"])
        for form in range(3)
    ]


def relevance(asked: Asked, truth: Truth) -> int:
    """The grade 0 to 3 by the written rubric."""
    if asked.excluded and asked.excluded in truth.practised:
        return 0
    share = sum(one in truth.practised for one in asked.must) / len(asked.must)
    same = truth.trade == asked.trade
    fits = asked.level is None or truth.level >= asked.level
    if same and share == 1:
        return 3 if fits else 2
    if same and share >= 2 / 3 - 1e-9:
        return 2
    return 1 if share >= 1 / 3 - 1e-9 or same else 0


def _person(draw: Random, one: str, trade: dict[str, Any], kind: str) -> Truth:
    names = [name for name, _ in trade["skills"]]
    said = dict(map(tuple, trade["skills"]))
    core, rest = names[:3], names[3:]
    extra = draw.sample(rest, draw.randint(0, 2))
    has, weak, gone = {
        "all": (core + extra, [], []),
        "bare": (core + extra, [], []),
        "junior": (core + extra[:1], [], []),
        "excluded": ([*core, *extra, trade["excl"]], [], []),
        "most": ([core[0], draw.choice(core[1:]), *extra], [], []),
        "half": (core[:1] + extra, [], []),
        "gave_up": (core[1:] + extra, [], core[:1]),
        "wants": (draw.sample(rest, 1), core, []),
        "stuffer": ([], [], []),
        "near": ([], [], []),
    }[kind]
    said[trade["excl"]] = [trade["excl"]]
    level = 0 if kind == "junior" else draw.choice([1, 1, 2])
    if kind in ("stuffer", "near"):
        return _impostor(draw, one, trade, kind)
    title = draw.choice([trade["title"], *trade["others"]])
    profile = TalentProfile(
        id=one,
        headline=f"{('Junior ', '', 'Senior ')[level]}{title}",
        text=_prose(draw, trade, title, level, [draw.choice(said[s]) for s in has], weak, gone),
        skills=() if kind == "bare" or draw.random() < 0.25 else _listed(draw, has, weak, kind),
    )
    trade_done = trade["title"] if kind != "wants" else ""
    return Truth(trade_done, frozenset(has), level, profile)


def _listed(draw: Random, has: list[str], weak: list[str], kind: str) -> tuple[HeldSkill, ...]:
    """The skills field: some of what is true; somebody who only wants a skill may list it too."""
    shown = [name for name in has if draw.random() < 0.8]
    shown += [name for name in weak if kind == "wants" and draw.random() < 0.3]
    return tuple(HeldSkill(name=name) for name in shown)


def _prose(
    draw: Random,
    trade: dict[str, Any],
    title: str,
    level: int,
    says: list[str],
    weak: list[str],
    gone: list[str],
) -> str:
    phrases = _data()["phrases"]
    filled = {
        "years": (1, draw.randint(3, 6), draw.randint(8, 15))[level],
        "title_lower": title[0].lower() + title[1:] if not title[1].isupper() else title,
        "work": draw.choice(trade["work"]),
        "s0": says[0],
        "list": ", ".join(says),
    }
    parts = [draw.choice(phrases["opening"]).format(**filled)]
    if weak:
        parts = [f"Coming from another trade. {filled['list'].capitalize()} is what I did so far."]
    else:
        parts.append(draw.choice(phrases["has"]).format(**filled))
    parts += [draw.choice(phrases["weak"]).format(name=name) for name in weak]
    parts += [draw.choice(phrases["gone"]).format(name=name) for name in gone]
    return " ".join([*parts, draw.choice(phrases["closing"])])


def _impostor(draw: Random, one: str, trade: dict[str, Any], kind: str) -> Truth:
    """Somebody with the right words and the wrong work."""
    names = [name for name, _ in trade["skills"]][:3]
    if kind == "near":
        closing = draw.choice(_data()["phrases"]["closing"])
        text = f"{draw.randint(3, 12)} years as {trade['near'].lower()}. {closing}"
        profile = TalentProfile(id=one, headline=trade["near"], text=text)
        return Truth(trade["near"], frozenset(), 1, profile)
    said = draw.choice(_data()["phrases"]["stuffer"])
    text = said.format(title=trade["title"], a=names[0], b=names[1], c=names[2])
    title = draw.choice(["Talent partner", "Course seller", "Team coordinator"])
    skills = tuple(HeldSkill(name=name) for name in names) if draw.random() < 0.5 else ()
    profile = TalentProfile(id=one, headline=f"{title}, {trade['title']}", text=text, skills=skills)
    return Truth(title, frozenset(), 1, profile)


def _brief(draw: Random, trade: dict[str, Any], form: int) -> Asked:
    names = [name for name, _ in trade["skills"]]
    must = tuple(names[: 2 if form == 0 else 3])
    level = 2 if form == 2 else None
    excluded = trade["excl"] if form == 2 else None
    text = _data()["phrases"]["brief"][form].format(
        weeks=draw.randint(2, 12), m0=must[0], m1=must[1], work=draw.choice(trade["work"])
    )
    title = trade["title"] if form != 1 else draw.choice(trade["others"])
    brief = {
        "title": f"Senior {title}" if level else title,
        "text": text,
        "skills": {
            "must": list(must),
            "nice": names[3:5] if form else [],
            "excluded": [excluded] if excluded else [],
        },
    }
    return Asked(trade["title"], must, excluded, level, brief)
