"""Writes down what every call to a model took, the failed and the embedded ones included."""

import time
from collections.abc import Callable
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage

from assistant.resilience import name_of, turn_of
from tools.context import Context
from tools.usage import Used, note_call


class MeteringMiddleware(AgentMiddleware[Any, Context]):
    """Notes tokens, cost and time of each call; any model but `remote` is the fallback."""

    def __init__(self, remote: Any) -> None:
        super().__init__()
        self.remote = remote

    def wrap_model_call(
        self, request: ModelRequest[Context], handler: Callable[[ModelRequest[Context]], Any]
    ) -> ModelResponse[Any] | AIMessage:
        """Make the call and note it."""
        turn, began = turn_of(request.messages), time.perf_counter()
        try:
            response = handler(request)
        except Exception as error:
            note_call(request.runtime.context, turn, self._used(request, began, name_of(error)))
            raise
        message = response.result[0]
        note_call(request.runtime.context, turn, self._used(request, began, "ok", message))
        return response  # type: ignore[no-any-return]

    def _used(
        self,
        request: ModelRequest[Context],
        began: float,
        outcome: str,
        message: AIMessage | None = None,
    ) -> Used:
        told = message.usage_metadata if message else None
        known = message.response_metadata.get("model_name") if message else None
        return Used(
            model=str(known or getattr(request.model, "model_name", request.model.get_name())),
            seconds=round(time.perf_counter() - began, 4),
            fallback=request.model is not self.remote,
            outcome=outcome[:60],
            input_tokens=told["input_tokens"] if told else None,
            cached_tokens=_cached(told) if told else None,
            output_tokens=told["output_tokens"] if told else None,
        )


def _cached(told: Any) -> int:
    return int((told.get("input_token_details") or {}).get("cache_read") or 0)
