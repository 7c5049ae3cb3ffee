"""What language models cost: dated price tables, each with its source."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from pydantic import Field

from knowledge.fields import Strict

MILLION = 1_000_000


class Price(Strict):
    """USD for a million tokens; `cached` are input tokens that the provider kept from before."""

    input: float = Field(ge=0)
    cached: float = Field(ge=0)
    output: float = Field(ge=0)


class PriceTable(Strict):
    """The prices that a provider published, and from when on they are taken."""

    provider: str
    effective_from: date
    source: str
    checked: date
    models: Mapping[str, Price]


@cache
def price_tables() -> tuple[PriceTable, ...]:
    """Every price table, the newest first."""
    text = resources.files("knowledge.prices").joinpath("models.toml").read_text("utf-8")
    tables = (PriceTable.model_validate(table) for table in tomllib.loads(text)["table"])
    return tuple(sorted(tables, key=lambda table: table.effective_from, reverse=True))


def price_of(model: str, day: date) -> Price | None:
    """The price of a model on a day, dated names such as gpt-5-mini-2025-08-07 included."""
    for table in price_tables():
        if table.effective_from > day:
            continue
        for name in (model, _undated(model)):
            if name in table.models:
                return table.models[name]
    return None


def cost_usd(
    model: str, day: date, input_tokens: int, cached_tokens: int, output_tokens: int
) -> float | None:
    """What a call cost in USD; None, not zero, where no price of the model is known."""
    price = price_of(model, day)
    if price is None:
        return None
    fresh = max(0, input_tokens - cached_tokens)
    total = fresh * price.input + cached_tokens * price.cached + output_tokens * price.output
    return round(total / MILLION, 8)


def _undated(model: str) -> str:
    parts = model.rsplit("-", 3)
    dated = len(parts) == 4 and all(part.isdigit() for part in parts[1:])
    return parts[0] if dated else model
