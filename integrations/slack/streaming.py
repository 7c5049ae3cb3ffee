"""Answers that appear as they are made: task cards while tools work, words as they come.

In a channel the words are held back until it is known that everybody there may read them.
"""

from typing import Any

import structlog
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.models.messages.chunk import TaskUpdateChunk

from integrations.reply import Reply
from integrations.slack.blocks.answers import after_text, reply_blocks
from integrations.slack.blocks.limits import (
    BLOCKS_A_MESSAGE,
    CHARACTERS_A_MESSAGE,
    as_payload,
    clip,
    fallback,
    size,
)
from integrations.slack.blocks.markdown import disarm
from integrations.slack.posting import Audience, Posted, post_reply, without_card

PIECE = 160
LONGEST = 6_000
TITLE = 60
SLOW_STEPS = {
    "ask_policy": "Reading the policies",
    "find_talent": "Looking for people who fit",
    "adjust_shortlist": "Putting the shortlist in a new order",
}
THINKING = ("Reading what you wrote…", "Checking the rules…", "Almost there…")


class Narrator:
    """Tells one turn as it goes; `finish` makes the message what the reply says."""

    def __init__(self, to: Audience, order: str = "") -> None:
        self.to = to
        self.order = order
        self._stream: Any = None
        self._tasks: dict[str, str] = {}
        self._written = ""
        self._broken = False

    def thinking(self) -> None:
        """Show that the assistant is at work; where that is not possible nothing is shown."""
        try:
            self.to.client.assistant_threads_setStatus(
                channel_id=self.to.place.channel,
                thread_ts=self.to.place.thread,
                status="is thinking…",
                loading_messages=list(THINKING),
            )
        except SlackApiError as error:
            structlog.get_logger().debug("no status", why=error.response["error"])

    def entitle(self, said: str) -> None:
        """Name a new conversation in the agent's pane after how it began."""
        try:
            self.to.client.assistant_threads_setTitle(
                channel_id=self.to.place.channel,
                thread_ts=self.to.place.thread,
                title=clip(said, TITLE),
            )
        except SlackApiError as error:
            structlog.get_logger().debug("no title", why=error.response["error"])

    def __call__(self, kind: str, words: str) -> None:
        """What the conversation tells while it answers: ("step", tool) or ("text", words)."""
        if kind == "step" and words in SLOW_STEPS:
            self._tasks[words] = SLOW_STEPS[words]
            self._append(chunks=[_task(words, "in_progress")])
        elif kind == "text" and self.to.place.is_direct and self._tasks:
            self._complete_tasks()
            self._written += disarm(words)
            self._append(markdown_text=disarm(words))

    def _append(self, **what: Any) -> None:
        if self._broken:
            return
        try:
            self._open().append(**what)
        except (SlackApiError, SlackRequestError) as error:
            self._broken = True
            structlog.get_logger().info("stream broke", why=_code(error))

    def _open(self) -> Any:
        if self._stream is None:
            self._stream = self.to.client.chat_stream(
                channel=self.to.place.channel,
                thread_ts=self.to.place.thread,
                recipient_team_id=self.to.place.team,
                recipient_user_id=self.to.user,
                buffer_size=PIECE,
            )
        return self._stream

    def _complete_tasks(self) -> None:
        done = [_task(name, "complete") for name in self._tasks]
        if done:
            self._append(chunks=done)
            self._tasks = {}

    def finish(self, reply: Reply) -> list[Posted]:
        """Post the reply: into the stream that was begun, or as a message of its own."""
        if self._stream is None or self._stream.ts is None:
            return post_reply(self.to, reply)
        private = reply.audience == "asker" and not self.to.place.is_direct
        if private:
            self._close_with("This answer is for you alone, so I sent it to you privately.")
            return post_reply(self.to, reply)
        if not self._fits(reply):
            self._close_with("Here is the answer.")
            return post_reply(self.to, reply)
        return [self._write_rest(reply)]

    def _fits(self, reply: Reply) -> bool:
        blocks = reply_blocks(without_card(reply), policy_url=self.to.policy_url)
        small = len(blocks) < BLOCKS_A_MESSAGE - 6 and size(blocks) < CHARACTERS_A_MESSAGE - 1_500
        tables = any(block.type == "table" for block in blocks)
        return small and not tables and len(reply.text) <= LONGEST

    def _write_rest(self, reply: Reply) -> Posted:
        text = disarm(reply.text)
        after = after_text(without_card(reply), policy_url=self.to.policy_url)
        if self._broken or not text.startswith(self._written):
            return self._mend(reply)
        self._complete_tasks()
        rest = text[len(self._written) :]
        for start in range(0, len(rest), PIECE):
            self._append(markdown_text=rest[start : start + PIECE])
        return self._mend(reply) if self._broken or not self._stop(after) else self._posted()

    def _stop(self, after: Any = ()) -> bool:
        try:
            self._stream.stop(blocks=as_payload(after) or None, metadata=self.to.metadata)
        except (SlackApiError, SlackRequestError) as error:
            structlog.get_logger().info("stream not stopped", why=_code(error))
            return False
        return True

    def _posted(self) -> Posted:
        return Posted(self.to.place.channel, str(self._stream.ts))

    def _close_with(self, text: str) -> None:
        self._complete_tasks()
        self._append(markdown_text=text)
        self._stop()

    def _mend(self, reply: Reply) -> Posted:
        """Put the whole answer into the message whose stream died, or differed."""
        if not self._broken:
            self._stop()
        blocks = reply_blocks(without_card(reply), policy_url=self.to.policy_url)
        try:
            self.to.client.chat_update(
                channel=self.to.place.channel,
                ts=str(self._stream.ts),
                text=fallback(reply.text),
                blocks=as_payload(blocks),
                metadata=self.to.metadata,
            )
        except SlackApiError as error:
            structlog.get_logger().info("stream reposted", why=_code(error))
            return post_reply(self.to, reply)[0]
        return self._posted()


def _task(name: str, status: str) -> TaskUpdateChunk:
    return TaskUpdateChunk(id=name, title=SLOW_STEPS[name], status=status)


def _code(error: Exception) -> str:
    return str(error.response["error"]) if isinstance(error, SlackApiError) else "stream"
