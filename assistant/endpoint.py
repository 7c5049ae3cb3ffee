"""The client of an OpenAI-compatible endpoint, careful with broken answers and with pieces."""

import json
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_openai import ChatOpenAI

from assistant.resilience import Unusable, broken_arguments

MISSHAPEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""How the client fails where an answer is not what the protocol says."""


class CarefulChatOpenAI(ChatOpenAI):
    """Refuses a streamed call whose arguments are not whole, and a stream that takes too long.

    What arrived of broken JSON would otherwise be completed to something that nobody said. The
    client's own timeout counts anew from every piece, so that a trickle would never end. An answer
    that cannot be read is told apart from a mistake in what is asked, which is ours.
    """

    def _generate(self, *args: Any, **kwargs: Any) -> ChatResult:
        # Where a form is asked for, the client itself reads the answer into it.
        forms = MISSHAPEN if "response_format" in kwargs else ()
        with _reading(json.JSONDecodeError, UnicodeDecodeError, *forms):
            return super()._generate(*args, **kwargs)

    def _create_chat_result(self, *args: Any, **kwargs: Any) -> ChatResult:
        with _reading(*MISSHAPEN):
            result = super()._create_chat_result(*args, **kwargs)
        if not result.generations:
            raise Unusable("no choices", again=True)
        for generation in result.generations:
            if isinstance(generation.message, AIMessage):
                _name_calls(generation.message)
        return result

    def _convert_chunk_to_generation_chunk(
        self, *args: Any, **kwargs: Any
    ) -> ChatGenerationChunk | None:
        with _reading(*MISSHAPEN):
            return super()._convert_chunk_to_generation_chunk(*args, **kwargs)

    def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        patience = self.request_timeout
        ends = time.monotonic() + (patience if isinstance(patience, float) else float("inf"))
        names: dict[Any, str] = {}
        ids: set[str] = set()
        texts: dict[Any, str] = defaultdict(str)
        for chunk in self._pieces(*args, **kwargs):
            if isinstance(chunk.message, AIMessageChunk):
                for piece in chunk.message.tool_call_chunks:
                    if piece["index"] not in names:
                        piece["id"] = _own_id(piece["id"], ids)
                    names.setdefault(piece["index"], piece["name"] or "")
                    texts[piece["index"]] += piece["args"] or ""
            if time.monotonic() > ends:
                raise Unusable("too slow", again=False)
            yield chunk
        broken = [names[index] for index, text in texts.items() if not _is_object(text)]
        if broken:
            raise broken_arguments(broken)

    def _pieces(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        empty = True
        with _reading(json.JSONDecodeError, UnicodeDecodeError):
            for chunk in super()._stream(*args, **kwargs):
                empty = False
                yield chunk
        if empty:
            raise Unusable("empty", again=True)


def _name_calls(message: AIMessage) -> None:
    """Give calls that came without an id, or share one, an id by which they can be answered."""
    ids: set[str] = set()
    for call in message.tool_calls:
        call["id"] = _own_id(call["id"], ids)


def _own_id(given: str | None, taken: set[str]) -> str:
    """The id of a call, or one of ours where it has none: in the strictest form that is asked for.

    It is added to the ids that are `taken`.
    """
    own = given if given and given not in taken else uuid4().hex[:9]
    taken.add(own)
    return own


@contextmanager
def _reading(*errors: type[Exception]) -> Iterator[None]:
    try:
        yield
    except Unusable:
        raise
    except errors as error:
        raise Unusable("misshapen", again=True) from error


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text or "{}"), dict)
    except ValueError:
        return False
