"""What is done with each arrival: one turn of the assistant, told to whoever is concerned."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import partial
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from integrations.reply import Attachment, Card, Reply, reply_from
from integrations.slack.arrivals import Arrival
from integrations.slack.behaviour import Behaviour
from integrations.slack.config import SlackConfig
from integrations.slack.directory import Directory
from integrations.slack.durable import Step
from integrations.slack.engaged import Engaged
from integrations.slack.files import send_file
from integrations.slack.help_channel import HelpChannel
from integrations.slack.homes import Homes
from integrations.slack.living_cards import LivingCards
from integrations.slack.notices import Notices
from integrations.slack.places import Place
from integrations.slack.posting import (
    Audience,
    already_posted,
    direct_message,
    post_reply,
    say,
    tell_at_the_button,
    whisper,
)
from integrations.slack.rate import FRIENDLY, RateLimits
from integrations.slack.streaming import Narrator
from integrations.slack.uploads import BESIDE, set_aside, taken
from knowledge.errors import SourcingError

SORRY = (
    "Something went wrong on my side. A step is done whole or not at all, and this one may have "
    "been done: ask where your requests stand before you try again. If it happens twice, tell "
    "procurement the number {incident}."
)
COMMAND_HELP = (
    "Tell me what you need, for example `/source a brand designer for three weeks from 1 December, "
    "about $8k`. I'll go on in our direct message."
)


class Turns:
    """Performs arrivals; everything it needs is handed in."""

    def __init__(
        self,
        config: SlackConfig,
        behaviour: Behaviour,
        client_for: Callable[[str], WebClient],
    ) -> None:
        self.config = config
        self.started = f"{time.time():.6f}"
        self.behaviour = behaviour
        self.client_for = client_for
        self.directory = Directory(behaviour.sessions)
        self.engaged = Engaged(behaviour.sessions, behaviour.clock)
        self.cards = LivingCards(
            behaviour.sessions,
            lambda request_id: behaviour.record(request_id, None),
            client_for,
            behaviour.clock,
        )
        self.notices = Notices(behaviour, self.directory, self.cards, client_for)
        self.homes = Homes(behaviour, config.policy_url)
        self.help = HelpChannel(
            behaviour.sessions, config.help_channel, behaviour.passages, behaviour.clock
        )
        self.rate = RateLimits(config.turns_a_person, config.turns_a_workspace)
        self.kinds: Mapping[str, Callable[[Arrival, Audience, str, Step], None]] = {
            "turn": self._turn,
            "follow_up": self._follow_up,
            "click": self._click,
            "act": self._click,
            "fill": self._fill,
            "feedback": self._feedback,
            "source": self._source,
            "command": self._source,
            "home": self._home,
        }

    def perform(self, arrival: Arrival, step: Step) -> None:
        """Do one arrival; whatever fails, its person is told, never with an exception's text."""
        try:
            to = self._audience(arrival)
            actor = self.directory.email_of(to.client, to.place.team, arrival.user)
            self.kinds[arrival.kind](arrival, to, actor, step)
        except SourcingError as problem:
            self._tell(arrival, str(problem))
        except Exception as error:  # noqa: BLE001  (people get a number, the operator the rest)
            self._tell(arrival, SORRY.format(incident=self.behaviour.incident(error)))

    def _audience(self, arrival: Arrival) -> Audience:
        place = arrival.place
        client = self.client_for(place.team)
        if place.channel.startswith("home-"):
            place = Place(place.team, direct_message(client, arrival.user), "")
        return Audience(client, place, arrival.user, self.config.policy_url, arrival.id)

    def _tell(self, arrival: Arrival, text: str) -> None:
        try:
            whisper(self._audience(arrival), text)
        except (SlackClientError, SourcingError, OSError) as error:
            structlog.get_logger().error("could not tell", why=str(error), kind=arrival.kind)

    def _turn(self, arrival: Arrival, to: Audience, actor: str, step: Step) -> None:
        if not self._within_limits(arrival, to):
            return
        if not to.place.is_direct:
            self.engaged.add(to.place)
        if self._takes_files(arrival, to, actor, step):
            return
        if not arrival.data["text"]:
            say(to, "What do you need? Say the role, roughly when, for how long and for how much.")
            return
        narrator = Narrator(to, arrival.order)
        narrator.thinking()
        said = arrival.data["text"]
        replies = self._answer(arrival, to, actor, step, narrator, text=said)
        self.help.remember(arrival.id, actor, said, replies)
        if to.place.is_direct and arrival.data["ts"] == to.place.thread:
            narrator.entitle(said)

    def _takes_files(self, arrival: Arrival, to: Audience, actor: str, step: Step) -> bool:
        """Answer the files of a message; whether nothing else is left to answer."""
        if not (files := arrival.data.get("files")):
            return False
        if aside := set_aside(files):
            step("files aside", lambda: len(whisper(to.more, aside)))
            return not arrival.data["text"]

        narrator = Narrator(to, arrival.order)
        narrator.thinking()

        def take() -> list[dict[str, Any]]:
            keep = partial(self.behaviour.statement_back, to.place.key, actor)
            return [asdict(each) for each in taken(files, to.client, keep)]

        replies = [reply_from(each) for each in step("files", take)]
        self._show(replies, to, actor, step, narrator)
        self._after(replies, arrival)
        if arrival.data["text"]:
            step("beside", lambda: len(whisper(to.more, BESIDE)))
        return True

    def _within_limits(self, arrival: Arrival, to: Audience) -> bool:
        if self.rate.allows(to.place.team, arrival.user):
            return True
        whisper(to, FRIENDLY)
        return False

    def _follow_up(self, arrival: Arrival, to: Audience, actor: str, step: Step) -> None:
        if self.engaged.has(to.place):
            self._turn(arrival, to, actor, step)
            return
        asked = self.help.question_at(to.place)
        if asked is None or asked.answered_by:
            return
        said = arrival.data["text"]
        value = json.dumps({"id": asked.question_id, "reason": said})
        narrator = Narrator(to, arrival.order)
        replies = self._answer(
            arrival, to, actor, step, narrator, action="answer_question", value=value
        )
        if all(reply.outcome == "done" for reply in replies):
            self.help.keep(asked, actor, said)

    def _answer(
        self,
        arrival: Arrival,
        to: Audience,
        actor: str,
        step: Step,
        narrator: Narrator,
        **what: Any,
    ) -> list[Reply]:
        def ask() -> list[dict[str, Any]]:
            replies = self.behaviour.answer(
                to.place.key,
                actor,
                public_channel=not to.place.is_direct,
                listener=narrator,
                **what,
            )
            return [asdict(reply) for reply in replies]

        replies = [reply_from(each) for each in step("answer", ask)]
        if "action" in what and arrival.data.get("message_ts") and _all_refused(replies):
            step("refusal", partial(tell_at_the_button, to, arrival.data["message_ts"], replies))
            return replies
        self._show(replies, to, actor, step, narrator)
        self._after(replies, arrival)
        return replies

    def _show(
        self, replies: list[Reply], to: Audience, actor: str, step: Step, narrator: Narrator
    ) -> None:
        for number, reply in enumerate(replies):
            step(f"reply {number}", partial(self._post, narrator, reply, first=number == 0))
            if reply.card is not None:
                private = reply.audience == "asker"
                step(f"card {number}", partial(self._card, to, reply.card, actor, private))
            for n, file in enumerate(reply.attachments):
                step(f"file {number}.{n}", partial(self._file, to, file, actor))

    def _file(self, to: Audience, file: Attachment, actor: str) -> bool:
        return send_file(to, file.name, self.behaviour.word_file(file.request_id, actor))

    def _post(self, narrator: Narrator, reply: Reply, *, first: bool) -> int:
        if not first:
            return len(post_reply(narrator.to.more, reply))
        # A step that is run again by a later process may have posted before it could say so.
        if narrator.order < self.started and already_posted(narrator.to):
            return 0
        return len(narrator.finish(reply))

    def _card(self, to: Audience, card: Card, actor: str, private: bool) -> None:
        if private and not to.place.is_direct:
            direct = Place(to.place.team, direct_message(to.client, to.user), "")
            to = Audience(to.client, direct, to.user, to.policy_url)
        self.cards.show(to.more, card, actor)

    def _after(self, replies: list[Reply], arrival: Arrival) -> None:
        """Tell the others, bring all copies up to date, and whoever looks at App Home."""
        ids = {reply.request_id for reply in replies} | {
            str(reply.card.data.get("id")) for reply in replies if reply.card
        }
        self.cards.refresh([each for each in ids if each])
        told = self.notices.deliver(arrival.place.team)
        self.homes.refresh(self.client_for(arrival.place.team), {arrival.user, *told})

    def _click(self, arrival: Arrival, to: Audience, actor: str, step: Step) -> None:
        if not self._within_limits(arrival, to):
            return
        action, value = arrival.data["action"], arrival.data["value"]
        narrator = Narrator(to, arrival.order)
        replies = self._answer(arrival, to, actor, step, narrator, action=action, value=value)
        for reply in replies:
            if reply.question_id:
                self.help.ask(to, actor, reply.question_id, value)

    def _fill(self, arrival: Arrival, to: Audience, actor: str, step: Step) -> None:
        replies = self.behaviour.edit(
            to.place.key, actor, arrival.data["id"], arrival.data["changes"]
        )
        self._show(replies, to, actor, step, Narrator(to, arrival.order))
        self._after(replies, arrival)

    def _feedback(self, arrival: Arrival, to: Audience, actor: str, step: Step) -> None:
        data = arrival.data
        step("feedback", lambda: self.help.feedback(arrival.place, actor, data))
        whisper(to, "Thank you. Procurement reads these.")

    def _source(self, arrival: Arrival, to: Audience, actor: str, step: Step) -> None:
        """A request from the slash command or a shortcut, gone on with in the direct message."""
        text = str(arrival.data.get("text") or "").strip()
        if not text:
            self._tell_command(arrival, COMMAND_HELP)
            return
        if not self.rate.allows(to.place.team, arrival.user):
            self._tell_command(arrival, FRIENDLY)
            return
        channel = Place(to.place.team, direct_message(to.client, arrival.user), "")
        quoted = "\n".join(f"> {line}" for line in text.splitlines())
        direct = Audience(to.client, channel, arrival.user, self.config.policy_url)
        opened = step("open", lambda: say(direct, f"You asked for:\n{quoted}")[0].ts)
        there = replace(direct, place=replace(channel, thread=opened))
        self._tell_command(arrival, "I opened it in our direct message.")
        self._answer(arrival, there, actor, step, Narrator(there, arrival.order), text=text)

    def _tell_command(self, arrival: Arrival, text: str) -> None:
        if arrival.data.get("response_url"):
            from slack_sdk.webhook import WebhookClient

            WebhookClient(arrival.data["response_url"]).send(text=text, response_type="ephemeral")

    def _home(self, arrival: Arrival, to: Audience, actor: str, _: Step) -> None:
        if arrival.data.get("tab") == "messages":
            self.homes.prompts(to.client, to.place.channel)
        else:
            page = int(arrival.data.get("page") or 0)
            self.homes.publish(to.client, arrival.user, actor, page)


def _all_refused(replies: list[Reply]) -> bool:
    return all(reply.outcome in ("refused", "misuse") and not reply.card for reply in replies)
