"""Whom this app's events tell what: a module per noun."""

from strategy.notices import (
    amendments,
    consultations,
    contributions,
    dispositions,
    indicators,
    plans,
    workshops,
)


def register() -> None:
    """Fill every noun's rows of the table."""
    amendments.register()
    consultations.register()
    contributions.register()
    dispositions.register()
    indicators.register()
    plans.register()
    workshops.register()
