"""Which of the person's requests a text names: by id, role, what sets it apart, or place."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from assistant.offline.language import any_of, compiled, lexicon, pattern
from assistant.offline.turn import Turn
from knowledge.records.requests import CLOSED, EDITABLE

Row = Mapping[str, Any]
How = Literal["id", "role", "kind", "word", "place", "count"]
SHORTEST = 4
"""Shorter words do not tell one work from another."""
ALIKE = 5
"""Words that begin with so many of the same letters are of one kind: event help, event helper."""


@dataclass(frozen=True)
class Named:
    """Where a text names a request, from and to, and which ones it may be.

    `how` tells what names it: its id, the last word of its role, what sets it apart with "one" or
    "request" behind it, any other word of the role, its place among those opened together, or the
    role with how many are wanted. `definite` says that "the" or "my" stands before it, `owns` that
    an "'s" stands behind, and `apart` that no other one of this conversation has these words.
    """

    start: int
    end: int
    requests: tuple[Row, ...]
    how: How
    definite: bool = True
    owns: bool = False
    apart: bool = True

    @property
    def surely(self) -> bool:
        """Whether one of the requests must be meant, and not just any of that role."""
        return self.definite or self.how == "kind"


def linked(current: Row, mine: Sequence[Row]) -> list[Row]:
    """The open requests that were opened together with this one."""
    group = current.get("group")
    return [
        one
        for one in mine
        if group and one.get("group") == group
        if one["id"] != current["id"] and one.get("status") in EDITABLE
    ]


def opened_together(turn: Turn) -> list[Row]:
    """The open requests that were opened together with the one at hand."""
    return linked(turn.request, turn.mine)


def at_hand(turn: Turn) -> list[Row]:
    """The person's requests that are not closed, with the one at hand as its role is now."""
    mine = turn.mine
    here = turn.request
    others = [one for one in mine if one["id"] != here.get("id")]
    own = [{**here, "title": turn.fields.get("role") or ""} | _opened(here, mine)] if here else []
    return [*own, *(one for one in others if one.get("status") not in CLOSED)]


def _opened(here: Row, mine: Sequence[Row]) -> dict[str, Any]:
    row = next((one for one in mine if one["id"] == here["id"]), {})
    return {name: row[name] for name in ("opened_at", "group") if name in row}


def is_here(one: Row) -> bool:
    """Whether a request was begun in this conversation."""
    return bool(one.get("here", True))


def names(turn: Turn) -> list[Named]:
    """Every request that the message names, in its order."""
    sure = [*_by_id(turn), *_by_role(turn), *_by_place(turn), *_by_state(turn)]
    found = sorted(sure, key=lambda one: one.start)
    return [*_by_likeness(turn, found), *found] or _by_work(turn) or _of_none(turn)


def _by_id(turn: Turn) -> list[Named]:
    known = {str(one["id"]): one for one in (*turn.mine, turn.request) if one}
    return [
        Named(*match.span(), (known.get(match["id"].upper(), {"id": match["id"].upper()}),), "id",
              owns=bool(match["of"]))
        for match in pattern("naming", "by_id").finditer(turn.text)
    ]  # fmt: skip


def _by_role(turn: Turn) -> list[Named]:
    requests = at_hand(turn)
    short = lexicon("roles")["short"]
    titles = [words_of(str(one.get("title") or "")) for one in requests]
    own = [_in_full(words) for words in titles]
    known = {word for words in own for word in words}
    forms = known | {brief for brief, full in short.items() if known.issuperset(full.split())}
    if not forms:
        return []
    form = compiled(lexicon("naming")["its_own"], {"words": any_of(forms)})
    found = []
    for match in form.finditer(turn.text):
        said = {*_in_full(words_of(match["words"]))}
        meant = [(one, words) for one, words in zip(requests, own, strict=True) if said <= {*words}]
        counts = _counts(turn.text, match)
        another = not match["the"] and _begins_another(turn.text[: match.start()])
        if meant and (counts or not another):
            named = _named(turn, match, said, meant)
            found.append(replace(named, how="count") if counts else named)
    return found


def _in_full(words: Sequence[str]) -> list[str]:
    """The words of a role, with those in full that are shortened: dev, PM."""
    short = lexicon("roles")["short"]
    return [full for word in words for full in short.get(word, word).split()]


def _named(
    turn: Turn, match: re.Match[str], said: set[str], meant: Sequence[tuple[Row, list[str]]]
) -> Named:
    """What is named by words of a role: the whole of one goes before the end of several."""
    whole = [one for one, words in meant if said == {*words}]
    heads = [one for one, words in meant if words[-1] in said]
    how: How = "kind" if match["noun"] else "role" if heads else "word"
    found = whole or heads or [one for one, _ in meant]
    definite, owns = bool(match["the"]), bool(match["of"])
    apart = len([one for one in found if is_here(one)] or found) == 1
    return Named(*match.span(), _closest(turn, found), how, definite, owns, apart)


def _closest(turn: Turn, found: Sequence[Row]) -> tuple[Row, ...]:
    """Of several requests the one at hand, else those linked to it, else those begun here."""
    group = turn.request.get("group")
    ways = (
        [one for one in found if one["id"] == turn.request.get("id")],
        [one for one in found if group and one.get("group") == group],
        [one for one in found if is_here(one)],
    )
    return tuple(next((way for way in ways if way), found))


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a text says only how many of a role are wanted: "make it 5 pickers"."""
    before, after = text[: match.start()], text[match.end() :]
    many = pattern("naming", "leads", "count").search(before) and not match["the"]
    return bool(many and pattern("naming", "closes").match(after))


def with_it(text: str, named: Named) -> str:
    """A text with "it" for the name of a request; so many of them are so many people."""
    it = "people" if named.how == "count" else "its" if named.owns else "it"
    return text[: named.start] + it + text[named.end :]


def _begins_another(before: str) -> bool:
    """Whether what stands before a role makes it another one: "a", "two more"."""
    return pattern("naming", "new_one").search(before) is not None


def _by_place(turn: Turn) -> list[Named]:
    """The requests that are named by their place: "the first one", "the other request"."""
    beside = in_order(turn)
    if len(beside) < 2:
        return []
    found = []
    for match in pattern("naming", "by_place").finditer(turn.text):
        place = lexicon("naming")["places"].get(match["place"].lower())
        others = [one for one in beside if one["id"] != turn.request.get("id")]
        meant = others if place is None else beside[place:][:1]
        ends = not turn.text[match.end() :].strip(" ?.!") and not _is_a_day(turn)
        if meant and (match["noun"] or ends):
            found.append(Named(*match.span(), tuple(meant), "place", owns=bool(match["of"])))
    return found


def _by_state(turn: Turn) -> list[Named]:
    """The requests named by where they stand: "the rejected one", "the one that waits for Ana"."""
    found = []
    for match in pattern("naming", "by_state").finditer(turn.text):
        said = next((one for one in match.group("state", "done") if one), "pending").lower()
        states = lexicon("naming")["states"][said.replace("-", " ")]
        if meant := tuple(one for one in turn.mine if one.get("status") in states):
            found.append(Named(*match.span(), meant, "kind", owns=bool(match["of"])))
    return found


def gone_back_to(text: str) -> str:
    """What a text goes back to, in its words: "the first one", "the event help"; empty if none."""
    match = pattern("naming", "goes_back").search(text)
    return match["what"].lower() if match else ""


def _by_likeness(turn: Turn, found: Sequence[Named]) -> list[Named]:
    """The request that a text goes back to by words like those of its role: "the photos"."""
    match = pattern("naming", "goes_back").search(turn.text)
    if not match or any(one.how != "word" and one.end >= match.end("what") for one in found):
        return []
    said = _words_and_kinds(match["what"])
    meant = [one for one in at_hand(turn) if said & _words_and_kinds(str(one.get("title") or ""))]
    return [Named(*match.span("named"), _closest(turn, meant), "kind")] if meant else []


def _by_work(turn: Turn) -> list[Named]:
    """One opened beside the one at hand, by words of its work alone: "for the blog posts, 900"."""
    beside = opened_together(turn)
    works = [words_of_work(one) for one in beside]
    known = {*words_of(json.dumps(turn.fields))}
    found = []
    for one, words in zip(beside, works, strict=True):
        others = {word for other in works if other is not words for word in other}
        if own := words - others - known:
            form = compiled(lexicon("naming")["its_own"], {"words": any_of(own)})
            named = (match for match in form.finditer(turn.text) if match["the"])
            found += [Named(*match.span(), (one,), "kind") for match in named]
    return sorted(found, key=lambda one: one.start)


def words_of_work(one: Row) -> set[str]:
    """The longer words of what a request is about and of its role."""
    words = words_of(f"{one.get('work') or ''} {one.get('title') or ''}")
    long = {word for word in words if len(word) >= SHORTEST}
    return long.difference(lexicon("naming")["of_any_work"])


def _of_none(turn: Turn) -> list[Named]:
    """A request that is named and is none of the person's: "make the devops one 80k".

    "The video one" is that for the videographer, where it was opened beside the one at hand.
    """
    match = pattern("naming", "of_none").search(turn.text) if turn.request else None
    if not match:
        return []
    said = _kinds(next(one for one in match.groups() if one))
    alike = [one for one in opened_together(turn) if said & _kinds(str(one.get("title") or ""))]
    if alike:
        return [Named(*match.span(), tuple(alike), "kind", apart=len(alike) == 1)]
    known = _kinds(json.dumps(turn.fields))
    return [] if turn.shortlist or said & known else [Named(*match.span(), (), "kind")]


def _kinds(title: str) -> set[str]:
    return {word[:ALIKE] for word in words_of(title) if len(word) >= ALIKE}


def _words_and_kinds(title: str) -> set[str]:
    """The kinds of its words and the words themselves, which may be short: SEO, UX."""
    return _kinds(title) | {*words_of(title)}


def _is_a_day(turn: Turn) -> bool:
    """Whether "the first" answers a question for a day."""
    asked = {"start_date", "deadline"} & {*turn.asked}
    return bool(asked) and not turn.text.rstrip().endswith("?")


def in_order(turn: Turn) -> list[Row]:
    """The requests of this conversation that belong together, in the order they were opened."""
    group = turn.request.get("group")
    here = [one for one in at_hand(turn) if is_here(one)]
    together = [one for one in here if group and one.get("group") == group]
    kept = together if len(together) > 1 else here
    return sorted(kept, key=lambda one: (str(one.get("opened_at") or ""), one["id"] != group))


def words_of(title: str) -> list[str]:
    """The words of a role in small letters, without the s of several."""
    found = re.findall(r"[\w+#.]+", title.lower())
    singular = (
        word if len(word) < 4 or word.endswith("ss") else word.removesuffix("s") for word in found
    )
    return [word for word in singular if word not in lexicon("naming")["no_names"]]
