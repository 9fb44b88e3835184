from strategy.models.research import ResearchEdition, ResearchItem
from strategy.models.theme import AnnualTheme, ThemeActivity, ThemePrinciple

__all__ = ["AnnualTheme", "ResearchEdition", "ResearchItem", "ThemeActivity", "ThemePrinciple"]
