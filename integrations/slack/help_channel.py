"""Questions for people: posted to procurement's help channel, relayed back, kept for the FAQ."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block
from sqlalchemy import select

from integrations.reply import Reply
from integrations.slack.blocks.limits import as_payload, clip_escaped, escape, fallback
from integrations.slack.blocks.parts import header, small, text
from integrations.slack.places import Place
from integrations.slack.posting import Audience
from integrations.wording import person
from knowledge.database import Sessions
from knowledge.records.slack import AnswerFeedback, HelpRequest, PolicyAnswer


class HelpChannel:
    """The channel where people answer what the library does not."""

    def __init__(
        self,
        sessions: Sessions,
        channel: str,
        passages: Callable[[str], list[dict[str, Any]]],
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._channel = channel
        self._passages = passages
        self._clock = clock

    def ask(self, to: Audience, asker: str, question_id: str, question: str) -> None:
        """Post a question with the passages found; nothing is posted where no channel is set."""
        if not self._channel:
            return
        passages = self._passages(question)
        payload = as_payload(question_blocks(asker, question, passages))
        posted = to.client.chat_postMessage(
            channel=self._channel, text=fallback(f"Question: {question}"), blocks=payload
        )
        with self._sessions.begin() as session:
            session.add(
                HelpRequest(
                    id=f"{to.place.team}:{posted['channel']}:{posted['ts']}",
                    team=to.place.team,
                    channel=str(posted["channel"]),
                    ts=str(posted["ts"]),
                    question_id=question_id,
                    thread=to.place.key,
                    asker=asker,
                    question=question,
                    passages=passages,
                    asked_at=self._clock(),
                )
            )

    def question_at(self, place: Place) -> HelpRequest | None:
        """The question that a thread is about, if it is one of these."""
        query = select(HelpRequest).where(
            HelpRequest.team == place.team,
            HelpRequest.channel == place.channel,
            HelpRequest.ts == place.thread,
        )
        with self._sessions() as session:
            return session.scalar(query)

    def keep(self, asked: HelpRequest, answered_by: str, said: str) -> None:
        """Keep the answer as a candidate FAQ entry."""
        with self._sessions.begin() as session:
            kept = session.get(HelpRequest, asked.id)
            if kept is not None and kept.answered_by is None:
                kept.answer, kept.answered_by = said, answered_by
                kept.answered_at = self._clock()

    def remember(self, key: str, person: str, question: str, replies: Sequence[Reply]) -> None:
        """Keep a sourced answer, so that its asker finds it again in App Home."""
        for reply in replies:
            if not reply.citations:
                continue
            sources = [
                {"document": c.document, "section": c.section, "title": c.title, "link": c.link}
                for c in reply.citations
            ]
            with self._sessions.begin() as session:
                session.merge(
                    PolicyAnswer(
                        id=key,
                        person=person,
                        question=question[:1000],
                        answer=reply.text[:2000],
                        sources=sources,
                        at=self._clock(),
                    )
                )

    def feedback(self, place: Place, who: str, data: dict[str, Any]) -> None:
        """Keep whether an answer was right; a later word of the same person replaces it."""
        key = f"{place.team}:{place.channel}:{data.get('message_ts')}:{who}"
        with self._sessions.begin() as session:
            session.merge(
                AnswerFeedback(
                    id=key,
                    person=who,
                    verdict=str(data.get("verdict") or ""),
                    reason=data.get("reason"),
                    answer=str(data.get("answer") or ""),
                    at=self._clock(),
                )
            )


def question_blocks(asker: str, question: str, passages: list[dict[str, Any]]) -> list[Block]:
    """The question, who asks, and what the library has near it."""
    blocks: list[Block] = [header("A question for a person"), *text(f"*{escape(question)}*")]
    blocks.append(small(f"Asked by {escape(person(asker))}. Answer in this thread; I pass it on."))
    for passage in passages[:5]:
        where = clip_escaped(f"{passage.get('document')}, {passage.get('section')}", 200)
        blocks.append(small(f"*{where}*\n“{clip_escaped(str(passage.get('quote')), 800)}”"))
    return blocks
