"""Decision tables as data, one pure function each: facts in, a Ruling out."""

from knowledge.rules.ruling import Ruling
from knowledge.rules.verdicts import rulings

__all__ = ["Ruling", "rulings"]
