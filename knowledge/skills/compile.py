"""Makes the shipped taxonomy out of the source table: `python -m knowledge.skills.compile SOURCE`.

The source has the columns id, name, aliases (`|` between), taxonomy, original_id. What the UK and
Open Skills Network lists call aliases are their parent headings, so those are left out; names of
O*NET tools gain the short forms people say ("Adobe Photoshop" is also "Photoshop").
"""

import csv
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from knowledge.skills.words import normal

DATA = Path(__file__).parent / "data"
VENDORS = ["Adobe", "Apple", "Google", "Apache", "Amazon", "Oracle", "Atlassian", "Autodesk", "Microsoft", "IBM", "SAP", "Intuit", "The_MathWorks", "StataCorp", "Corel", "Cisco", "Salesforce.com"]
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
        prefix = vendor.replace("_", " ") + " "
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


def main(source: str) -> None:
    """Write the compiled taxonomy beside the other data files."""
    text = "\n".join(lines(Path(source))) + "\n"
    with gzip.GzipFile(DATA / "taxonomy.tsv.gz", "wb", compresslevel=9, mtime=0) as file:
        file.write(text.encode())


if __name__ == "__main__":
    main(sys.argv[1])
