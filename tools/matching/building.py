"""Making columns out of profiles: what is read, shrunk, normalised and embedded on the way."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from os import getpid
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.talent import TalentProfile
from tools.matching.blinding import SENTENCE, blind
from tools.matching.columns import NUMBERS, Columns, Embed, Keyed, Profiles
from tools.matching.exact import as_bytes, turned
from tools.matching.joining import by_id, ends_of, keyed
from tools.matching.lexicon import WIDTH, bag
from tools.matching.measures import language_name, numbers_of
from tools.matching.packing import READER, Facts, unpack
from tools.matching.reading import Reading, read_profile
from tools.matching.stance import apartness, doubts, is_distant
from tools.matching.units import units_of

if TYPE_CHECKING:
    import numpy as np

EMBEDDED_WORDS, MOST_ROLE = 110, 14
RARE_WORD = 0.6


def build_pool(
    profiles: Sequence[TalentProfile],
    embed: Embed | None,
    *,
    vectors: Sequence[bytes] | None = None,
) -> Columns:
    """Columns over the profiles; vectors are computed unless they are given."""
    read = [read_profile(p) for p in profiles]
    places = {p.id: place for place, p in enumerate(profiles)}
    if vectors is None:
        vectors = profile_vectors(profiles, embed)
    vectors = [judged(reading, stored) for reading, stored in zip(read, vectors, strict=True)]
    packed = [facts_of(p, r).packed() for p, r in zip(profiles, read, strict=True)]
    pool = pool_of(
        [p.id for p in profiles],
        [p.source for p in profiles],
        arrays_of(packed, vectors),
        lambda ids: [(profiles[places[one]], read[places[one]]) for one in ids],
        embed,
    )
    return by_id(pool).through(pool.profiles, fingerprint(profiles))


def arrays_of(packed: Sequence[bytes], vectors: Sequence[bytes]) -> dict[str, "np.ndarray"]:
    """Stored rows as arrays: packed facts, and vectors as bytes."""
    import numpy as np

    arrays = unpack(packed)
    counts = arrays.pop("vectors")
    flat = np.frombuffer(b"".join(vectors), np.int8)
    flat = flat.reshape(int(counts.sum()), -1) if len(flat) else np.zeros((0, 1), np.int8)
    first = counts.cumsum() - counts
    units = np.ones(len(flat), bool)
    units[first], units[first + 1] = False, False
    return arrays | {
        "role vectors": flat[first],
        "text vectors": flat[first + 1],
        "units": flat[units],
        "units held": counts - 2,
    }


def pool_of(
    ids: list[str],
    sources: Sequence[str],
    arrays: dict[str, "np.ndarray"],
    profiles: Profiles,
    embed: Embed | None = None,
) -> Columns:
    """Columns over rows in their order; the arrays are taken out as they are used."""
    import numpy as np
    from scipy.sparse import csr_matrix

    names, codes = np.unique(np.array(sources, object).astype(str), return_inverse=True)
    roles = np.unique(arrays.pop("role"), return_index=True, return_inverse=True)
    numbers, uses = arrays.pop("numbers"), arrays.pop("uses").astype(np.float32)
    uses /= uses + np.float32(RARE_WORD)
    terms = (uses, arrays.pop("terms"), ends_of(arrays.pop("terms held")))

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
        terms=csr_matrix(terms, shape=(len(ids), WIDTH)),
        role_keys=roles[0],
        role_of=roles[2].astype(np.int32),
        role_vectors=arrays.pop("role vectors")[roles[1]],
        text_vectors=arrays.pop("text vectors"),
        units=arrays.pop("units"),
        unit_ends=ends_of(arrays.pop("units held")),
        profiles=profiles,
        embed=embed,
    )


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
