"""The collections of this app."""

from django.urls import path

from strategy.api import (
    amendments,
    briefings,
    commitments,
    consultations,
    contributions,
    deliverables,
    dispositions,
    elements,
    evidence,
    indicators,
    measurements,
    meetings,
    paper_answers,
    papers,
    plans,
    positions,
    regional,
    reviews,
    revisions,
    scans,
    themes,
    workshop_parts,
    workshops,
)
from wco_portal.api.router import Router

router = Router()
router.register("plans", plans.Plans)
router.register("elements", elements.Elements)
router.register("evidence", evidence.EvidenceOfElements)
router.register("commitments", commitments.Commitments)
router.register("revisions", revisions.Revisions)
router.register("meetings", meetings.Meetings)
router.register("papers", papers.Papers)
router.register("reviews", reviews.Reviews)
router.register("amendments", amendments.Amendments)
router.register("indicators", indicators.Indicators)
router.register("figures", measurements.Figures)
router.register("deliverables", deliverables.Deliverables)
router.register("values", measurements.Values)
router.register("consultations", consultations.Consultations)
router.register("positions", positions.Positions)
router.register("syntheses", positions.Syntheses)
router.register("briefings", briefings.Briefings)
router.register("paper-answers", paper_answers.PaperAnswers)
router.register("releases", paper_answers.Releases)
router.register("scan-findings", scans.ScanFindings)
router.register("themes", themes.Themes)
router.register("activities", themes.Activities)
router.register("research", themes.Research)
router.register("workshops", workshops.Workshops)
router.register("agenda-items", workshop_parts.AgendaItems)
router.register("workshop-documents", workshop_parts.WorkshopDocuments)
router.register("participants", workshop_parts.Participants)
router.register("calendar-feeds", workshop_parts.CalendarFeeds)
router.register("challenges", workshops.Challenges)
router.register("contributions", contributions.Contributions)
router.register("inputs", dispositions.Inputs)
router.register("dispositions", dispositions.Dispositions)

urlpatterns = [
    path(
        "participation/",
        regional.TookPart.as_view({"get": "retrieve"}),
        name="api-participation",
    ),
    *router.urls,
]
