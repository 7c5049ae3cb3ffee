"""A number without a unit, in answer to how long it takes: "6", "6 or 7", "4000, 6"."""

import re
from functools import cache

from assistant.offline.language import compiled, lexicon
from assistant.offline.understanding.text.passage import Found, Passage, Scene

MOST_WEEKS, SURELY_WEEKS = 104, 26
"""The longest that a bare number tells; what is more is a rate, where money was asked for too."""
NUMBERS = ("low", "low2", "low3", "low4", "low5")
"""The length in each form of such an answer."""
COUNTED = ("hours_per_week", "headcount")
"""What else a small number answers, where it was asked for."""


def bare_length(passage: Passage, scene: Scene) -> list[Found]:
    """The weeks that a bare number tells, if the length of the work was asked for.

    Of two numbers the small one is the length, beside an amount.
    """
    unsure = {*COUNTED} & {*scene.asked} or scene.context == "shortlist_shown"
    match = (
        None if unsure or "duration_weeks" not in scene.asked else _form().search(passage.counted)
    )
    if match is None:
        return []
    name = next(name for name in NUMBERS if match[name])
    weeks = float((match["high"] or match[name]).replace(",", "."))
    start, end = match.start(name), match.end("high" if match["high"] else name)
    tidy = int(weeks) if weeks == int(weeks) else weeks
    most = SURELY_WEEKS if "budget" in scene.asked else MOST_WEEKS
    return [Found("duration_weeks", tidy, start, end, True)] if 0 < weeks <= most else []


@cache
def _form() -> re.Pattern[str]:
    words = lexicon("time")
    return compiled(
        words["bare_weeks"], {name: words[name] for name in ("led", "few", "sum", "tail")}
    )
