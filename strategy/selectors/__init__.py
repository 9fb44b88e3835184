from strategy.selectors import research, themes

__all__ = ["research", "themes"]
