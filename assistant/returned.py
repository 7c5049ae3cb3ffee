"""What is answered to a statement of work that its requester edited as a Word file."""

from collections import defaultdict
from collections.abc import Iterator
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from assistant.replies import record_reply
from integrations.documents import read_upload
from integrations.drafts import plain
from integrations.reply import Reply
from integrations.wording import listing, person, together
from knowledge.errors import Refused, SourcingError
from tools.statement_returned import Difference, Returned, read_returned, take_returned
from tools.views import get_request

if TYPE_CHECKING:
    from assistant.bootstrap import World

SECTIONS, LINES, LONGEST = 6, 6, 200
"""How many sections, lines of each, and characters of a line an answer shows."""
UNCHANGED = "Nothing in your file changes {id}, which is still at version {version}."
CHANGED = "I took your file: {fields} of {id} changed, which is at version {version} now."
ANEW = "It had been filed, so it is a draft again: file it anew for {who} to decide."


def statement_back(
    world: "World", thread: str, actor: str, name: str, content: bytes
) -> list[Reply]:
    """Take an edited statement by the rules of any change; what changed, or why nothing did."""
    try:
        return [_taken(world, thread, actor, read_upload(content, name).text)]
    except SourcingError as problem:
        outcome: Any = "refused" if isinstance(problem, Refused) else "misuse"
        return [Reply(str(problem), audience="asker", outcome=outcome)]


def _taken(world: "World", thread: str, actor: str, text: str) -> Reply:
    ctx = world.acting(actor, thread)
    returned = read_returned(ctx, text)
    number = returned.request_id
    if not returned.changes:
        said = [UNCHANGED.format(id=number, version=returned.version), *_left(returned)]
        return Reply("\n\n".join(said), audience="asker", request_id=number, outcome="misuse")
    returned, changed = take_returned(ctx, text)
    fields = together([name.replace("_", " ") for name in returned.changes])
    said = [CHANGED.format(fields=fields, id=number, version=changed["version"])]
    if any(each["decision"] == "superseded" for each in changed["approvals"]):
        said.append(ANEW.format(who=together([person(each) for each in returned.will_decide])))
    said += [*_edits(returned), *_left(returned)]
    with ctx.sessions() as session:
        request = get_request(session, number)
        return record_reply(session, ctx, "\n\n".join(said), "request_summary", request)


def _edits(returned: Returned) -> Iterator[str]:
    """What was taken, section by section: the lines that are no longer there, and the new ones."""
    for each in [one for one in returned.differences if not one.stays][:SECTIONS]:
        yield f"**{_quoted(each.section)}**\n" + "\n".join(_lines(each))


def _lines(each: Difference) -> Iterator[str]:
    gone = [f"- out: {_quoted(line)}" for line in each.before if line not in each.after]
    new = [f"- in: {_quoted(line)}" for line in each.after if line not in each.before]
    for lines in (gone, new):
        yield from lines[:LINES]
        yield from [f"- and {len(lines) - LINES} more"] * (len(lines) > LINES)
    if not gone and not new:
        yield "- in another order"


def _left(returned: Returned) -> Iterator[str]:
    """What was not taken: the sections of each reason."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for each in returned.differences:
        if each.stays:
            reasons[each.stays].append(_quoted(each.section))
    for why, sections in reasons.items():
        yield f"Not taken: {listing(sections, most=SECTIONS)}. {why}"


def _quoted(text: str) -> str:
    """Words from the file as they read, never as markup, and not too many of them."""
    return plain(shorten(text, LONGEST, placeholder="…"))
