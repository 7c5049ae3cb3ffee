"""A slip put right in the same breath: "4k, sorry, 5k", "start 12 January, no, the 19th"."""

import re
from functools import cache

from assistant.offline.language import compiled, lexicon, put_in
from assistant.offline.understanding.text.passage import Passage

NEW = "new_"


def put_right(passage: Passage) -> Passage:
    """The passage with the second thought in place of the first, as if it had been said at once."""
    for form in _forms():
        while match := form.search(passage.counted):
            start, end = match.span()
            said = _at_once(match)
            texts = (one[:start] + said + one[end:] for one in (passage.text, passage.counted))
            passage = Passage(*texts)
    return passage


def _at_once(match: re.Match[str]) -> str:
    """The first of two measures, each part of it as it was said last.

    "Six weeks, no, eight" says a number anew and no unit: "8 weeks".
    """
    named = match.re.groupindex
    firsts = [name for name in named if not name.startswith(NEW)]
    said = [NEW + one if match.groupdict().get(NEW + one) is not None else one for one in firsts]
    return "".join(match[one] or "" for one in said)


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    """Two measures of a kind with words between them that put the first one right."""
    words = lexicon("put_right")
    kinds = words["kinds"]
    anew = [first + words["anew"] + second for first, second in kinds.values()]
    instead = [r"\bnot\s+" + words["instead"].join(kinds[kind]) for kind in words["denied"]]
    objects = words["surely"].join(words["objects"])
    return tuple(
        compiled(_filled(form)) for form in (*instead, *words["backwards"], *anew, objects)
    )


def _filled(form: str) -> str:
    """A form with its words put in, and those that these name in turn."""
    words = {name: said for name, said in lexicon("put_right").items() if isinstance(said, str)}
    while (filled := put_in(form, words)) != form:
        form = filled
    return form
