"""Words for one message that changed several requests: each under its name."""

from collections.abc import Sequence

from assistant.offline.part_by_part import Part, of_part
from assistant.offline.turn import TURNING, Result, Turn
from assistant.offline.wording.changed import told_of
from assistant.offline.wording.speech import listed, phrase


def parts_words(turn: Turn, parts: Sequence[Part]) -> list[str]:
    """What one message changed in each of several requests, under the name of each."""
    told = []
    for part, result in zip(parts, _by_part(turn.results), strict=False):
        said = (result.args.get("fields") or {}) if result and not result.error else {}
        here = of_part(turn, part)
        changed = [one for name in said for one in told_of(here, name, said[name])]
        refused = str(result.error) if result and result.error else ""
        words = refused or (f"{listed(changed)}." if changed else phrase("kept", turn.seed))
        told.append(f"**{part.title[:1].upper()}{part.title[1:]}**: {words}")
    return told


def _by_part(results: Sequence[Result]) -> list[Result | None]:
    """What came of each part: what was written after turning to its request, or why not."""
    found: list[Result | None] = []
    for result in results:
        if result.name == TURNING and not result.error:
            found.append(None)
        else:
            found[-1:] = [result]
    return found
