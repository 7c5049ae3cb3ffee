"""Somebody of our own who is looked for: the bench as the channel, and the work they are for."""

from functools import cache
from re import Pattern

from assistant.offline.changes import edits
from assistant.offline.language import any_of, compiled, lexicon, pattern
from assistant.offline.talk import asking
from assistant.offline.turn import Call, Turn
from assistant.offline.understanding.text.passage import passage
from assistant.offline.understanding.wanted.roles import roles_named

SUBJECT = "in_house"


def is_sought(turn: Turn) -> bool:
    """Whether a first message looks for somebody inside: "anyone internal who can do a logo?"."""
    return not turn.request and bool(_work(turn.text) or _form("of_role").search(turn.text))


def seek(turn: Turn) -> list[Call]:
    """Open a request for the internal bench with the work that is told."""
    work = _work(turn.text)
    told = {"scope": work} if work else {}
    fields = {**told, **edits.changes(turn)[0], "channel": "internal_bench"}
    meant = fields.get("role") or edits.role_meant(work, fields)
    meant = meant or next(iter(roles_named(passage(turn.text))), "")
    role = {"role": _form("at_first").sub("", meant)} if meant else {}
    seeking = [_form(name) for name in ("said", "of_role")]
    beside = [
        one for one in asking.questions(turn) if not any(f.search(str(one.args)) for f in seeking)
    ]
    return [Call("update_request", {"fields": fields | role}), *beside]


def _work(text: str) -> str:
    """The work for which somebody inside is looked for: "quick logo"; empty if for none."""
    match = _form("said").search(text)
    told = next((one for one in match.groupdict().values() if one), "") if match else ""
    told = pattern(SUBJECT, "ends").sub("", " ".join(told.split()))
    if pattern(SUBJECT, "no_work").search(told):
        return ""
    lead = pattern(SUBJECT, "lead")
    return lead.sub("", lead.sub("", told))


@cache
def _form(name: str) -> Pattern[str]:
    words = lexicon(SUBJECT)
    trades = {"occupations": any_of(lexicon("occupations")["heads"])}
    return compiled(words[name], {**{one: words[one] for one in ("anybody", "inside")}, **trades})
