"""The policy library: documents with their history, the index over them, and grounded answers."""

from knowledge.library.library import Library
from knowledge.library.passages import Passage
from knowledge.library.rights import ANYONE, Reader

__all__ = ["ANYONE", "Library", "Passage", "Reader"]
