from strategy.selectors import (
    consultations,
    indicators,
    positions,
    research,
    results,
    themes,
    turnout,
)

__all__ = [
    "consultations",
    "indicators",
    "positions",
    "research",
    "results",
    "themes",
    "turnout",
]
