from strategy.services import activities

__all__ = ["activities"]
