"""Which document a new one is likely another wording of, told by the sentences they share."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from knowledge.library.documents import Draft
from knowledge.library.words import words_of

SHARED, SHARED_UNDER_ONE_TITLE = 0.5, 0.2
SENTENCE_END = re.compile(r"[.!?:|]\s|\n")
FIGURE = re.compile(r"\d[\d.,]*")
SHORTEST = 3


def resembled(
    drafts: Sequence[Draft], known: Mapping[str, tuple[str, str]]
) -> list[tuple[str, Draft]]:
    """The document that each draft looks like, if any; `known` are titles and texts by document.

    Figures may differ. A draft that says what it replaces needs no such hint.
    """
    holders: dict[str, set[str]] = {}
    for document, (_, text) in known.items():
        for sentence in _sentences(text):
            holders.setdefault(sentence, set()).add(document)
    found = []
    for draft in (one for one in drafts if not one.supersedes):
        own = _sentences(draft.text)
        counts = Counter(name for sentence in own for name in holders.get(sentence, ()))
        for document, shared in counts.most_common(1):
            one_title = known[document][0].casefold() == draft.title.casefold()
            least = SHARED_UNDER_ONE_TITLE if one_title else SHARED
            if shared >= least * len(own):
                found.append((document, draft))
    return found


def _sentences(text: str) -> set[str]:
    """The words of the sentences, lines and cells of a text, figures alike, without short ones."""
    parts = (words_of(part) for part in SENTENCE_END.split(FIGURE.sub("0", text)))
    return {" ".join(words) for words in parts if len(words) >= SHORTEST}
