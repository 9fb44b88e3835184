"""The app."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    """See docs: what this app is for."""

    name = "strategy"
