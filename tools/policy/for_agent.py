"""What the model may call about policies: answers, more of the last one, objections to it."""

from typing import Any

from langchain.tools import tool

from tools.policy import answered as policy_answered
from tools.policy import asking as policy
from tools.policy import feedback as policy_feedback
from tools.results import Runtime, telling


@tool(response_format="content_and_artifact")
@telling
def ask_policy(runtime: Runtime, question: str) -> dict[str, Any]:
    """Answer a question about rules from the policy library, cited, or say it is not there."""
    return policy.answer_in_thread(runtime.context, question)


@tool(response_format="content_and_artifact")
@telling
def about_last_answer(runtime: Runtime, aspect: policy_answered.Aspect) -> dict[str, Any]:
    """Tell more of the last policy answer: source, since, change, certainty, reason, rest, contact.

    For "where is that written?", "since when?", "what was it before?", "sure?", "why?", "more",
    "what's her email?".
    """
    return policy_answered.about_last_answer(runtime.context, aspect)


@tool(response_format="content_and_artifact")
@telling
def object_to_answer(runtime: Runtime, reason: str) -> dict[str, Any]:
    """Keep that the last policy answer was wrong or missed the question, in the person's words."""
    return policy_feedback.object_to_last_answer(runtime.context, reason)
