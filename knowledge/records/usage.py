"""What calls to a language model cost: one row a call, failed ones included."""

from datetime import datetime

from sqlalchemy import Boolean, Float, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.records.base import Record


class ModelCall(Record):
    """One call to a model; tokens and cost are empty where nobody told or no price is known."""

    __tablename__ = "model_calls"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    thread: Mapped[str] = mapped_column(String(200), index=True)
    actor: Mapped[str] = mapped_column(String(254))
    turn: Mapped[str] = mapped_column(String(60), index=True)
    request_id: Mapped[str | None] = mapped_column(String(40), index=True)
    model: Mapped[str] = mapped_column(String(120))
    input_tokens: Mapped[int | None] = mapped_column(Integer)
    cached_tokens: Mapped[int | None] = mapped_column(Integer)
    output_tokens: Mapped[int | None] = mapped_column(Integer)
    cost_usd: Mapped[float | None] = mapped_column(Float)
    seconds: Mapped[float] = mapped_column(Float)
    fallback: Mapped[bool] = mapped_column(Boolean)
    outcome: Mapped[str] = mapped_column(String(60))
