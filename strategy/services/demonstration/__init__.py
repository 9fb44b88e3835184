"""Fill the demonstration, through the services: a module per noun."""

from strategy.services.demonstration import consultations, indicators, plans, themes, workshops


def load() -> None:
    """Load every noun's part, in the order in which they stand on each other."""
    plans.load()
    themes.load()
    indicators.load()
    consultations.load()
    workshops.load()
