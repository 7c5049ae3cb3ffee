"""Reading the section that a restricted answer cites: given by the assistant, to who may read it.

The policy pages know nobody, so they show what everybody may read. Here it is known who asks, and
their rights are looked up when they click, not when they were offered the button.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from integrations.reply import Action, Reply
from knowledge.errors import NotFound
from tools.context import Context
from tools.policy.asking import reader_for
from tools.policy.words import inert

if TYPE_CHECKING:
    from assistant.bootstrap import World

OFFERED = 3
LONGEST = 9_000
"""Characters of a section that are shown at most."""
GONE = "There is no such section that you may read."


def readings(answers: Sequence[Mapping[str, Any]]) -> list[Action]:
    """A button for each cited section that has no page."""
    cited = {
        f"{each['document']}@{data.get('as_of', '')}#{each['section']}": each["section"]
        for data in answers
        if data.get("restricted")
        for each in data.get("citations", ())
        if not each["link"]
    }
    offers = [Action("read_source", value, f"Read “{name}”") for value, name in cited.items()]
    return offers[:OFFERED]


def read_source(world: "World", ctx: Context, value: str) -> Reply:
    """The section, for the asker alone.

    Raises:
        NotFound: there is none, or it is not for this person; both read the same.
    """
    from knowledge.library.pages import PolicyPage, read_page

    where, _, section = value.partition("#")
    document, _, day = where.partition("@")
    try:
        on = date.fromisoformat(day) if day else None
        page: PolicyPage = read_page(world.library, document, reader_for(ctx.actor), ctx.today, on)
    except (ValueError, NotFound) as error:
        raise NotFound(GONE) from error
    text = "\n\n".join(_texts(page, section))
    if not text:
        raise NotFound(GONE)
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}… (the rest is in the document)"
    edition = page.edition
    source = f"{edition.title}, version {edition.version}" if edition.version else edition.title
    return Reply(f"{shown}\n\n{source}. Not for everyone: keep it to yourself.", audience="asker")


def _texts(page: Any, section: str) -> Iterator[str]:
    """The section of that heading with what stands under it."""
    path = next((s.heading_path for s in page.sections if s.heading == section), None)
    for each in page.sections:
        if path is not None and each.heading_path[: len(path)] == path:
            yield f"**{each.heading}**\n\n{inert(each.text)}"
