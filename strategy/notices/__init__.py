"""Whom this app's events tell what: a module per noun."""

from strategy.notices import workshops


def register() -> None:
    """Fill every noun's rows of the table."""
    workshops.register()
