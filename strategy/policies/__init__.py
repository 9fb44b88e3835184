"""Conditions on this app's objects: a module per noun."""

from strategy.policies import (
    consultations,
    contributions,
    dispositions,
    indicators,
    plans,
    themes,
    workshops,
)


def register() -> None:
    """Fill every noun's rows of the table."""
    consultations.register()
    contributions.register()
    dispositions.register()
    indicators.register()
    plans.register()
    themes.register()
    workshops.register()
