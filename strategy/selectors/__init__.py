from strategy.selectors import (
    comparisons,
    consultations,
    contents,
    indicators,
    lives,
    plans,
    positions,
    research,
    results,
<<<<<<< HEAD
    search,
=======
    reviews,
>>>>>>> e6c880f (strategy: Read, write and decide plans in the browser.)
    themes,
    turnout,
    writing,
)

__all__ = [
    "comparisons",
    "consultations",
    "contents",
    "indicators",
    "lives",
    "plans",
    "positions",
    "research",
    "results",
<<<<<<< HEAD
    "search",
=======
    "reviews",
>>>>>>> e6c880f (strategy: Read, write and decide plans in the browser.)
    "themes",
    "turnout",
    "writing",
]
