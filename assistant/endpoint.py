"""The client of an OpenAI-compatible endpoint, careful with answers that come in pieces."""

import json
import time
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from langchain_core.messages import AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk
from langchain_openai import ChatOpenAI

from assistant.resilience import Unusable, broken_arguments


class CarefulChatOpenAI(ChatOpenAI):
    """Refuses a streamed call whose arguments are not whole, and a stream that takes too long.

    What arrived of broken JSON would otherwise be completed to something that nobody said. The
    client's own timeout counts anew from every piece, so that a trickle would never end.
    """

    def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        patience = self.request_timeout
        ends = time.monotonic() + (patience if isinstance(patience, float) else float("inf"))
        names: dict[Any, str] = {}
        texts: dict[Any, str] = defaultdict(str)
        for chunk in super()._stream(*args, **kwargs):
            if isinstance(chunk.message, AIMessageChunk):
                for piece in chunk.message.tool_call_chunks:
                    names.setdefault(piece["index"], piece["name"] or "")
                    texts[piece["index"]] += piece["args"] or ""
            if time.monotonic() > ends:
                raise Unusable("too slow", again=False)
            yield chunk
        broken = [names[index] for index, text in texts.items() if not _is_object(text)]
        if broken:
            raise broken_arguments(broken)


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text or "{}"), dict)
    except ValueError:
        return False
