"""What is done when the configured model fails: once more where that helps, else the embedded one.

The person waits no longer than the setting allows, and an endpoint that just failed is left alone
for a while, so that the next turn is not slow as well. A mistake in our own code is no failure of
the model: it is neither repeated nor covered up, and ends the turn as an incident.
"""

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, AnyMessage, SystemMessage

from assistant.plain_text import plain_text
from tools.context import Context

ATTEMPTS = 3
REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=5)
FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0
TRY_AGAIN = frozenset({408, 409, 429, 500, 502, 503, 504, 529})

Handler = Callable[[ModelRequest[Context]], ModelResponse[Any]]


class Unusable(Exception):
    """An answer that arrived but cannot be used; `hint` tells the model what to do better."""

    def __init__(self, why: str, *, again: bool, hint: str = "") -> None:
        super().__init__(why)
        self.again = again
        self.hint = hint


class PatienceMiddleware(AgentMiddleware[Any, Context]):
    """Asks the remote model, with back-off, within `patience` seconds; then the embedded one."""

    def __init__(
        self, remote: Any, embedded: Any, *, patience: float, sleep: Callable[[float], None]
    ) -> None:
        super().__init__()
        self.remote = remote
        self.embedded = embedded
        self.accept = usable if _speaks_openai(remote) else _as_it_is
        self.patience = patience
        self.sleep = sleep
        self.resting_until: datetime | None = None
        self.given_up: deque[str] = deque(maxlen=256)

    def wrap_model_call(
        self, request: ModelRequest[Context], handler: Handler
    ) -> ModelResponse[Any] | AIMessage:
        """Ask; a failure that stays one is remembered for a while, and the embedded model asked."""
        turn, now = turn_of(request.messages), request.runtime.context.clock()
        rests = self.resting_until is not None and now < self.resting_until
        if not rests and turn not in self.given_up:
            try:
                return self._asked(request, handler)
            except failures() as error:
                structlog.get_logger().warning("model failed", error=name_of(error))
                self.given_up.append(turn)
                if not isinstance(error, Unusable):
                    self.resting_until = request.runtime.context.clock() + _rest(error)
        return handler(request.override(model=self.embedded))

    def _asked(self, request: ModelRequest[Context], handler: Handler) -> ModelResponse[Any]:
        import tenacity

        hints: list[str] = []
        attempts = tenacity.Retrying(
            retry=tenacity.retry_if_exception(may_help),
            wait=_wait,
            stop=tenacity.stop_after_attempt(ATTEMPTS) | tenacity.stop_before_delay(self.patience),
            sleep=self.sleep,
            before_sleep=lambda state: hints.append(_hint(state)),
            reraise=True,
        )
        return attempts(lambda: self.accept(handler(_with_hint(request, hints))))


def usable(response: ModelResponse[Any]) -> ModelResponse[Any]:
    """The response, if it is whole.

    Raises:
        Unusable: it is empty, cut short, refused, or calls tools in a way that cannot be read.
    """
    message = response.result[0]
    assert isinstance(message, AIMessage)  # noqa: S101  (a model answers with nothing else)
    if message.invalid_tool_calls:
        raise broken_arguments([str(call["name"]) for call in message.invalid_tool_calls])
    end = message.response_metadata.get("finish_reason")
    if end is None:
        raise Unusable("cut short", again=True)
    if end in ("length", "content_filter"):
        raise Unusable(end, again=False)
    if not message.tool_calls and not plain_text(message.text).strip():
        refused = bool(message.additional_kwargs.get("refusal"))
        raise Unusable("refusal" if refused else "empty", again=not refused)
    return response


def broken_arguments(names: Sequence[str]) -> Unusable:
    """What is wrong with calls of these tools: their arguments cannot be read."""
    called = ", ".join(sorted(set(names)))
    hint = f"Your call of {called} had arguments that are not JSON. Make it again."
    return Unusable("arguments are not JSON", again=True, hint=hint)


def _speaks_openai(model: Any) -> bool:
    return bool(getattr(model, "_llm_type", "") == "openai-chat")


def _as_it_is(response: ModelResponse[Any]) -> ModelResponse[Any]:
    return response


def failures() -> tuple[type[Exception], ...]:
    """What a provider, or the way to it, does wrong; any other error is a mistake of ours."""
    import httpx2
    import openai

    return (Unusable, openai.OpenAIError, httpx2.HTTPError, ConnectionError, TimeoutError)


def may_help(error: BaseException) -> bool:
    """Whether asking once more may go better."""
    import openai

    if isinstance(error, Unusable):
        return error.again
    if isinstance(error, openai.APIStatusError):
        return error.status_code in TRY_AGAIN
    return isinstance(error, failures())


def retry_after(error: BaseException | None) -> float | None:
    """The seconds after which the endpoint wants to be asked again, if it said so."""
    import openai

    if not isinstance(error, openai.APIStatusError):
        return None
    try:
        return max(0.0, float(error.response.headers.get("retry-after", "")))
    except ValueError:
        return None


def name_of(error: BaseException) -> str:
    """What kind of failure it was; never its text, which may hold what was asked."""
    return str(error) if isinstance(error, Unusable) else type(error).__name__


def turn_of(messages: list[AnyMessage]) -> str:
    """The id of the turn: that of the last thing that the person wrote."""
    return next((str(m.id) for m in reversed(messages) if m.type == "human"), "")


def _wait(state: Any) -> float:
    asked_for = retry_after(state.outcome.exception())
    if asked_for is not None:
        return asked_for
    return float(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (state.attempt_number - 1)))


def _rest(error: BaseException) -> timedelta:
    asked_for = timedelta(seconds=retry_after(error) or 0)
    return min(max(REST, asked_for), LONGEST_REST)


def _hint(state: Any) -> str:
    return getattr(state.outcome.exception(), "hint", "")


def _with_hint(request: ModelRequest[Context], hints: list[str]) -> ModelRequest[Context]:
    if not hints or not hints[-1]:
        return request
    return request.override(messages=[*request.messages, SystemMessage(hints[-1])])
