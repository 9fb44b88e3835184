"""What may be, and how it is worked out: pure, without queries."""

from strategy.rules import motif

__all__ = ["motif"]
