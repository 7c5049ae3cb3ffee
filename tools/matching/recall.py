"""Which rows are scored exactly: all of a small pool, the most promising of a large one."""

from typing import TYPE_CHECKING

from tools.matching.signals import View

if TYPE_CHECKING:
    import numpy as np

    from tools.matching.brief import Brief
    from tools.matching.columns import Columns

EXACT = 8000


def candidates(brief: "Brief", pool: "Columns", eligible: "np.ndarray", view: View) -> "np.ndarray":
    """The rows to score, among those that are eligible."""
    import numpy as np

    return np.flatnonzero(eligible)
