"""What the ranking compares of a profile, packed into words of eight bytes.

A store keeps the packed bytes beside the profile, so that a pool becomes columns without reading
a single text again: a head, the numbers, then the skills, denials, words and languages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from tools.matching.columns import NUMBERS

if TYPE_CHECKING:
    import numpy as np

READER = "4"
"""Changes with whatever reads or packs a profile: what an older one packed is read anew."""
HEAD, COUNT_BITS = 6, 8
RARELY_MORE = (1 << COUNT_BITS) - 1


@dataclass(frozen=True)
class Facts:
    """What is compared of one profile; `role` and `person` say which share them."""

    person: str
    role: str
    numbers: Mapping[str, float]
    credit: Mapping[str, float]
    denied: Sequence[str]
    terms: Mapping[int, int]
    languages: Sequence[str]

    def packed(self) -> bytes:
        """The facts as bytes; the same facts, the same bytes."""
        import numpy as np

        skills = sorted((number_of(key), value) for key, value in self.credit.items())
        denied = sorted(map(number_of, self.denied))
        languages = sorted(map(number_of, self.languages))
        terms = [
            column << COUNT_BITS | min(n, RARELY_MORE) for column, n in sorted(self.terms.items())
        ]
        head = [number_of(self.person), number_of(self.role)]
        head += [len(part) for part in (skills, denied, terms, languages)]
        words = np.array(head + [key for key, _ in skills] + denied + terms + languages, np.uint64)
        numbers = [self.numbers[name] for name in NUMBERS] + [value for _, value in skills]
        floats = np.array(numbers, np.float64).view(np.uint64)
        return np.concatenate([words[:HEAD], floats, words[HEAD:]]).tobytes()


@dataclass(frozen=True)
class Unpacked:
    """The facts of many profiles, each part in one array, with how much of it each row has."""

    persons: "np.ndarray"
    roles: "np.ndarray"
    numbers: "np.ndarray"
    skills: "Ragged"
    credit: "np.ndarray"
    denied: "Ragged"
    terms: "Ragged"
    term_counts: "np.ndarray"
    languages: "Ragged"


@dataclass(frozen=True)
class Ragged:
    """Rows of unequal length, one after the other."""

    values: "np.ndarray"
    lengths: "np.ndarray"


def unpack(rows: Sequence[bytes]) -> Unpacked:
    """The facts of all rows at once."""
    import numpy as np

    words = np.frombuffer(b"".join(rows), np.uint64)
    sizes = np.array([len(row) // 8 for row in rows], np.int64)
    at = sizes.cumsum() - sizes
    head = words[at[:, None] + np.arange(HEAD)]
    lengths = head[:, 2:].astype(np.int64)
    numbers = words[(at + HEAD)[:, None] + np.arange(len(NUMBERS))].view(np.float64)
    at = at + HEAD + len(NUMBERS)
    credit = _ragged(words, at, lengths[:, 0]).view(np.float64).astype(np.float32)
    at, parts = at + lengths[:, 0], []
    for held in lengths.T:
        parts.append(Ragged(_ragged(words, at, held), held))
        at = at + held
    skills, denied, terms, languages = parts
    counts = (terms.values & np.uint64(RARELY_MORE)).astype(np.float32)
    columns = Ragged((terms.values >> np.uint64(COUNT_BITS)).astype(np.int32), terms.lengths)
    return Unpacked(
        head[:, 0], head[:, 1], numbers, skills, credit, denied, columns, counts, languages
    )


def _ragged(words: "np.ndarray", starts: "np.ndarray", lengths: "np.ndarray") -> "np.ndarray":
    """From each start so many words, all in one array."""
    import numpy as np

    ends = lengths.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    found: np.ndarray = words[np.repeat(starts - (ends - lengths), lengths) + np.arange(total)]
    return found


@lru_cache(100_000)
def number_of(name: str) -> int:
    """A name as 64 bits; two of a million names share them in one of ten million pools."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")
