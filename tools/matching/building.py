"""Making columns out of profiles: what is read, shrunk, normalised and embedded on the way."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from os import getpid
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from knowledge.talent import TalentProfile, source_terms
from tools.matching.blinding import blind
from tools.matching.columns import LANGUAGE_BITS, NUMBERS, Columns, Embed
from tools.matching.lexicon import WIDTH, bag
from tools.matching.money import hourly_usd
from tools.matching.reading import Reading, read_profile

if TYPE_CHECKING:
    import numpy as np

# A mean and how many reviews it is worth: few reviews move a profile little (R36).
RATING_MEAN, RATING_WORTH = 4.4, 8.0
HISTORY_MEAN, HISTORY_WORTH = 0.6, 2.0
EMBEDDED_WORDS = 28
NOT_A_NUMBER = float("nan")


def build_pool(
    profiles: Sequence[TalentProfile],
    embed: Embed | None,
    *,
    readings: Sequence[Reading] | None = None,
    vectors: "np.ndarray | None" = None,
) -> Columns:
    """Columns over the profiles; readings and text vectors are computed unless they are given."""
    import numpy as np

    read = list(readings) if readings is not None else [read_profile(p) for p in profiles]
    headlines = [blind(p.headline, p) for p in profiles]
    roles = list(dict.fromkeys(headlines))
    places = {role: place for place, role in enumerate(roles)}
    source_names = tuple(sorted({p.source for p in profiles}))
    persons = {key: n for n, key in enumerate(dict.fromkeys(map(person_key, profiles)))}
    skill_columns = {k: n for n, k in enumerate(sorted({s for r in read for s in r.credit}))}
    if vectors is None:
        vectors = profile_vectors(profiles, embed)
    first = {role: row for row, role in reversed(list(enumerate(headlines)))}
    half = vectors.shape[1] // 2
    languages, speaks = _languages(profiles)
    return Columns(
        ids=[p.id for p in profiles],
        sources=np.array([source_names.index(p.source) for p in profiles], np.int16),
        source_names=source_names,
        persons=np.array([persons[person_key(p)] for p in profiles], np.int32),
        skills=_matrix([r.credit.items() for r in read], skill_columns, len(read)),
        skill_columns=skill_columns,
        denied=_matrix(
            [dict.fromkeys(r.denied, 1.0).items() for r in read], skill_columns, len(read)
        ),
        terms=_terms(profiles),
        numbers=_numbers(profiles, read),
        languages=languages,
        speaks=speaks,
        role_of=np.array([places[one] for one in headlines], np.int32),
        role_vectors=np.ascontiguousarray(vectors[[first[role] for role in roles], :half]),
        text_vectors=np.ascontiguousarray(vectors[:, half:]),
        profiles=lambda row: (profiles[row], read[row]),
        pool_id=fingerprint(profiles),
        embed=embed,
    )


def profile_vectors(profiles: Sequence[TalentProfile], embed: Embed | None) -> "np.ndarray":
    """A row a profile: the vector of its headline, then that of its skills and first words."""
    import numpy as np

    headlines = [blind(p.headline, p) for p in profiles]
    distinct = list(dict.fromkeys([*headlines, *map(embedded_text, profiles)]))
    places = {text: place for place, text in enumerate(distinct)}
    vectors = _embedded(embed, distinct)
    roles = vectors[[places[text] for text in headlines]]
    return np.hstack([roles, vectors[[places[embedded_text(p)] for p in profiles]]])


def remembered_vectors(
    profiles: Sequence[TalentProfile], embed: Embed, folder: Path
) -> "np.ndarray":
    """The same vectors, kept in the folder, so that a file that comes again is embedded once."""
    import numpy as np

    path = folder / f"pool-{fingerprint(profiles)[:32]}.npy"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{getpid()}.npy")
        np.save(half, profile_vectors(profiles, embed))
        half.replace(path)
    vectors: np.ndarray = np.load(path)
    return vectors


def embedded_text(profile: TalentProfile) -> str:
    """What of a profile is embedded: the headline, the skills, the first words of the text."""
    skills = ", ".join(one.name for one in profile.skills[:12])
    text = blind(profile.text, profile) or " ".join(one.title for one in profile.work[:3])
    return " ".join(
        f"{blind(profile.headline, profile)}. {skills}. {text}".split()[:EMBEDDED_WORDS]
    )


def person_key(profile: TalentProfile) -> str:
    """Who a profile is: the same on two platforms where both say so, else the profile alone."""
    return profile.person or f"{profile.source}:{profile.id}"


def fingerprint(profiles: Iterable[TalentProfile]) -> str:
    """A digest of a pool: the same profiles in the same order, the same digest."""
    digest = sha256()
    for profile in profiles:
        digest.update(profile.model_dump_json().encode())
    return digest.hexdigest()


def _embedded(embed: Embed | None, texts: Sequence[str]) -> "np.ndarray":
    import numpy as np

    if embed is None:
        return np.zeros((len(texts), 1), np.float32)
    rows: np.ndarray = embed(texts)
    return rows


def _matrix(rows: Sequence[Iterable[tuple[str, float]]], columns: dict[str, int], n: int) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    cells = [(row, columns[k], v) for row, held in enumerate(rows) for k, v in held if k in columns]
    values = np.array([c[2] for c in cells], np.float32)
    places = ([c[0] for c in cells], [c[1] for c in cells])
    return csr_matrix((values, places), shape=(n, max(1, len(columns))))


def _terms(profiles: Sequence[TalentProfile]) -> Any:
    import numpy as np
    from scipy.sparse import csr_matrix

    ends, columns, values = [0], [], []
    for profile in profiles:
        for column, count in sorted(bag(blind(_all_words(profile), profile)).items()):
            columns.append(column)
            values.append(count / (count + 0.6))
        ends.append(len(columns))
    parts = (np.array(values, np.float32), np.array(columns, np.int32), np.array(ends, np.int32))
    return csr_matrix(parts, shape=(len(profiles), WIDTH))


def _all_words(profile: TalentProfile) -> str:
    skills = ", ".join(one.name for one in profile.skills)
    work = ". ".join(f"{one.title}. {one.summary}" for one in profile.work)
    return f"{profile.headline}. {skills}. {profile.text}. {work}"


def _numbers(profiles: Sequence[TalentProfile], read: Sequence[Reading]) -> dict[str, "np.ndarray"]:
    import numpy as np

    rows = [_row(profile, reading) for profile, reading in zip(profiles, read, strict=True)]
    table = np.array(rows, np.float64).reshape(len(rows), len(NUMBERS))
    return {name: np.ascontiguousarray(table[:, i]) for i, name in enumerate(NUMBERS)}


def _row(p: TalentProfile, reading: Reading) -> tuple[float, ...]:
    terms = source_terms(p.source, p.vendor)
    values = {
        "hourly_usd": hourly_usd(p.rate),
        "available": _day(p.available_from),
        "hours_per_week": p.hours_per_week,
        "level": reading.level,
        "years": reading.years,
        "utc_offset": utc_offset(p.timezone),
        "reputation": reputation(p),
        "reviews": p.ratings_count,
        "response": responsiveness(p),
        "history": history(p),
        "engagements": len(p.engagements),
        "screening": min(len(p.screening), 4) / 4 if p.screening else None,
        "flags": float(p.status == "do_not_engage"),
        "expires": p.expires_at.timestamp() if p.expires_at else None,
        "others_trade": float(reading.others_trade),
        "fee_share": terms.fee_share,
        "fee_once": terms.fee_once_usd,
        "amount_read": min(1.0, (len(p.text.split()) / 40) + len(p.skills) / 6),
    }
    return tuple(NOT_A_NUMBER if values[n] is None else float(values[n] or 0.0) for n in NUMBERS)


def _day(day: date | None) -> float | None:
    return float(day.toordinal()) if day else None


def utc_offset(zone: str | None, at: datetime | None = None) -> float | None:
    """Hours ahead of UTC in winter; None for a zone that is not known."""
    try:
        offset = ZoneInfo(zone or "?").utcoffset(at or datetime(2026, 1, 15))  # noqa: DTZ001
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


def _languages(profiles: Sequence[TalentProfile]) -> tuple[dict[str, int], "np.ndarray"]:
    """The languages spoken, each with its bit, and the bits of every row; the rarest have none."""
    import numpy as np

    spoken = [[language_name(one) for one in p.languages] for p in profiles]
    counted = Counter(name for row in spoken for name in row)
    bits = {name: bit for bit, (name, _) in enumerate(counted.most_common(LANGUAGE_BITS))}
    masks = [sum({1 << bits[name] for name in row if name in bits}) for row in spoken]
    return bits, np.array(masks, np.uint64)


def language_name(said: str) -> str:
    """A language without its level: "German (native)" is `german`."""
    plain = said.lower().split("(")[0].split(":")[0].split(" - ")[0].strip()
    return plain.removeprefix("native ").removeprefix("fluent ").strip()
