"""The facts that the decision tables read: a request as plain JSON, with nothing decided yet."""

from datetime import date
from typing import TypedDict

from knowledge.fields import RequestFields
from knowledge.money import day_rate_usd, told_in
from knowledge.rules import wording


class Words(TypedDict):
    """What the wording of role and scope tells."""

    senior: bool
    exploratory: bool
    multi_role: bool
    staff_duties: bool
    vacancy: bool
    data_kinds: list[str]


class Money(TypedDict):
    """What the budget tells, in USD; `money` and `day_rate_money` as people write them."""

    usd: float | None
    money: str
    day_rate: float | None
    day_rate_money: str
    basis: str | None
    billing_asked: str | None
    time_based: bool


class Work(TypedDict):
    """What is to be done, for how long (in weeks), and with which access."""

    weeks: float | None
    duration: str
    hours: float | None
    deliverables: int
    criteria: int
    security: str | None
    sensitive: bool | None
    touches: str
    systems: list[str]
    arrangement: list[str]


class Facts(Words, Money, Work):
    """Everything the tables may ask; None means not known yet.

    `risk` and `classification` hold those verdicts once they are made.
    """

    as_of: str
    country: str
    jurisdiction: str
    place_name: str
    place_said: bool
    at_home: bool
    unit: str | None
    role: str | None
    work_type: str | None
    headcount: int
    urgency: str | None
    lead_days: int | None
    channel_asked: str | None
    channel_reason: str | None
    bench_fits: bool | None
    known_person: bool | None
    risk: str | None
    classification: str | None


def facts_of(
    fields: RequestFields,
    *,
    country: str,
    usd_total: float | None,
    work_type: str | None,
    as_of: date,
    bench_fits: bool | None = None,
    known_person: bool | None = None,
) -> Facts:
    """The facts of a request; `country` is the requester's, used where the location names none."""
    place = wording.place(fields.location) if fields.location else None
    jurisdiction = place or _code(country)
    return {
        **_of_the_words(fields),
        **_of_the_money(fields, usd_total, as_of),
        **_of_the_work(fields),
        "as_of": as_of.isoformat(),
        "country": jurisdiction[:2],
        "jurisdiction": jurisdiction,
        "place_name": wording.place_name(jurisdiction),
        "place_said": place is not None,
        "at_home": jurisdiction[:2] in wording.vocabulary()["home_countries"],
        "unit": fields.business_unit,
        "role": fields.role,
        "work_type": work_type,
        "headcount": fields.headcount or 1,
        "urgency": fields.urgency,
        "lead_days": (fields.start_date - as_of).days if fields.start_date else None,
        "channel_asked": fields.channel,
        "channel_reason": fields.channel_reason or None,
        "bench_fits": bench_fits,
        "known_person": known_person,
        "risk": None,
        "classification": None,
    }


def _of_the_words(fields: RequestFields) -> Words:
    known = wording.vocabulary()
    role, scope = fields.role or "", fields.scope or ""
    text = " . ".join((role, scope, *fields.deliverables, *fields.systems))
    return {
        "senior": wording.mentions(role, known["senior"]),
        "exploratory": wording.mentions(f"{role} . {scope}", known["exploratory"]),
        "multi_role": wording.mentions(f"{role} . {scope}", known["multi_role"]),
        "staff_duties": wording.mentions(text, known["staff_duties"], heed_negation=True),
        "vacancy": wording.mentions(text, known["vacancy"], heed_negation=True),
        "data_kinds": wording.data_kinds(text),
    }


def _of_the_money(fields: RequestFields, usd_total: float | None, as_of: date) -> Money:
    rate = day_rate_usd(fields.budget, as_of=as_of)
    by_time = {"hourly", "daily", "retainer"}
    basis = fields.budget.basis if fields.budget else None
    currency = fields.budget.currency if fields.budget else "USD"
    return {
        "usd": usd_total,
        "money": "not known" if usd_total is None else told_in(usd_total, currency, as_of=as_of),
        "day_rate": rate,
        "day_rate_money": "not known" if rate is None else told_in(rate, currency, as_of=as_of),
        "basis": basis,
        "billing_asked": fields.billing_model,
        "time_based": bool(by_time & {basis, fields.billing_model}),
    }


def _of_the_work(fields: RequestFields) -> Work:
    return {
        "weeks": fields.duration_weeks,
        "duration": _duration(fields.duration_weeks),
        "hours": fields.hours_per_week,
        "deliverables": len(fields.deliverables),
        "criteria": len(fields.acceptance_criteria),
        "security": fields.security_classification,
        "sensitive": fields.sensitive_data,
        "touches": _touches(fields),
        "systems": wording.system_kinds(fields.systems),
        "arrangement": list(fields.arrangement),
    }


def _touches(fields: RequestFields) -> str:
    """What of ours the work reaches, in words: sensitive data, our systems, both or neither."""
    reached = {"sensitive data": fields.sensitive_data, "access to our systems": fields.systems}
    return " and ".join(name for name, said in reached.items() if said) or "nothing of ours"


def _duration(weeks: float | None) -> str:
    if weeks is None:
        return "a time not known"
    return "1 week" if weeks == 1 else f"{weeks:g} weeks"


def _code(country: str) -> str:
    return wording.place(country) or country.strip().upper()[:2] or "US"
