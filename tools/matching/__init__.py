"""Talent matching: rankings that explain themselves and can be overruled."""

from tools.matching.brief import Brief
from tools.matching.building import build_pool
from tools.matching.columns import Columns
from tools.matching.explain import Candidate
from tools.matching.overrides import Overrides
from tools.matching.ranking import Ranking, rank
from tools.matching.store import Pool, purge_expired, save_profiles
from tools.matching.weights import Weights, default_weights, reweighted

__all__ = [
    "Brief",
    "Candidate",
    "Columns",
    "Overrides",
    "Pool",
    "Ranking",
    "Weights",
    "build_pool",
    "default_weights",
    "purge_expired",
    "rank",
    "reweighted",
    "save_profiles",
]
