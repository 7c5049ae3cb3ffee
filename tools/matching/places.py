"""Where the places that briefs name lie: hours from UTC of countries, regions and cities."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "places.json"


def offset_of(place: str) -> float | None:
    """Hours ahead of UTC, in winter, of a place that a brief names; None if it is not known."""
    plain = place.lower()
    named = [(len(name), hours) for name, hours in _places().items() if name in plain]
    return max(named)[1] if named else None


@cache
def _places() -> dict[str, float]:
    places: dict[str, float] = json.loads(FILE.read_text(encoding="utf-8"))
    return places
