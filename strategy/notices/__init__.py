"""Whom this app's events tell what: a module per noun."""

from strategy.notices import plans, workshops


def register() -> None:
    """Fill every noun's rows of the table."""
    plans.register()
    workshops.register()
