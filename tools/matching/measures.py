"""A profile in numbers: rate, dates, and how earlier work went, shrunk where there was little."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from knowledge.talent import TalentProfile, source_terms
from tools.matching.columns import NUMBERS
from tools.matching.money import hourly_usd
from tools.matching.places import offset_of
from tools.matching.reading import Reading

# A mean and how many reviews it is worth: few reviews move a profile little (R36).
RATING_MEAN, RATING_WORTH = 4.4, 8.0
HISTORY_MEAN, HISTORY_WORTH = 0.6, 2.0
NOT_A_NUMBER = float("nan")


def numbers_of(p: TalentProfile, reading: Reading) -> dict[str, float]:
    """Every number of NUMBERS; not a number where the profile does not state it."""
    terms = source_terms(p.source, p.vendor)
    values = {
        "hourly_usd": hourly_usd(p.rate),
        "available": _day(p.available_from),
        "hours_per_week": p.hours_per_week,
        "level": reading.level,
        "years": reading.years,
        "utc_offset": offset_of_person(p),
        "reputation": reputation(p),
        "reviews": p.ratings_count,
        "response": responsiveness(p),
        "history": history(p),
        "engagements": len(p.engagements),
        "screening": min(len(p.screening), 4) / 4 if p.screening else None,
        "flags": float(p.status == "do_not_engage"),
        "expires": p.expires_at.timestamp() if p.expires_at else None,
        "headed": float(bool(p.headline)),
        "others_trade": float(reading.others_trade),
        "fee_share": terms.fee_share,
        "fee_once": terms.fee_once_usd,
        "amount_read": min(1.0, (len(p.text.split()) / 40) + len(p.skills) / 6),
    }
    return {n: NOT_A_NUMBER if values[n] is None else float(values[n] or 0.0) for n in NUMBERS}


def _day(day: date | None) -> float | None:
    return float(day.toordinal()) if day else None


def offset_of_person(p: TalentProfile) -> float | None:
    """Hours ahead of UTC by the time zone, or else by the place."""
    stated = utc_offset(p.timezone)
    return offset_of(p.location) if stated is None and p.location else stated


def utc_offset(zone: str | None) -> float | None:
    """Hours ahead of UTC in winter; None for a zone that is not known."""
    try:
        offset = ZoneInfo(zone or "?").utcoffset(datetime(2026, 1, 15))  # noqa: DTZ001
    except (KeyError, ValueError, OSError):
        return None
    return offset.total_seconds() / 3600 if offset is not None else None


def reputation(p: TalentProfile) -> float | None:
    """Performance elsewhere, 0 to 1, shrunk toward the mean of all where there are few reviews."""
    parts = []
    if p.rating is not None:
        shrunk = (p.rating * p.ratings_count + RATING_MEAN * RATING_WORTH) / (
            p.ratings_count + RATING_WORTH
        )
        parts.append(max(0.0, (shrunk - 3.0) / 2.0))
    worth = p.ratings_count / (p.ratings_count + RATING_WORTH)
    shares = [one for one in (p.on_time_rate, p.on_budget_rate) if one is not None]
    parts += [worth * share + (1 - worth) * 0.7 for share in shares]
    return sum(parts) / len(parts) if parts else None


def history(p: TalentProfile) -> float | None:
    """How earlier work with us went, 0 to 1, shrunk toward the mean where there was little."""
    if not p.engagements:
        return None
    marks = [_mark(one.rating, one.on_time, one.on_budget, one.rehired) for one in p.engagements]
    return (sum(marks) + HISTORY_MEAN * HISTORY_WORTH) / (len(marks) + HISTORY_WORTH)


def _mark(rating: float | None, *facts: bool | None) -> float:
    base = HISTORY_MEAN if rating is None else rating / 5
    stated = [float(fact) for fact in facts if fact is not None]
    return (base * 2 + sum(stated)) / (2 + len(stated))


def responsiveness(p: TalentProfile) -> float | None:
    """Response rate and time, 0 to 1."""
    quick = None if p.response_hours is None else 1 / (1 + p.response_hours / 12)
    parts = [one for one in (p.response_rate, quick) if one is not None]
    return sum(parts) / len(parts) if parts else None


def language_name(said: str) -> str:
    """A language without its level: "German (native)" is `german`."""
    plain = said.lower().split("(")[0].split(":")[0].split(" - ")[0].strip()
    return plain.removeprefix("native ").removeprefix("fluent ").strip()
