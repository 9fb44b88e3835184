from strategy.services import (
    activities,
    consultations,
    decisions,
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
    "plans",
    "positions",
    "reminders",
    "reviews",
    "syntheses",
]
