"""The talent pool that the assistant starts with: 2,000 made-up people, the same every time."""

import json
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from knowledge.talent import Engagement, HeldSkill, PastWork, Rate, TalentProfile

COUNT = 2000
BORN = date(2026, 11, 1)
CURRENCIES = {
    "GB": "GBP",
    "DE": "EUR",
    "FR": "EUR",
    "ES": "EUR",
    "IT": "EUR",
    "NL": "EUR",
    "IE": "EUR",
}
PER_USD = {"GBP": 0.79, "EUR": 0.92, "USD": 1.0}
TWICE = 0.04
SEED = 20261121


def talent_profiles(count: int = COUNT) -> list[TalentProfile]:
    """The people, the same each time; they came from no platform, so none expires."""
    roles, people = _data("talent_roles"), _data("talent_people")
    shares = [role["share"] for role in roles]
    made: list[TalentProfile] = []
    number = 0
    while len(made) < count:
        number += 1
        draw = Random(f"{SEED}:{number}")  # noqa: S311  (chance for examples, not for secrets)
        role = draw.choices(roles, shares)[0]
        made.append(_person(draw, number, role, people))
        if made[-1].source == "upwork" and draw.random() < TWICE * 3:
            made.append(_second_route(draw, made[-1], number))
    return made[:count]


@cache
def _data(name: str) -> Any:
    text = resources.files("knowledge.seed").joinpath(f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)


def _person(
    draw: Random, number: int, role: dict[str, Any], people: dict[str, Any]
) -> TalentProfile:
    level = draw.choices(people["levels"], [row[4] for row in people["levels"]])[0]
    place = draw.choices(people["places"], [row[5] for row in people["places"]])[0]
    source, _, vendor = draw.choice(role["sources"]).partition(":")
    years = draw.randint(*level[3])
    skills = _skills(draw, role, level[0])
    spoken, tongues = _languages(draw, role, people, place)
    name = f"{draw.choice(people['first'])} {draw.choice(people['last'])}"
    return TalentProfile(
        id=f"T{number:05d}",
        source=source,
        vendor=vendor or None,
        external_id=f"{source}-{draw.randrange(16**8):08x}",
        person=f"person-{number:05d}",
        name=name,
        headline=_headline(draw, role, level[1], skills, tongues),
        text=_text(draw, role, people, years, tongues),
        skills=tuple(_held(draw, one, level[0], years) for one in (*skills, *tongues)),
        work=_work(draw, role),
        **_standing(draw, source, level[0]),
        rate=_rate(draw, role, level[2], place, source),
        available_from=BORN + timedelta(days=max(0, int(draw.gauss(20, 35)))),
        hours_per_week=draw.choice([10, 20, 20, 30, 40, 40, 40]),
        location=place[0],
        country=place[1],
        timezone=place[2],
        languages=spoken,
        screening=_screening(draw, source, people),
        **_history(draw, source),
    )


def _skills(draw: Random, role: dict[str, Any], level: str) -> list[str]:
    core = [one for one in role["core"] if draw.random() < 0.85] or role["core"][:1]
    if "any" in role:
        core.insert(0, draw.choice(role["any"]))
    extras = draw.sample(role["extra"], min(len(role["extra"]), draw.randint(2, 6)))
    return list(dict.fromkeys(core + (extras[:2] if level == "junior" else extras)))


def _languages(
    draw: Random, role: dict[str, Any], people: dict[str, Any], place: list[Any]
) -> tuple[tuple[str, ...], list[str]]:
    spoken = list(place[3])
    tongues: list[str] = []
    if role.get("tongue"):
        own = next((one for one in spoken if one in people["tongues"]), None)
        tongues = [own or draw.choice(people["tongues"]), "English"]
    elif draw.random() < 0.2:
        spoken.append(draw.choice(people["tongues"]))
    return tuple(dict.fromkeys([*spoken, *tongues])), tongues


def _headline(
    draw: Random, role: dict[str, Any], level: str, skills: list[str], tongues: list[str]
) -> str:
    title = draw.choice(role["titles"])
    if "any" in role and " developer" in title.lower():
        title = f"{skills[0]} developer"
    plain = (
        title
        if title[1].isupper() or title[:1] != title[:1].upper()
        else title[0].lower() + title[1:]
    )
    plain = title if title.split()[0] in skills else plain
    said = title if "lead" in title.lower() or "enior" in title or not level else f"{level}{plain}"
    if tongues:
        return f"{said}, English into {tongues[0]}"
    return f"{said}, {draw.choice(skills)}" if draw.random() < 0.4 else said


def _text(
    draw: Random, role: dict[str, Any], people: dict[str, Any], years: int, tongues: list[str]
) -> str:
    does, proof = draw.choice(role["does"]), draw.choice(role["proof"])
    filled = {"years": years, "does": does, "does_cap": does[0].upper() + does[1:], "proof": proof}
    parts = [draw.choice(people["openers"]).format(**filled)]
    parts.append(draw.choice(people["stories"]).format(**filled))
    if tongues:
        parts.append(f"{tongues[0]} is my first working language.")
    if "any" in role and draw.random() < 0.1:
        parts.append(draw.choice(people["denials"]).format(no=draw.choice(role["any"])))
    parts.append(draw.choice(people["closers"]))
    return " ".join(parts)


def _held(draw: Random, name: str, level: str, years: int) -> HeldSkill:
    stated = draw.random() < 0.5
    steps = {"junior": ["basic", "working"], "middle": ["working", "advanced"]}
    held = draw.choice(steps.get(level, ["advanced", "expert"]))
    known = {"level": held, "years": draw.randint(1, max(1, years))} if stated else {}
    return HeldSkill.model_validate({"name": name, **known})


def _work(draw: Random, role: dict[str, Any]) -> tuple[PastWork, ...]:
    pieces = draw.sample(role["proof"], draw.randint(1, 3))
    return tuple(PastWork(title=one, year=draw.randint(2021, 2026)) for one in pieces)


def _standing(draw: Random, source: str, level: str) -> dict[str, Any]:
    """Ratings and responses; agencies and the bench have none, new people few."""
    if source not in ("upwork", "fiverr", "toptal"):
        return {}
    count = (
        0 if draw.random() < 0.12 else int(draw.expovariate(1 / (12 if level == "junior" else 45)))
    )
    known: dict[str, Any] = {
        "ratings_count": count,
        "response_rate": round(min(1.0, max(0.2, draw.gauss(0.85, 0.15))), 2),
        "response_hours": round(draw.expovariate(1 / 8) + 0.5, 1),
    }
    if count:
        known["rating"] = round(min(5.0, max(2.5, draw.gauss(4.65, 0.35))), 2)
        known["on_time_rate"] = round(min(1.0, max(0.5, draw.gauss(0.92, 0.08))), 2)
        known["on_budget_rate"] = round(min(1.0, max(0.5, draw.gauss(0.93, 0.07))), 2)
    return known


def _rate(draw: Random, role: dict[str, Any], factor: float, place: list[Any], source: str) -> Rate:
    low, high = role["rate"]
    middle = (low + high) / 2 * factor * (0.35 + 0.65 * place[4])
    dearer = {"toptal": 1.35, "agency": 1.3, "staffing_firm": 1.15, "internal_bench": 0.8}
    usd = max(low * 0.5, draw.gauss(middle, middle * 0.18) * dearer.get(source, 1.0))
    currency = CURRENCIES.get(place[1], "USD")
    amount = usd * PER_USD[currency]
    if source in ("agency", "direct") and draw.random() < 0.4:
        return Rate(amount=round(amount * 8 / 10) * 10, currency=currency, basis="daily")
    return Rate(amount=max(8.0, round(amount)), currency=currency)


def _screening(draw: Random, source: str, people: dict[str, Any]) -> tuple[str, ...]:
    most = {"toptal": 5, "internal_bench": 4, "staffing_firm": 4, "agency": 3}.get(source, 2)
    return tuple(people["screening"][: draw.randint(0 if most == 2 else 2, most)])


def _history(draw: Random, source: str) -> dict[str, Any]:
    share = {"internal_bench": 0.8, "agency": 0.25, "staffing_firm": 0.25, "direct": 0.3}.get(
        source, 0.05
    )
    if draw.random() >= share:
        return {}
    past = tuple(_engagement(draw) for _ in range(draw.randint(1, 4)))
    bad = sum(one.rating or 0 for one in past) / len(past) < 2.6
    if bad and draw.random() < 0.6:
        return {
            "engagements": past,
            "status": "do_not_engage",
            "status_reason": "two deliveries failed acceptance, decided by procurement",
        }
    return {"engagements": past}


def _engagement(draw: Random) -> Engagement:
    rating = round(min(5.0, max(1.5, draw.gauss(4.1, 0.8))), 1)
    return Engagement(
        title="Earlier engagement",
        ended=BORN - timedelta(days=draw.randint(30, 900)),
        rating=rating,
        on_time=draw.random() < 0.5 + rating / 11,
        on_budget=draw.random() < 0.5 + rating / 11,
        rehired=rating > 4 and draw.random() < 0.5,
    )


def _second_route(draw: Random, first: TalentProfile, number: int) -> TalentProfile:
    """The same person on a second platform, a little dearer or cheaper."""
    rate = first.rate
    dearer = (
        rate.model_copy(update={"amount": round(rate.amount * draw.uniform(0.9, 1.25))})
        if rate
        else None
    )
    return first.model_copy(
        update={
            "id": f"T{number:05d}B",
            "source": draw.choice(["fiverr", "direct"]),
            "external_id": f"second-{draw.randrange(16**8):08x}",
            "rate": dearer,
            "expires_at": None,
            "ratings_count": max(0, first.ratings_count // 3),
        }
    )
