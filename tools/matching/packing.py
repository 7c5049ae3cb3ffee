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

READER = "8"
"""Changes with whatever reads or packs a profile: what an older one packed is read anew."""
HEAD, COUNT_BITS = 7, 8
PARTS = ("skills", "denied", "terms", "languages")
RARELY_MORE = (1 << COUNT_BITS) - 1


@dataclass(frozen=True)
class Facts:
    """What is compared of one profile, and how many vectors are stored beside it."""

    person: str
    role: str
    numbers: Mapping[str, float]
    credit: Mapping[str, float]
    denied: Sequence[str]
    terms: Mapping[int, int]
    languages: Sequence[str]
    vectors: int

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
        head.append(self.vectors)
        words = np.array(head + [key for key, _ in skills] + denied + terms + languages, np.uint64)
        numbers = [self.numbers[name] for name in NUMBERS] + [value for _, value in skills]
        floats = np.array(numbers, np.float64).view(np.uint64)
        return np.concatenate([words[:HEAD], floats, words[HEAD:]]).tobytes()


def unpack(rows: Sequence[bytes]) -> dict[str, "np.ndarray"]:
    """The facts of all rows at once: a part in one array, and how much of it each row has."""
    import numpy as np

    words = np.frombuffer(b"".join(rows), np.uint64)
    sizes = np.array([len(row) // 8 for row in rows], np.int64)
    at = sizes.cumsum() - sizes
    head = words[at[:, None] + np.arange(HEAD)]
    found = {name: head[:, place].copy() for place, name in enumerate(("person", "role"))}
    lengths = head[:, 2:].astype(np.int64)
    found["vectors"] = lengths[:, -1]
    found["numbers"] = words[(at + HEAD)[:, None] + np.arange(len(NUMBERS))].view(np.float64)
    at = at + HEAD + len(NUMBERS)
    found["credit"] = _ragged(words, at, lengths[:, 0]).view(np.float64).astype(np.float32)
    at = at + lengths[:, 0]
    for name, held in zip(PARTS, lengths.T, strict=False):
        found[name], found[f"{name} held"] = _ragged(words, at, held), held
        at = at + held
    terms = found.pop("terms")
    found["uses"] = (terms & np.uint64(RARELY_MORE)).astype(np.uint8)
    found["terms"] = (terms >> np.uint64(COUNT_BITS)).astype(np.int32)
    return found


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
