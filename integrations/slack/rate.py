"""How much one person, and one workspace, may ask for in a minute."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

FRIENDLY = (
    "That was a lot at once: I'm taking a breath. Nothing you wrote is lost, but I did not act on "
    "this message. Try again in a minute."
)


@dataclass
class RateLimits:
    """Sliding windows of one minute; a refused turn does not count."""

    a_person: int = 30
    a_workspace: int = 1_200
    clock: Callable[[], float] = time.monotonic
    _seen: dict[str, deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self, team: str, user: str) -> bool:
        """Whether one more turn is within both limits; it is counted if so."""
        now = self.clock()
        with self._lock:
            person = self._window(f"{team}:{user}", now)
            workspace = self._window(team, now)
            if len(person) >= self.a_person or len(workspace) >= self.a_workspace:
                return False
            person.append(now)
            workspace.append(now)
            return True

    def _window(self, key: str, now: float) -> deque[float]:
        seen = self._seen.setdefault(key, deque())
        while seen and now - seen[0] > 60:
            seen.popleft()
        return seen
