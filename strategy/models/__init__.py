from strategy.models.amendment import Amendment, AmendmentAddition, AmendmentChange
from strategy.models.calendar_feed import CalendarFeed
from strategy.models.carry_over import CarriedElement, CarriedIndicator, CarryOver
from strategy.models.consultation import (
    ClosingCall,
    Consultation,
    ConsultationItem,
    RegionWindow,
    Reminder,
)
from strategy.models.contribution import (
    Contribution,
    ContributionRevision,
    ProposalStand,
    Redaction,
)
from strategy.models.counted import CountedResult
from strategy.models.decision import PlanDecision, PlanStep, PlanSubmission
from strategy.models.deliverable import Deliverable, EffortShare
from strategy.models.disposition import Disposition, DispositionCorrection
from strategy.models.element import CoreFunction, PlanElement
from strategy.models.evidence import Evidence
from strategy.models.framework import Commitment, Framework
from strategy.models.indicator import Indicator, IndicatorScore
from strategy.models.measurement import (
    FigureReminder,
    IndicatorPeriod,
    LightOverride,
    Measurement,
    RegionalValue,
)
from strategy.models.paper import PlanPaper
from strategy.models.paper_answer import PaperAnswer, Release, ReleaseRule
from strategy.models.plan import Plan
from strategy.models.plan_import import PlanImport
from strategy.models.plan_input import PlanInput
from strategy.models.position import Position, PositionRevision, Synthesis
from strategy.models.removed import RemovedElement
from strategy.models.research import ResearchEdition, ResearchItem
from strategy.models.review import PlanReview, ReviewFinding
from strategy.models.scan import ScanFinding
from strategy.models.theme import AnnualTheme, ThemeActivity, ThemePrinciple
from strategy.models.word_import import WordImport
from strategy.models.workshop import (
    Challenge,
    Workshop,
    WorkshopConclusion,
    WorkshopReminder,
)
from strategy.models.workshop_participant import WorkshopParticipant
from strategy.models.workshop_programme import AgendaItem, WorkshopDocument

__all__ = [
    "AgendaItem",
    "Amendment",
    "AmendmentAddition",
    "AmendmentChange",
    "AnnualTheme",
    "CalendarFeed",
    "CarriedElement",
    "CarriedIndicator",
    "CarryOver",
    "Challenge",
    "ClosingCall",
    "Commitment",
    "Consultation",
    "ConsultationItem",
    "Contribution",
    "ContributionRevision",
    "CoreFunction",
    "CountedResult",
    "Deliverable",
    "Disposition",
    "DispositionCorrection",
    "EffortShare",
    "Evidence",
    "FigureReminder",
    "Framework",
    "Indicator",
    "IndicatorPeriod",
    "IndicatorScore",
    "LightOverride",
    "Measurement",
    "PaperAnswer",
    "Plan",
    "PlanDecision",
    "PlanElement",
    "PlanImport",
    "PlanInput",
    "PlanPaper",
    "PlanReview",
    "PlanStep",
    "PlanSubmission",
    "Position",
    "PositionRevision",
    "ProposalStand",
    "Redaction",
    "RegionWindow",
    "RegionalValue",
    "Release",
    "ReleaseRule",
    "Reminder",
    "RemovedElement",
    "ResearchEdition",
    "ResearchItem",
    "ReviewFinding",
    "ScanFinding",
    "Synthesis",
    "ThemeActivity",
    "ThemePrinciple",
    "WordImport",
    "Workshop",
    "WorkshopConclusion",
    "WorkshopDocument",
    "WorkshopParticipant",
    "WorkshopReminder",
]
