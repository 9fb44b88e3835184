from strategy.selectors import (
    consultations,
    indicators,
    positions,
    research,
    results,
    search,
    themes,
    turnout,
)

__all__ = [
    "consultations",
    "indicators",
    "positions",
    "research",
    "results",
    "search",
    "themes",
    "turnout",
]
