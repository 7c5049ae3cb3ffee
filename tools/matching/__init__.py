"""Talent matching: rankings that explain themselves and can be overruled."""

from tools.matching.brief import Brief
from tools.matching.building import build_pool
from tools.matching.columns import Columns
from tools.matching.erasure import forget, purge_expired
from tools.matching.overrides import Overrides
from tools.matching.ranking import Ranking, rank
from tools.matching.runs import keep_run, replay
from tools.matching.saving import save_profiles
from tools.matching.store import Pool
from tools.matching.weights import reweighted

__all__ = [
    "Brief",
    "Columns",
    "Overrides",
    "Pool",
    "Ranking",
    "build_pool",
    "forget",
    "keep_run",
    "purge_expired",
    "rank",
    "replay",
    "reweighted",
    "save_profiles",
]
