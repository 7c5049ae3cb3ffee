"""The signals: each turns a brief and rows of the pool into values between 0 and 1."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tools.matching.exact import likeness
from tools.matching.lexicon import bag
from tools.matching.measures import language_name, utc_offset
from tools.matching.money import priced
from tools.matching.packing import number_of
from tools.matching.places import offset_of
from tools.matching.skill_credit import shown_skills
from tools.matching.view import Values, View

if TYPE_CHECKING:
    import numpy as np

DENSE = 0.8
RARE_WORD = 0.6
"""What a word counts that is used once is 1 / (1 + this); used often, it counts almost 1."""
NEUTRAL = 0.45
"""What an unknown value counts: a little less than the middle, so that silence never wins."""


def must_skills(view: View) -> Values | None:
    """Must-have skills shown."""
    return shown_skills(view, view.brief.must) if view.brief.must else None


def nice_skills(view: View) -> Values | None:
    """Nice-to-have skills shown."""
    return shown_skills(view, view.brief.nice) if view.brief.nice else None


def role(view: View) -> Values | None:
    """The headline against the title of the brief, by meaning and by words."""
    import numpy as np

    if not view.brief.title or view.title_vector is None:
        return None
    roles, places = np.unique(view.pool.role_of[view.rows], return_inverse=True)
    near = likeness(view.pool.role_vectors[roles], view.title_vector)
    value = np.clip((near[places] - 0.1) / 0.5, 0, 1) * view.own_trade
    known = view.column("amount_read") + view.column("headed") > 0
    return Values(np.where(known, value, 0.0), known)


def relevance(view: View) -> Values | None:
    """The brief's telling words found in the profile, and nearness in meaning."""
    import numpy as np

    words = bag(view.brief.words)
    if not words:
        return None
    columns = sorted(words)
    weights = view.pool.idf[columns] * np.array([min(2, words[c]) for c in columns], np.float32)
    query = np.zeros(view.terms.shape[1], np.float32)
    query[columns] = weights
    uses = view.terms.astype(np.float32)
    uses.data /= uses.data + np.float32(RARE_WORD)
    shared = uses @ query
    lexical = np.clip(shared / max(float(weights.sum()) * 0.6, 1e-9), 0, 1)
    if view.text_vector is None:
        return Values(lexical * view.own_trade, np.ones(len(lexical), bool))
    near = likeness(view.meaning.texts, view.text_vector)
    dense = np.clip((near - 0.1) / 0.6, 0, 1)
    value = ((1 - DENSE) * lexical + DENSE * dense) * view.own_trade
    return Values(value, view.column("amount_read") > 0)


def level(view: View) -> Values | None:
    """Stated seniority and years against those asked; too much costs little, too little much."""
    import numpy as np

    brief = view.brief
    if brief.level is None and brief.years is None:
        return None
    parts, known = [], np.zeros(len(view.rows), bool)
    if brief.level is not None:
        stated = view.column("level")
        gap = np.where(np.isnan(stated), 0.0, stated - brief.level)
        value = np.where(gap < 0, np.maximum(0, 1 + 0.5 * gap), np.maximum(0.5, 1 - 0.15 * gap))
        parts.append(np.where(np.isnan(stated), NEUTRAL, value))
        known |= ~np.isnan(stated)
    if brief.years is not None:
        years = view.column("years")
        enough = np.minimum(1.0, years / max(brief.years, 1.0))
        parts.append(np.where(np.isnan(years), NEUTRAL, enough))
        known |= ~np.isnan(years)
    return Values(np.mean(parts, axis=0), known)


def price(view: View) -> Values | None:
    """Cost against budget, fees included: full inside it, none at one and a half times."""
    import numpy as np

    brief = view.brief
    cost = priced(brief, view.column)
    if cost is None:
        return None
    limit = brief.hourly_usd if brief.hourly_usd is not None else brief.total_usd
    ratio = cost / max(limit or 0.0, 0.01)
    value = np.where(ratio <= 1, 1 - 0.3 * ratio, np.maximum(0, 0.7 - 1.5 * (ratio - 1)))
    return Values(np.where(np.isnan(cost), NEUTRAL, value), ~np.isnan(cost))


def availability(view: View) -> Values | None:
    """Free on the start date, or how late; and for how much of the hours asked."""
    import numpy as np

    brief = view.brief
    if (
        brief.start is None
        and not brief.hours_per_week
        and not brief.priorities.get("availability")
    ):
        return None
    day = brief.start or brief.as_of
    from_day = day.toordinal() if day else None
    free, parts = view.column("available"), []
    known = ~np.isnan(free)
    if from_day is not None:
        late = np.maximum(0.0, np.where(known, free, from_day) - from_day) / 7
        parts.append(np.where(known, np.maximum(0.0, 1 - 0.25 * late), NEUTRAL))
    hours = view.column("hours_per_week")
    if brief.hours_per_week:
        share = np.minimum(1.0, hours / brief.hours_per_week)
        parts.append(np.where(np.isnan(hours), NEUTRAL, share))
        known |= ~np.isnan(hours)
    return Values(np.mean(parts, axis=0), known) if parts else None


def our_history(view: View) -> Values:
    """Earlier work with us."""
    return _stated(view.column("history"))


def reputation(view: View) -> Values:
    """Performance elsewhere, already shrunk."""
    return _stated(view.column("reputation"))


def responsiveness(view: View) -> Values:
    """Response rate and time."""
    return _stated(view.column("response"))


def screening(view: View) -> Values:
    """Checks already done."""
    return _stated(view.column("screening"))


def _stated(column: "np.ndarray") -> Values:
    import numpy as np

    unknown = np.isnan(column)
    return Values(np.where(unknown, NEUTRAL, column), ~unknown)


def timezone(view: View) -> Values | None:
    """Working hours shared with the place the brief names; eight shared hours count in full."""
    import numpy as np

    wanted = utc_offset(view.brief.location) if view.brief.location else None
    if wanted is None and view.brief.location:
        wanted = offset_of(view.brief.location)
    if wanted is None:
        return None
    offset = view.column("utc_offset")
    apart = np.abs(offset - wanted)
    apart = np.minimum(apart, 24 - apart)
    return Values(
        np.where(np.isnan(offset), NEUTRAL, np.maximum(0, 1 - apart / 8)), ~np.isnan(offset)
    )


def language(view: View) -> Values | None:
    """Whether the language asked for is spoken."""
    import numpy as np

    if not view.brief.language:
        return None
    asked = number_of(language_name(view.brief.language))
    speaks = np.zeros(len(view.rows), bool)
    speaks[view.languages.holders(asked)[0]] = True
    stated = np.diff(view.languages.matrix.indptr) > 0
    return Values(np.where(speaks, 1.0, np.where(stated, 0.0, NEUTRAL)), stated)


def exploration(view: View) -> Values:
    """A little for those nobody here has worked with."""
    import numpy as np

    new = view.column("engagements") == 0
    return Values(np.where(new, 1.0, 0.0), np.ones(len(new), bool))


SIGNALS: Mapping[str, Callable[[View], Values | None]] = {
    f.__name__: f
    for f in (
        must_skills, nice_skills, role, relevance, level, price, availability, our_history,
        reputation, responsiveness, timezone, language, screening, exploration,
    )
}  # fmt: skip
