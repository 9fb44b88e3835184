"""Fill the demonstration, through the services: a module per noun."""

from strategy.services.demonstration import (
    consultations,
    deliverables,
    dispositions,
    indicators,
    plans,
    scans,
    themes,
    workshop_rounds,
    workshops,
)


def load() -> None:
    """Load every noun's part, in the order in which they stand on each other."""
    plans.load()
    themes.load()
    indicators.load()
    deliverables.load()
    scans.load()
    consultations.load()
    workshops.load()
    workshop_rounds.load()
    dispositions.load()
