"""No rule is dead: a seeded walk through plausible requests makes every one fire."""

import random
from datetime import date

from knowledge.fields import Basis, Budget
from knowledge.rules.checks import rows
from knowledge.rules.decisions import RULE_SETS, in_force
from knowledge.seed import platforms
from tests.knowledge.rules.conftest import Judge

WORK = (None, *sorted({work for platform in platforms() for work in platform.preferred_for}))
CHOICES = {
    "work_type": WORK,
    "role": (None, "Senior engineer", "Brand designer"),
    "scope": (
        "A logo",
        "A spike to explore whether it works",
        "A photo shoot and a film, several roles",
        "Credit card numbers",
        "Health data",
        "Line management of the team",
        "Maternity cover",
    ),
    "deliverables": ((), ("A result",)),
    "acceptance_criteria": ((), ("It is accepted",)),
    "duration_weeks": (None, 1, 3, 6, 10, 20, 30, 45, 60),
    "hours_per_week": (None, 10, 40),
    "headcount": (None, 1, 2, 5),
    "business_unit": ("Marketing", "Finance"),
    "security_classification": (None, "public", "internal", "confidential", "restricted"),
    "sensitive_data": (None, True, False),
    "systems": ((), ("Jira",), ("GitHub",), ("Zendesk",), ("SAP",), ("prod",), ("staging", "X")),
    "start_date": (None, date(2026, 11, 24), date(2027, 1, 15)),
    "urgency": (None, "high"),
    "location": (None, "California", "Berlin", "London", "Texas", "Madrid", "Iran", "Russia"),
    "channel": (None, "upwork", "fiverr", "toptal", "agency"),
    "billing_model": (None, "hourly", "fixed"),
    "bench_fits": (None, True, False),
    "known_person": (None, True, False),
}
BASES: tuple[Basis, ...] = ("fixed", "hourly", "daily", "retainer")
AMOUNTS = (None, 500, 4000, 60_000, 200_000)
ARRANGEMENTS = (
    "daily_standups",
    "fixed_hours",
    "full_time",
    "on_site",
    "company_equipment",
    "manager_directed",
    "exclusive",
    "open_ended",
)


def a_request(chance: random.Random) -> dict[str, object]:
    changes: dict[str, object] = {name: chance.choice(of) for name, of in CHOICES.items()}
    amount = chance.choice(AMOUNTS)
    budget = amount and Budget(amount=amount, basis=chance.choice(BASES))
    how = tuple(chance.sample(ARRANGEMENTS, chance.choice((0, 0, 1, 2, 6))))
    return {**changes, "budget": budget, "arrangement": how}


def test_every_rule_fires_for_some_request(judge: Judge) -> None:
    chance = random.Random(20260301)
    every = {r["_id"] for name in RULE_SETS for r in rows(in_force(name, "2026-11-21"))}
    silent = set(every)
    for _ in range(4000):
        if not silent:
            break
        for ruling in judge(**a_request(chance)).values():
            silent -= set(ruling.rules)
            for entry in ruling.details:
                silent -= {entry.get("rule"), *(hit["rule"] for hit in entry.get("because", ()))}
    assert silent == set()
