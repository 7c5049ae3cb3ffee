"""Making columns out of profiles: what is read, shrunk, normalised and embedded on the way."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from os import getpid
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.talent import TalentProfile
from tools.matching.blinding import SENTENCE, blind
from tools.matching.columns import NUMBERS, Columns, Embed, Profiles
from tools.matching.exact import as_bytes
from tools.matching.joining import by_id, keyed
from tools.matching.lexicon import WIDTH, bag
from tools.matching.measures import language_name, numbers_of
from tools.matching.packing import Facts, unpack
from tools.matching.reading import Reading, read_profile

if TYPE_CHECKING:
    import numpy as np

EMBEDDED_WORDS, MOST_ROLE = 28, 14
RARE_WORD = 0.6


def build_pool(
    profiles: Sequence[TalentProfile],
    embed: Embed | None,
    *,
    vectors: "np.ndarray | None" = None,
) -> Columns:
    """Columns over the profiles; vectors are computed unless they are given."""
    read = [read_profile(p) for p in profiles]
    places = {p.id: place for place, p in enumerate(profiles)}
    packed = [facts_of(p, r).packed() for p, r in zip(profiles, read, strict=True)]
    if vectors is None:
        vectors = profile_vectors(profiles, embed)
    return by_id(
        pool_of(
            [p.id for p in profiles],
            [p.source for p in profiles],
            packed,
            vectors,
            lambda one: (profiles[places[one]], read[places[one]]),
            pool_id=fingerprint(profiles),
            embed=embed,
        )
    )


def pool_of(
    ids: list[str],
    sources: Sequence[str],
    packed: Sequence[bytes],
    vectors: "np.ndarray",
    profiles: Profiles,
    *,
    pool_id: str = "",
    embed: Embed | None = None,
) -> Columns:
    """Columns over stored rows, in their order: packed facts, and vectors as bytes."""
    import numpy as np
    from scipy.sparse import csr_matrix

    facts = unpack(packed)
    names, codes = np.unique(np.array(sources, object).astype(str), return_inverse=True)
    role_keys, first, role_of = np.unique(facts.roles, return_index=True, return_inverse=True)
    half = vectors.shape[1] // 2
    uses = facts.term_counts / (facts.term_counts + np.float32(RARE_WORD))
    ends = np.append(0, facts.terms.lengths.cumsum())
    return Columns(
        ids=ids,
        source_codes=codes.astype(np.int16),
        source_names=tuple(map(str, names)),
        person_keys=facts.persons,
        numbers={name: np.ascontiguousarray(facts.numbers[:, n]) for n, name in enumerate(NUMBERS)},
        skills=keyed(facts.skills.values, facts.skills.lengths, facts.credit),
        denied=keyed(facts.denied.values, facts.denied.lengths, _ones(facts.denied.values)),
        languages=keyed(
            facts.languages.values, facts.languages.lengths, _ones(facts.languages.values)
        ),
        terms=csr_matrix((uses, facts.terms.values, ends), shape=(len(ids), WIDTH)),
        role_keys=role_keys,
        role_of=role_of.astype(np.int32),
        role_vectors=np.ascontiguousarray(vectors[first, :half]),
        text_vectors=np.ascontiguousarray(vectors[:, half:]),
        profiles=profiles,
        pool_id=pool_id,
        embed=embed,
    )


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
    )


def profile_vectors(profiles: Sequence[TalentProfile], embed: Embed | None) -> "np.ndarray":
    """A row of bytes a profile: the headline's vector, then that of its skills and first words."""
    import numpy as np

    headlines = [role_of(p) for p in profiles]
    texts = [embedded_text(p) for p in profiles]
    distinct = list(dict.fromkeys([*headlines, *texts]))
    places = {text: place for place, text in enumerate(distinct)}
    vectors = as_bytes(_embedded(embed, distinct))
    roles = np.array([places[text] for text in headlines], np.int64)
    return np.hstack([vectors[roles], vectors[np.array([places[t] for t in texts], np.int64)]])


def role_of(profile: TalentProfile) -> str:
    """What somebody works as: the headline, or how the text begins, or the first skills."""
    begins = " ".join(SENTENCE.split(profile.text)[0].split()[:MOST_ROLE])
    listed = ", ".join(one.name for one in profile.skills[:3])
    return blind(profile.headline or begins or listed, profile)


def remembered_vectors(
    profiles: Sequence[TalentProfile], embed: Embed, folder: Path
) -> "np.ndarray":
    """The same vectors, kept in the folder, so that a file that comes again is embedded once."""
    import numpy as np

    path = folder / f"profiles-{fingerprint(profiles)[:32]}.npy"
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

    if embed is None or not texts:
        return np.zeros((len(texts), 1), np.float32)
    rows: np.ndarray = embed(texts)
    return rows


def _ones(like: "np.ndarray") -> "np.ndarray":
    import numpy as np

    return np.ones(len(like), np.float32)


def _all_words(profile: TalentProfile) -> str:
    skills = ", ".join(one.name for one in profile.skills)
    work = ". ".join(f"{one.title}. {one.summary}" for one in profile.work)
    return f"{profile.headline}. {skills}. {profile.text}. {work}"
