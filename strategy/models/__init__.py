from strategy.models.decision import PlanDecision, PlanStep, PlanSubmission
from strategy.models.element import CoreFunction, PlanElement
from strategy.models.plan import Plan
from strategy.models.research import ResearchEdition, ResearchItem
from strategy.models.review import Amendment, PlanReview, ReviewFinding
from strategy.models.theme import AnnualTheme, ThemeActivity, ThemePrinciple

__all__ = [
    "Amendment",
    "AnnualTheme",
    "CoreFunction",
    "Plan",
    "PlanDecision",
    "PlanElement",
    "PlanReview",
    "PlanStep",
    "PlanSubmission",
    "ResearchEdition",
    "ResearchItem",
    "ReviewFinding",
    "ThemeActivity",
    "ThemePrinciple",
]
