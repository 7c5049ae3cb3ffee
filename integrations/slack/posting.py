"""Posting replies: streamed where it helps, split by the limits, private where they must be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk import WebClient
from slack_sdk.models.blocks import ActionsBlock, Block

from integrations.reply import Reply
from integrations.slack.blocks.answers import reply_blocks
from integrations.slack.blocks.cards import card
from integrations.slack.blocks.limits import as_payload, fallback, messages
from integrations.slack.blocks.markdown import markdown_blocks
from integrations.slack.places import Place

ANSWER = "sourcing_answer"


@dataclass(frozen=True)
class Audience:
    """Where a reply goes, and who asked."""

    client: WebClient
    place: Place
    user: str
    policy_url: str = ""
    answers: str = ""
    """The event that is answered: written into each message, so that none is posted twice."""

    @property
    def metadata(self) -> dict[str, Any] | None:
        """What a posted message carries of the event that it answers."""
        if not self.answers:
            return None
        return {"event_type": ANSWER, "event_payload": {"answers": self.answers}}

    @property
    def more(self) -> "Audience":
        """The same audience for what follows the first message of an answer."""
        return replace(self, answers="")


@dataclass(frozen=True)
class Posted:
    """One message that was posted."""

    channel: str
    ts: str


def post_reply(to: Audience, reply: Reply) -> list[Posted]:
    """Post a reply without its card, which is posted on its own so that it can be updated."""
    private = reply.audience == "asker" and not to.place.is_direct
    blocks = reply_blocks(without_card(reply), policy_url=to.policy_url)
    if not blocks:
        return []
    return post_blocks(to, blocks, reply.text, private=private)


def without_card(reply: Reply) -> Reply:
    """The reply's text, sources and those of its buttons that its card does not carry."""
    if reply.card is None:
        return reply
    shown = {name_of(element) for element in elements(card(reply.card.kind, reply.card.data))}
    kept = tuple(action for action in reply.actions if action.action not in shown)
    return replace(reply, actions=kept, card=None)


def elements(blocks: Sequence[Block]) -> list[Any]:
    """The interactive elements of the rows of buttons among blocks."""
    rows = [block for block in blocks if isinstance(block, ActionsBlock)]
    return [element for row in rows for element in row.elements]


def name_of(element: Any) -> str:
    """The chat action of a button."""
    return str(element.action_id).split(":")[1]


def post_blocks(
    to: Audience, blocks: Sequence[Block], text: str, *, private: bool = False
) -> list[Posted]:
    """Post blocks in as many messages as they need, in the thread."""
    posted: list[Posted] = []
    for part in messages(blocks):
        said: dict[str, Any] = {"text": fallback(text), "blocks": as_payload(part)}
        to = to.more if posted else to
        if private:
            answer = to.client.chat_postEphemeral(
                channel=to.place.channel, user=to.user, thread_ts=to.place.thread or None, **said
            )
            posted.append(Posted(to.place.channel, str(answer["message_ts"])))
        else:
            posted.append(_post(to, said))
    return posted


def _post(to: Audience, said: dict[str, Any]) -> Posted:
    answer = to.client.chat_postMessage(
        channel=to.place.channel,
        thread_ts=to.place.thread or None,
        unfurl_links=False,
        unfurl_media=False,
        metadata=to.metadata,
        **said,
    )
    return Posted(str(answer["channel"]), str(answer["ts"]))


def already_posted(to: Audience) -> bool:
    """Whether an earlier run of this program got as far as posting the answer."""
    if not to.answers or not to.place.thread:
        return False
    thread = to.client.conversations_replies(
        channel=to.place.channel, ts=to.place.thread, include_all_metadata=True, limit=200
    )
    payloads = (message.get("metadata") or {} for message in thread["messages"])
    return any(each.get("event_payload") == {"answers": to.answers} for each in payloads)


def direct_message(client: WebClient, user: str) -> str:
    """The channel of the direct message with a person."""
    return str(client.conversations_open(users=user)["channel"]["id"])


def say(to: Audience, text: str) -> list[Posted]:
    """One plain sentence in the thread."""
    return post_blocks(to, markdown_blocks(text), text)


def whisper(to: Audience, text: str) -> list[Posted]:
    """One plain sentence that only the asker sees."""
    return post_blocks(to, markdown_blocks(text), text, private=not to.place.is_direct)


def tell_at_the_button(to: Audience, message: str, replies: Sequence[Reply]) -> int:
    """Say to the clicker alone why a click did nothing, beside the message with the button."""
    there = replace(to, place=replace(to.place, thread="")) if message == to.place.thread else to
    told = [post_blocks(there, reply_blocks(each), each.text, private=True) for each in replies]
    return len(told)
