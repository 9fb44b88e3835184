from strategy.services import (
    activities,
    challenges,
    consultations,
    decisions,
    indicators,
    plan_imports,
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
    "plan_imports",
    "plans",
    "positions",
    "reminders",
    "reviews",
    "syntheses",
    "workshops",
]
