"""When each wording of one document applies: what was recorded last has the last word.

A wording holds from its own first day until the next one begins. Three things end that: a
correction, which takes the place of the same version on all its days; a draft of the version in
force, which takes it back; and an earlier version that is recorded again, which goes on from the
day it was recorded. A planned version that was taken back in one of these ways never begins. An
earlier version that was not known before is history, and ends nothing.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.library.rights import ALWAYS, NEVER, day_number
from knowledge.records.policies import PolicyEdition


@dataclass(frozen=True)
class Wording:
    """One wording with the day it begins by what it says, and the day it was recorded.

    `again` says whether its version had been recorded before.
    """

    row: PolicyEdition
    start: int
    recorded: int
    again: bool

    @property
    def end(self) -> int:
        """The last day on which it applies by what it says."""
        return day_number(self.row.effective_until, NEVER)


Claim = tuple[int, int, PolicyEdition | None]
"""A first day, the number of the row that says so, and the wording that holds from then on."""


def spans(
    rows: Sequence[PolicyEdition], removed_on: date | None
) -> Iterator[tuple[PolicyEdition, int, int]]:
    """The wordings of a document, in the order recorded, with the days on which each applies."""
    claims = _claims(_wordings(rows))
    last = NEVER if removed_on is None else day_before(day_number(removed_on, NEVER))
    for place, (start, _, row) in enumerate(claims):
        if row is None:
            continue
        end = min(day_number(row.effective_until, NEVER), last)
        if place + 1 < len(claims):
            end = min(end, day_before(claims[place + 1][0]))
        if start <= end:
            yield row, start, end


def recorded_day(row: PolicyEdition) -> int:
    """The day on which a wording came into the library."""
    return day_number(row.recorded_at.date(), ALWAYS)


def day_before(number: int) -> int:
    """The day before one, both as numbers."""
    if number <= ALWAYS:
        return ALWAYS - 1
    day = date(number // 10_000, number // 100 % 100, number % 100)
    return day_number(day - timedelta(days=1), ALWAYS)


def _wordings(rows: Sequence[PolicyEdition]) -> list[Wording]:
    """What no correction replaced; without a date, a correction begins when its version did."""
    began: dict[str, int] = {}
    versions: set[str] = set()
    found = []
    for row in rows:
        recorded = recorded_day(row)
        start = recorded
        if row.status != "draft":
            first = recorded if began else ALWAYS
            start = day_number(row.effective_from, began.get(row.version, first))
            # Without a version nothing says that two wordings are the same one.
            began.setdefault(row.version or f"row {row.id}", start)
        if row.replaced_at is None:
            found.append(Wording(row, start, recorded, row.version in versions))
        versions.add(row.version)
    return found


def _claims(wordings: Sequence[Wording]) -> list[Claim]:
    said = [one for one in wordings if one.row.status != "draft"]
    drafts = [one for one in wordings if one.row.status == "draft"]
    kept = [one for one in said if not any(_drops(other, one) for other in wordings)]
    claims: list[Claim] = [(one.start, one.row.id, one.row) for one in kept]
    claims += [(one.recorded, one.row.id, one.row) for one in kept if _goes_on(one, kept)]
    claims.sort(key=lambda claim: claim[:2])
    for draft in drafts:
        if any(one.row.id > draft.row.id and one.start <= draft.recorded for one in kept):
            continue
        at = (draft.recorded, draft.row.id)
        before = bisect_right(claims, at, key=lambda claim: claim[:2])
        held = claims[before - 1][2] if before else None
        if held is not None and held.version == draft.row.version:
            claims.insert(before, (*at, None))
    return claims


def _drops(later: Wording, one: Wording) -> bool:
    """Whether a wording never applies because of one that was recorded after it."""
    if later.row.id <= one.row.id:
        return False
    if later.row.status == "draft":
        return later.row.version == one.row.version and one.start >= later.recorded
    dated_anew = not later.row.version and not one.row.version and later.row.effective_from
    return _overtakes(later, one) and bool(dated_anew or later.recorded <= one.start)


def _goes_on(one: Wording, kept: Sequence[Wording]) -> bool:
    """Whether a wording was recorded again while one with a later beginning was in force."""
    later = (other for other in kept if other.row.id > one.row.id)
    if any(other.start <= one.recorded for other in later):
        return False
    return any(other.row.id < one.row.id and _overtakes(one, other) for other in kept)


def _overtakes(later: Wording, one: Wording) -> bool:
    """Whether what was recorded later is said to be in force though the other begins after it."""
    said = later.row.status == "in_force" and later.again
    still = later.end >= max(later.recorded, one.start)
    return said and still and later.start < one.start
