from strategy.services import (
    activities,
    consultations,
    decisions,
    indicators,
    plans,
    positions,
    reminders,
    reviews,
    syntheses,
)

__all__ = [
    "activities",
    "consultations",
    "decisions",
    "indicators",
    "plans",
    "positions",
    "reminders",
    "reviews",
    "syntheses",
]
