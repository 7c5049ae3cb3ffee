"""Making columns out of profiles: what is read, shrunk, normalised and embedded on the way."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from os import getpid
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.talent import TalentProfile
from tools.matching.blinding import SENTENCE, blind
from tools.matching.columns import NUMBERS, Columns, Embed, Keyed, Records
from tools.matching.exact import as_bytes, turned
from tools.matching.joining import csr, keyed
from tools.matching.lexicon import WIDTH, bag
from tools.matching.meanings import Meanings, ends_of, split_vectors
from tools.matching.measures import language_name, numbers_of
from tools.matching.packing import READER, Facts, unpack
from tools.matching.reading import Reading, read_profile
from tools.matching.stance import apartness, doubts, is_distant
from tools.matching.units import units_of

if TYPE_CHECKING:
    import numpy as np

EMBEDDED_WORDS, MOST_ROLE = 110, 14
MEANINGS = ("texts", "units", "units held")
"""The arrays that a large pool leaves in the database."""


def build_pool(
    profiles: Sequence[TalentProfile],
    embed: Embed | None,
    today: date,
    *,
    vectors: Sequence[bytes] | None = None,
) -> Columns:
    """Columns over the profiles as read on a day; vectors are computed unless they are given."""
    if vectors is None:
        vectors = profile_vectors(profiles, embed)
    order = sorted(range(len(profiles)), key=lambda place: profiles[place].id)
    told = [(profiles[place], read_profile(profiles[place], today)) for place in order]
    kept = [judged(read, vectors[place]) for place, (_, read) in zip(order, told, strict=True)]
    by_id = {one.id: (one, read) for one, read in told}
    pool = pool_of(
        [one.id for one, _ in told],
        [one.source for one, _ in told],
        arrays_of([facts_of(*both).packed() for both in told], kept),
        Records(lambda ids: [by_id[one] for one in ids]),
        embed,
    )
    return pool.through(pool.records, fingerprint(profiles))


def arrays_of(packed: Sequence[bytes], vectors: Sequence[bytes]) -> dict[str, "np.ndarray"]:
    """Stored rows as arrays: packed facts, and vectors as bytes."""
    import numpy as np

    arrays = unpack(packed)
    count = int(arrays.pop("vectors").sum())
    roles, meanings = split_vectors(vectors, sum(map(len, vectors)) // count if count else 1)
    held = np.diff(meanings.unit_ends)
    said = zip(MEANINGS, (meanings.texts, meanings.units, held), strict=True)
    return arrays | {"role vectors": roles} | dict(said)


def pool_of(
    ids: list[str],
    sources: Sequence[str],
    arrays: dict[str, "np.ndarray"],
    records: Records,
    embed: Embed | None = None,
) -> Columns:
    """Columns over rows in their order; the arrays are taken out as they are used.

    Without the arrays named in MEANINGS the columns fetch them from the records.
    """
    import numpy as np

    names, codes = np.unique(np.array(sources, object).astype(str), return_inverse=True)
    roles = np.unique(arrays.pop("role"), return_index=True, return_inverse=True)
    numbers = arrays.pop("numbers")
    terms = (arrays.pop("uses"), arrays.pop("terms"), ends_of(arrays.pop("terms held")))

    def named(part: str, marks: "np.ndarray | None" = None) -> Keyed:
        values = arrays.pop(part)
        ones = np.ones(len(values), np.float32)
        return keyed(values, arrays.pop(f"{part} held"), ones if marks is None else marks)

    return Columns(
        ids=ids,
        source_codes=codes.astype(np.int16),
        source_names=tuple(map(str, names)),
        person_keys=arrays.pop("person"),
        numbers={name: np.ascontiguousarray(numbers[:, n]) for n, name in enumerate(NUMBERS)},
        skills=named("skills", arrays.pop("credit")),
        denied=named("denied"),
        languages=named("languages"),
        terms=csr(*terms, WIDTH),
        role_keys=roles[0],
        role_of=roles[2].astype(np.int32),
        role_vectors=arrays.pop("role vectors")[roles[1]],
        meanings=_meanings(arrays),
        records=records,
        embed=embed,
    )


def _meanings(arrays: dict[str, "np.ndarray"]) -> Meanings | None:
    if not arrays.keys() >= set(MEANINGS):
        return None
    texts, units, held = (arrays.pop(name) for name in MEANINGS)
    return Meanings(texts, units, ends_of(held))


def judged(reading: Reading, vectors: bytes) -> bytes:
    """Note how surely a profile's sentences speak of no own work; the vectors of those that may."""
    import numpy as np

    rows = np.frombuffer(vectors, np.int8).reshape(2 + len(reading.units), -1)
    told = [n for n, one in enumerate(reading.units) if not one.field.startswith("skills")]
    reading.others_trade = max(reading.others_trade, apartness(rows[[0, *(n + 2 for n in told)]]))
    doubted = doubts(rows[2:])
    kept = [
        n
        for n, one in enumerate(reading.units)
        if n not in told or not (doubted[n] or is_distant(one.quote))
    ]
    reading.units = [reading.units[n] for n in kept]
    return rows[[0, 1, *(n + 2 for n in kept)]].tobytes()


def facts_of(profile: TalentProfile, reading: Reading) -> Facts:
    """What the ranking compares of a profile."""
    return Facts(
        person=person_key(profile),
        role=role_of(profile),
        numbers=numbers_of(profile, reading),
        credit=reading.credit,
        denied=list(reading.denied),
        terms=bag(blind(_all_words(profile), profile)),
        languages=sorted({language_name(one) for one in profile.languages}),
        vectors=2 + len(reading.units),
    )


def profile_vectors(profiles: Sequence[TalentProfile], embed: Embed | None) -> list[bytes]:
    """Rows of bytes a profile: what it works as, its skills and first words, then its units."""
    texts = [[role_of(p), embedded_text(p), *_unit_texts(p)] for p in profiles]
    distinct = list(dict.fromkeys(text for row in texts for text in row))
    places = {text: place for place, text in enumerate(distinct)}
    vectors = as_bytes(_embedded(embed, distinct))
    return [vectors[[places[text] for text in row]].tobytes() for row in texts]


def _unit_texts(profile: TalentProfile) -> list[str]:
    return [blind(one.quote, profile) for one in units_of(profile)]


def role_of(profile: TalentProfile) -> str:
    """What somebody works as: the headline, or how the text begins, or the first skills."""
    begins = " ".join(SENTENCE.split(profile.text)[0].split()[:MOST_ROLE])
    listed = ", ".join(one.name for one in profile.skills[:3])
    return blind(profile.headline or begins or listed, profile)


def remembered_vectors(
    profiles: Sequence[TalentProfile], embed: Embed, folder: Path
) -> list[bytes]:
    """The same vectors, kept in the folder, so that a file that comes again is embedded once."""
    import numpy as np

    path = folder / f"profiles-{READER}-{fingerprint(profiles)[:32]}.npz"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        rows = profile_vectors(profiles, embed)
        half = path.with_suffix(f".{getpid()}.npz")
        flat = np.frombuffer(b"".join(rows), np.int8)
        np.savez(half, flat=flat, ends=np.cumsum([len(row) for row in rows]))
        half.replace(path)
    with np.load(path) as kept:
        return [part.tobytes() for part in np.split(kept["flat"], kept["ends"])[:-1]]


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

    if embed is None or not texts:
        return np.zeros((len(texts), 1), np.float32)
    return turned(embed(texts))


def _all_words(profile: TalentProfile) -> str:
    skills = ", ".join(one.name for one in profile.skills)
    work = ". ".join(f"{one.title}. {one.summary}" for one in profile.work)
    return f"{profile.headline}. {skills}. {profile.text}. {work}"
