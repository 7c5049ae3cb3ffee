"""Which chat model answers: an OpenAI-compatible endpoint, or the embedded one."""

from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage


def remote_model(settings: Settings) -> "BaseChatModel | None":
    """The configured OpenAI-compatible model, if a key is set; retries are the agent's business."""
    if settings.openai_api_key is None:
        return None
    from assistant.endpoint import CarefulChatOpenAI

    return CarefulChatOpenAI(
        model=settings.model,
        api_key=settings.openai_api_key,
        base_url=settings.openai_base_url,
        timeout=settings.model_timeout,
        max_retries=0,
        stream_usage=True,
        use_responses_api=False,  # Compatible endpoints speak Chat Completions.
    )


def embedded_model() -> "BaseChatModel":
    """The embedded model: deterministic, on this machine, with the same tool calls."""
    from assistant.offline.model import EmbeddedChatModel

    return EmbeddedChatModel()


def is_embedded(message: "BaseMessage") -> bool:
    """Whether the embedded model said it."""
    from assistant.offline.model import NAME

    return bool(message.response_metadata.get("model_name") == NAME)
