"""What a model is handed of a use case: its result as JSON, or the sentence of a refusal."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from langchain.tools import ToolRuntime

from knowledge.errors import SourcingError
from tools.context import Context

Runtime: TypeAlias = ToolRuntime[Context, Any]
Told: TypeAlias = tuple[str, dict[str, Any]]


def telling(use_case: Callable[..., dict[str, Any]]) -> Callable[..., Told]:
    """Hand the model JSON, a refusal included, and keep the same data for the surface."""

    @wraps(use_case)
    def told(*args: Any, **kwargs: Any) -> Told:
        try:
            result = use_case(*args, **kwargs)
        except SourcingError as refusal:
            result = {"error": str(refusal), "rule": getattr(refusal, "rule", "")}
            result |= {"missing": list(getattr(refusal, "missing", ()))}
        return json.dumps(result, ensure_ascii=False, default=str), result

    return told
