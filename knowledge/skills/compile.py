"""Makes the shipped taxonomy and its vectors: `python -m knowledge.skills.compile SOURCE`.

The source has the columns id, name, aliases (`|` between), taxonomy, original_id. What the UK and
Open Skills Network lists call aliases are their parent headings, so those are left out; names of
O*NET tools gain the short forms people say ("Adobe Photoshop" is also "Photoshop").
"""

import csv
import gzip
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.embedding import unit_rows
from knowledge.skills.words import normal

if TYPE_CHECKING:
    import numpy as np

DATA = Path(__file__).parent / "data"
KEPT, SCALE = 128, 220.0
VENDORS = (
    *("Adobe", "Apple", "Google", "Apache", "Amazon", "Oracle", "Atlassian", "Autodesk", "IBM"),
    *("Microsoft", "SAP", "Intuit", "The MathWorks", "StataCorp", "Corel", "Cisco"),
    "Salesforce.com",
)
ACRONYM = re.compile(r"^(?P<words>.{6,}?)\s+\(?(?P<short>[A-Z][A-Z0-9&/-]{1,6})\)?$")


def short_forms(name: str) -> Iterator[str]:
    """What people say for the full name of a tool."""
    bare = name.removesuffix(" software")
    if bare != name:
        yield bare
    if match := ACRONYM.match(bare):
        yield match["words"]
        yield match["short"]
    for vendor in VENDORS:
        prefix = f"{vendor} "
        if bare.startswith(prefix) and len(bare) > len(prefix) + 3:
            yield bare[len(prefix) :]


def forms_of(row: dict[str, str]) -> list[str]:
    """Every surface form of a row, as compared; the name first."""
    written = [row["name"]]
    if row["taxonomy"] == "ESCO":
        written += row["aliases"].split("|")
    if row["taxonomy"] == "ONET_TECH":
        written += short_forms(row["name"])
    return list(dict.fromkeys(filter(None, map(normal, written))))


def lines(source: Path) -> Iterator[str]:
    """One line a concept: id, name, source, forms; short forms that two tools share are dropped."""
    with source.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    forms = [forms_of(row) for row in rows]
    claimed = Counter(form for listed in forms for form in set(listed))
    names = {normal(row["name"]) for row in rows}
    for row, listed in zip(rows, forms, strict=True):
        kept = listed[:1] + [f for f in listed[1:] if _is_kept(f, row, claimed, names)]
        name = " ".join(row["name"].split())
        yield "\t".join((row["id"].removeprefix("SKILL_"), name, row["taxonomy"], "|".join(kept)))


def _is_kept(form: str, row: dict[str, str], claimed: Counter[str], names: set[str]) -> bool:
    return row["taxonomy"] != "ONET_TECH" or (claimed[form] == 1 and form not in names)


def write_taxonomy(source: Path) -> None:
    """Write the names and aliases."""
    text = "\n".join(lines(source)) + "\n"
    with gzip.GzipFile(DATA / "taxonomy.tsv.gz", "wb", compresslevel=9, mtime=0) as file:
        file.write(text.encode())


def write_vectors(embed: Callable[[Sequence[str]], Any]) -> None:
    """Write a vector for every name, and for the mean of all forms where there are several.

    They are turned onto their 128 main directions and kept as bytes: 4 MB where all forms
    in full would take 150, at a loss of half a point of accuracy. The directions stay as they
    are once shipped, since everything that was ever stored is turned onto them.
    """
    import numpy as np

    from knowledge.skills.taxonomy import Taxonomy

    concepts = Taxonomy.load().concepts
    names = embed([concept.name for concept in concepts])
    means = np.stack([_mean(names[i], embed(one.forms[1:])) for i, one in enumerate(concepts)])
    basis = _basis(means)
    several = np.array([i for i, one in enumerate(concepts) if len(one.forms) > 1], np.int32)
    np.savez_compressed(
        DATA / "vectors.npz",
        basis=basis,
        names=as_bytes(names @ basis.astype(np.float32)),
        several=several,
        means=as_bytes(means[several] @ basis.astype(np.float32)),
    )


def write_told(embed: Callable[[Sequence[str]], Any]) -> None:
    """Write the vectors of what people say for skills, in the shape that rankings compare."""
    import numpy as np

    from knowledge.skills.told import phrases

    ids, texts = zip(*phrases(), strict=True)
    with np.load(DATA / "vectors.npz") as file:
        basis = file["basis"].astype(np.float32)
    np.savez_compressed(
        DATA / "told.npz", ids=np.array(ids), vectors=as_bytes(embed(list(texts)) @ basis)
    )


def _basis(means: "np.ndarray") -> "np.ndarray":
    import numpy as np

    shipped = DATA / "vectors.npz"
    if shipped.is_file():
        with np.load(shipped) as file:
            kept: np.ndarray = file["basis"]
        return kept
    directions = np.linalg.svd(means - means.mean(0), full_matrices=False)[2]
    found: np.ndarray = directions[:KEPT].T.astype(np.float16)
    return found


def _mean(name: "np.ndarray", others: "np.ndarray") -> "np.ndarray":
    import numpy as np

    mean = np.vstack([name[None], others]).mean(0)
    unit: np.ndarray = mean / np.linalg.norm(mean)
    return unit


def as_bytes(rows: "np.ndarray") -> "np.ndarray":
    """Rows of length one as bytes; the length is restored when they are read."""
    import numpy as np

    stored: np.ndarray = np.clip(np.rint(unit_rows(rows) * SCALE), -127, 127).astype(np.int8)
    return stored


def main(source: str) -> None:
    """Write all of it beside the other data files."""
    from knowledge.embedding import Embedder

    embed = Embedder()
    write_taxonomy(Path(source))
    write_vectors(embed)
    write_told(embed)


if __name__ == "__main__":
    main(sys.argv[1])
