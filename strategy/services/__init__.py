from strategy.services import activities, decisions, plans, reviews

__all__ = ["activities", "decisions", "plans", "reviews"]
