"""Conditions on this app's objects: a module per noun."""

from strategy.policies import plans, themes


def register() -> None:
    """Fill every noun's rows of the table."""
    plans.register()
    themes.register()
