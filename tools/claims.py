"""What a model says was done: plain statements in English, read sentence by sentence.

Read is that something was filed, decided, confirmed, withdrawn, changed or told to somebody. A
question, a condition, what will be or may be, and a "not" claim nothing.
"""

import re
from dataclasses import dataclass

from knowledge.library.verification import NEGATION

BY_THE_WAY = r"(?:(?:now|just|already|also|all|successfully|then|both|fully|officially|duly) )*"
IT = (
    r"(?i:(?:it|this|that|everything|they|both)|REQ-\w+"
    r"|(?:the|your|this|that|her|his|their|our) (?:[\w’'-]+ ){0,3}?"
    r"(?:request|draft|role|brief|record|budget|requisition|posting|amendment|change|order)s?)"
    r"(?: \(?REQ-\w+\)?)?"
)
WHO = (
    r"(?:I|(?i:we|you|he|she|they|both|everybody|everyone"
    r"|(?:the|your|our|their) (?:[\w’'-]+ ){0,2}(?:owner|manager|approvers?|team|officer|lead|boss)"
    r"|procurement|finance|legal|security|HR)"
    r"|(?!(?:Nobody|Nothing|None|Neither|Never|Not|No|If|Once|When|Until|The|A|An)\b)"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
)
DONE = rf"(?:['’](?:ve|s|d)| have| has| had)? {BY_THE_WAY}"
BEEN = (
    rf"(?:['’]s| is| are| was| were|['’]ve been|['’]s been| has been| have been| got) {BY_THE_WAY}"
)
OPENING = (
    r"(?:^(?:\W*(?i:done|ok(?:ay)?|all set|great|perfect|good news|sure|yes)\b)*\W*"
    r"|(?i:\b(?:filed|submitted|approved|confirmed) and ))"
)
PEOPLE = (
    r"(?:(?i:procurement|finance|legal|security|HR)|IT\b|(?:the|your|our) (?:[\w’'-]+ ){0,2}"
    r"(?:owner|manager|approvers?|team|boss|lead)|[A-Z][\w’'-]+)"
)
FIELD = (
    r"(?:(?:the|your|its|this|that|a|new) (?:[\w’'-]+ ){0,2}(?:request|record|draft|budget"
    r"|rate|price|start|date|deadline|duration|length|scope|role|skills?|deliverables?|criteria|location"
    r"|language|headcount|owner|unit|classification|shortlist)|it|that|this)\b"
)
FILED, APPROVED, DECLINED = "filed", "approved", "rejected"
MATCHED, WITHDRAWN, CHANGED, TOLD = "match_confirmed", "withdrawn", "changed", "told"
FILE = (
    r"(?P<act>filed(?! under)|submitted|lodged"
    r"|sent (?:\w+ )?(?:off )?(?:in |for |to )(?:the )?approv\w+)"
)
APPROVE = (
    r"(?P<act>approved(?! (?:budgets?|vendors?|platforms?|lists?|requests?|suppliers?|channels?)\b)"
    r"|signed off|green-?lit|okayed)"
)
DECLINE = r"(?P<act>rejected|declined|turned (?:it |this |that )?down)"
CONFIRM = r"(?P<act>confirmed|booked|hired|engaged)"
WITHDRAW = r"(?P<act>withdrawn|withdrew|cancell?ed|deleted|revoked)"
SOMEBODY = r"(?:the |your |this )?(?:match|candidate|freelancer|hire|booking|contractor)\b"


def _forms(act: str, *patterns: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((act, re.compile(rf"(?<![\w’'-])(?:{pattern})")) for pattern in patterns)


CLAIMS = (
    *_forms(
        FILED,
        rf"(?P<who>{WHO}){DONE}{FILE}\b",
        rf"(?P<what>{IT}){BEEN}{FILE}\b",
        rf"{OPENING}(?i:{FILE})\b(?! (?:by|requests?|versions?|records?)\b)",
    ),
    *_forms(
        APPROVED,
        rf"(?P<who>{WHO}){DONE}{APPROVE}\b",
        rf"(?P<what>{IT}){BEEN}{APPROVE}\b(?: by (?P<by>{WHO}))?",
        rf"{OPENING}(?i:{APPROVE})\b",
        r"(?P<who>[A-Z][\w’'-]*?)['’]s? (?P<act>approval|sign-?off|go-ahead) "
        r"(?:is in|is there|came|has come|was given|is given)",
        rf"(?:approval|sign-?off)(?:['’]s| is| was| has been) {BY_THE_WAY}"
        r"(?P<act>granted|given|in)\b",
        rf"(?P<what>{IT}) (?:has|got|received) (?:\w+ )?(?P<act>approval|sign-?off)\b",
    ),
    *_forms(
        DECLINED,
        rf"(?P<who>{WHO}){DONE}{DECLINE}\b",
        rf"(?P<what>{IT}){BEEN}{DECLINE}\b(?: by (?P<by>{WHO}))?",
    ),
    *_forms(
        MATCHED,
        rf"(?P<who>{WHO}){DONE}{CONFIRM} (?:{SOMEBODY}|her\b|him\b|them\b)",
        rf"(?P<who>{WHO}){DONE}(?P<act>booked|hired|engaged) [A-Z][\w’'-]+",
        rf"{SOMEBODY}{BEEN}{CONFIRM}\b",
        rf"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?{BEEN}"
        r"(?P<act>confirmed for|hired)\b",
        rf"(?P<who>I|[Ww]e){DONE}{CONFIRM} (?:it|everything|(?:the|your) (?:\w+ ){{0,2}}"
        r"(?:request|record))(?! (?:is|was|with|has)\b)",
    ),
    *_forms(
        WITHDRAWN,
        rf"(?P<who>{WHO}){DONE}{WITHDRAW} {IT}",
        rf"(?P<what>{IT}){BEEN}{WITHDRAW}\b",
        rf"{OPENING}(?i:withdrawn)\b",
    ),
    *_forms(
        CHANGED,
        r"I(?:['’]ve| have)? (?:now |just |also )*(?P<act>updated|changed|set|added|removed"
        rf"|recorded|saved|amended|raised|lowered|corrected|extended|moved|written down) {FIELD}",
    ),
    *_forms(
        TOLD,
        r"(?:I|We|I['’]ve|We['’]ve)(?: have)? (?:now |just |also |already )*"
        r"(?P<act>asked|told|notified|informed|contacted|e-?mailed|messaged|alerted|pinged"
        rf"|escalated \w+ to|forwarded \w+ to|sent \w+ to|passed \w+ (?:on )?to) {PEOPLE}",
    ),
)
"""Acts, and the forms in which one is told; who did it, what to and by whom, where it is said."""
CLAUSE = re.compile(r"[,;:—–]|\s-\s|\bbut\b")
CONDITION = re.compile(
    r"\b(?:if|when(?:ever)?|once|until|till|unless|as soon as|whether|in case|while|how"
    r"|who(?:ever)?"
    r"|before|after(?! \w+ing)|would|should|could|can(?! (?:confirm|tell|see|say|assure|report))"
    r"|may|might|must|will|shall|let)\b|\bto (?:be|get)"
    r"|['’]ll\b|['’]d like",
    re.IGNORECASE,
)
AFTERWARDS = re.compile(
    r"\W*(?:only |and \w+ |first |it |this )*"
    r"(?:if|when|once|until|unless|as soon as|after|before|by whoever|by the|by your|first|next"
    r"|then)\b",
    re.IGNORECASE,
)
PRESENT = re.compile(r"(?:['’]s| is| are) (?!been)")


@dataclass(frozen=True)
class Claim:
    """One act that a sentence tells as done, with who is said to have done it, if anybody is."""

    act: str
    doer: str = ""
    what: str = ""


def claims_in(sentence: str) -> tuple[Claim, ...]:
    """The acts that a sentence tells as done."""
    if sentence.rstrip('*_ )"”').endswith("?"):
        return ()
    found = (
        Claim(act, _group(match, "who") or _group(match, "by"), _group(match, "what"))
        for act, form in CLAIMS
        for match in form.finditer(sentence)
        if _is_told_as_done(sentence, match)
    )
    return tuple(dict.fromkeys(found))


def _is_told_as_done(sentence: str, match: re.Match[str]) -> bool:
    before, behind = sentence[: match.start()], sentence[match.end() :]
    clause = CLAUSE.split(before)[-1]
    present = bool(PRESENT.search(match.group())) and "been" not in match.group()
    habit = present and _group(match, "by")[:1].islower()
    governed = habit or CONDITION.search(before if present else clause)
    if governed or NEGATION.search(re.split(r"\band\b", clause)[-1]):
        return False
    return not (present and AFTERWARDS.match(behind))


def _group(match: re.Match[str], name: str) -> str:
    return re.sub(r"['’]s$", "", (match.groupdict().get(name) or "").strip())
