from strategy.services import (
    activities,
    challenges,
    consultations,
    decisions,
    indicators,
    plans,
    positions,
    reminders,
    reviews,
    syntheses,
    workshops,
)

__all__ = [
    "activities",
    "challenges",
    "consultations",
    "decisions",
    "indicators",
    "plans",
    "positions",
    "reminders",
    "reviews",
    "syntheses",
    "workshops",
]
