"""Clicks that put a question to a person, or give a person's answer."""

from typing import TYPE_CHECKING

from assistant.click import Value
from integrations.reply import Reply
from integrations.wording import together
from tools import inquiries, questions
from tools.context import Context

if TYPE_CHECKING:
    from assistant.bootstrap import World


def ask_person(_world: "World", ctx: Context, value: Value) -> Reply:
    """Hand a question that the library does not answer to procurement."""
    number = questions.hand_over(ctx, value.id)["question_id"]
    text = f"Asked procurement ({number}). The answer comes back to this thread."
    return Reply(text, question_id=number)


def answer_question(_world: "World", ctx: Context, value: Value) -> Reply:
    """Answer such a question, as a person of procurement."""
    questions.answer(ctx, value.id, value.reason)
    return Reply(f"Thank you. Your answer to {value.id} is on its way.")


def ask_requester(_world: "World", ctx: Context, value: Value) -> Reply:
    """Put a question about a request to whoever asked for it."""
    done = inquiries.ask(ctx, value.id, value.reason)
    asked, number = done["asked"], done["request_id"]
    return Reply(f"{asked} is asked, in the thread of {number}. You are told the answer.")


def answer_asked(_world: "World", ctx: Context, value: Value) -> Reply:
    """Answer what was asked about one's own request."""
    done = inquiries.answer(ctx, value.id, value.reason)
    told = done["told"]
    is_told = "is told" if len(told) == 1 else "are told"
    return Reply(f"{together(told)} {is_told} your answer; it stays with the request.")
