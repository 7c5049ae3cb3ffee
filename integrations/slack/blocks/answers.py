"""A reply of the assistant as blocks: its text, its sources, its buttons, feedback."""

from urllib.parse import urljoin

from slack_sdk.models.blocks import (
    Block,
    ContextActionsBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
)

from integrations.reply import Reply
from integrations.slack.blocks.limits import clip, clip_escaped, escape
from integrations.slack.blocks.markdown import markdown_blocks
from integrations.slack.blocks.parts import buttons, small
from integrations.wording import edition, relied_on

FEEDBACK = "feedback"


def reply_blocks(reply: Reply, *, policy_url: str = "") -> list[Block]:
    """A reply without its card, in order; the caller deals it to messages by the limits."""
    return [*markdown_blocks(reply.text), *after_text(reply, policy_url=policy_url)]


def after_text(reply: Reply, *, policy_url: str) -> list[Block]:
    """What follows the text: sources, buttons, and feedback under a sourced answer."""
    blocks: list[Block] = sources(reply, policy_url)
    blocks += buttons(reply.actions)
    if reply.citations:
        blocks.append(feedback_buttons())
    return blocks


def sources(reply: Reply, policy_url: str = "") -> list[Block]:
    """The quoted words with document, section and edition; each links to the policy page."""
    blocks: list[Block] = []
    for number, citation in enumerate(reply.citations, 1):
        label = clip_escaped(f"{citation.title or citation.document}, {citation.section}", 200)
        url = urljoin(policy_url, citation.link) if policy_url and citation.link else ""
        name = f"<{url}|{label.replace('|', '/')}>" if url else f"*{label}*"
        which = edition(citation)
        words = clip_escaped(relied_on(citation, reply.text), 1_500)
        place = ", ".join(part for part in (name, escape(which)) if part)
        blocks.append(small(f"[{number}] {place}\n“{words}”"))
    return blocks


def feedback_buttons() -> ContextActionsBlock:
    """Was this right? Two buttons; a no asks for the reason."""
    element = FeedbackButtonsElement(
        action_id=FEEDBACK,
        positive_button=FeedbackButtonObject(text=clip("This was right", 75), value="good"),
        negative_button=FeedbackButtonObject(text=clip("This was wrong", 75), value="bad"),
    )
    return ContextActionsBlock(elements=[element])
