"""Filling the pool with the people the assistant starts with."""

from collections.abc import Callable
from datetime import UTC, datetime

from knowledge.database import Sessions
from tools.matching.columns import Embed
from tools.matching.saving import save_profiles


def seed_talent(
    sessions: Sessions,
    progress: Callable[[str], None] = lambda _: None,
    *,
    embed: Embed | None = None,
    now: datetime | None = None,
    count: int = 2000,
) -> int:
    """Add the made-up people; how many there are. They came from no platform, so none expires."""
    from knowledge.embedding import Embedder
    from knowledge.seed.talent import talent_profiles

    at = now or datetime.now(UTC)
    return save_profiles(sessions, talent_profiles(count), embed or Embedder(), at, progress)
