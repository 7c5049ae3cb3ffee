"""What goes over the wire to a chat model, counted in tokens by a tokenizer on this machine."""

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_core.messages.utils import convert_to_openai_messages


def counted(message: BaseMessage) -> int:
    """Tokens of one message as the wire carries it."""
    (sent,) = convert_to_openai_messages([message])
    return tokens(json.dumps(sent, ensure_ascii=False))


@cache
def _tokenizer() -> Any:
    import wordllama
    from tokenizers import Tokenizer

    folder = Path(str(wordllama.__file__)).parent / "tokenizers"
    tokenizer = Tokenizer.from_file(str(folder / "l2_supercat_tokenizer_config.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@lru_cache(maxsize=10_000)
def tokens(text: str) -> int:
    """How many tokens the text is."""
    return len(_tokenizer().encode(text, add_special_tokens=False).ids)
