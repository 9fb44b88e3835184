from strategy.selectors import consultations, positions, research, results, themes, turnout

__all__ = ["consultations", "positions", "research", "results", "themes", "turnout"]
