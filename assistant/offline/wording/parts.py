"""Words for one message that changed several requests: each under its name."""

import itertools
from collections.abc import Iterator, Sequence

from assistant.offline.requests.part_by_part import Part, of_part
from assistant.offline.turn import TURNING, Result, Turn
from assistant.offline.wording import supposed
from assistant.offline.wording.changed import told_of
from assistant.offline.wording.speech import listed, phrase


def changes_several(turn: Turn) -> bool:
    """Whether the turn went from one request to another, and wrote what was said there."""
    return sum(result.name == TURNING and not result.error for result in turn.results) > 1


def parts_words(turn: Turn, parts: Sequence[Part]) -> list[str]:
    """What one message changed in each of several requests, under the name of each.

    `parts` are its words for each, empty if the same was said of all.
    """
    here = [of_part(turn, part) for part in parts] or itertools.repeat(turn)
    told = [
        f"**{title[:1].upper()}{title[1:]}**: {_changed(there, result)}"
        for there, (title, result) in zip(here, _by_request(turn.results), strict=False)
    ]
    return [*told, *([supposed.offer(turn)] if turn.last("what_if") else [])]


def _changed(here: Turn, result: Result | None) -> str:
    """What a result wrote into its request or would change there, or why it did not."""
    if result is None:
        return phrase("kept", here.seed)
    if result.error:
        return result.error
    if result.name == "what_if":
        return supposed.would_be(here, result)
    said = result.args.get("fields") or {}
    return f"{listed([one for name in said for one in told_of(here, name, said[name])])}."


def _by_request(results: Sequence[Result]) -> Iterator[tuple[str, Result | None]]:
    """The role of each request that was turned to, with what was written there."""
    turned = [n for n, one in enumerate(results) if one.name == TURNING and not one.error]
    for start, end in zip(turned, [*turned[1:], len(results)], strict=True):
        record = results[start].data.get("record") or {}
        title = str((record.get("fields") or {}).get("role") or record.get("id") or "")
        yield title, next(iter(results[start + 1 : end]), None)
