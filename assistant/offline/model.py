"""The embedded chat model: deterministic, without a network, with the tool calls of any other."""

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.messages.tool import ToolCall, tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from assistant.offline.changes.requiring import offered
from assistant.offline.planning import next_calls
from assistant.offline.remembered import kept, of_answer, read_turn
from assistant.offline.requests.which_request import resolved
from assistant.offline.talk.replying import changed
from assistant.offline.turn import Call, Turn
from assistant.offline.wording.answer import worded
from assistant.offline.wording.records import beside_filing

NAME = "embedded"


class EmbeddedChatModel(BaseChatModel):
    """Understands, plans and words without a language model; one instance serves every thread."""

    @property
    def _llm_type(self) -> str:
        return NAME

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"model_name": NAME}

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,  # noqa: ARG002  (the signature of every chat model)
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Tell the model which tools it may call; it calls no others."""
        names = [
            tool.name
            if isinstance(tool, BaseTool)
            else convert_to_openai_tool(tool)["function"]["name"]
            for tool in tools
        ]
        return self.bind(tool_names=names, **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002  (the signature of every chat model)
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002  (the same)
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=_reply(messages, kwargs))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002  (the same)
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for chunk in _chunks(_reply(messages, kwargs)):
            if run_manager:
                run_manager.on_llm_new_token(chunk.text, chunk=chunk)
            yield chunk


def _reply(messages: Sequence[BaseMessage], kwargs: dict[str, Any]) -> AIMessage:
    """The next message of the turn: tool calls while there are any to make, then words."""
    turn, planned = next_calls(resolved(read_turn(messages)))
    allowed = kwargs.get("tool_names")
    calls = [call for call in planned if allowed is None or call.name in allowed]
    files = any(call.name == "file_request" for call in calls)
    content = (beside_filing(turn) if files else "") if calls else worded(turn)
    return AIMessage(
        content=content,
        tool_calls=[_tool_call(turn, call, place) for place, call in enumerate(calls)],
        response_metadata={"model_name": NAME} | (kept(turn) if calls else with_answer(turn)),
        usage_metadata=UsageMetadata(input_tokens=0, output_tokens=0, total_tokens=0),
    )


def with_answer(turn: Turn) -> dict[str, Any]:
    """What the next turn needs to know of the answer."""
    return of_answer(turn, changed=changed(turn), offered=offered(turn))


def _tool_call(turn: Turn, call: Call, place: int) -> ToolCall:
    told = f"{turn.seed}/{len(turn.earlier)}/{len(turn.results)}/{place}/{call.name}"
    return ToolCall(
        name=call.name,
        args=call.args,
        id="call_" + sha256(told.encode()).hexdigest()[:20],
        type="tool_call",
    )


def _chunks(message: AIMessage) -> Iterator[ChatGenerationChunk]:
    for word in re.findall(r"\S+\s*|\s+", message.text):
        yield ChatGenerationChunk(message=AIMessageChunk(content=word))
    yield ChatGenerationChunk(
        message=AIMessageChunk(
            content="",
            tool_call_chunks=[
                tool_call_chunk(name=c["name"], args=_json(c["args"]), id=c["id"], index=i)
                for i, c in enumerate(message.tool_calls)
            ],
            response_metadata=message.response_metadata,
            usage_metadata=message.usage_metadata,
            chunk_position="last",
        )
    )


def _json(args: dict[str, Any]) -> str:
    import json

    return json.dumps(args, ensure_ascii=False)
