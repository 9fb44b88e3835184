"""The life of a plan, as a table."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from strategy.enums.plans import PlanState as S
from strategy.models import Plan
from wco_portal.access.permissions import Permission
from wco_portal.common.errors import DomainError
from wco_portal.publishing.selectors import documents
from wco_portal.publishing.workflow import Transition, Workflow


def has_words(plan: Plan) -> None:
    """A plan without a word in either language is not submitted."""
    for document in plan.text.documents.all():
        if not documents.plain(document.body).strip():
            raise DomainError(
                _("There is no text yet in this language: %(language)s.")
                % {"language": document.get_language_display()},
                code="text_missing",
            )


def same_structure(plan: Plan) -> None:
    """English and French have the same blocks in the same order."""
    gaps = documents.structure_gaps(plan.text)
    if gaps:
        raise DomainError(
            ngettext(
                "English and French differ in structure in %(count)d block.",
                "English and French differ in structure in %(count)d blocks.",
                len(gaps),
            )
            % {"count": len(gaps)},
            code="structure_differs",
        )


def has_answered(plan: Plan) -> None:
    """Everything that Members said of the plan has an answer that they can read."""
    waiting = plan.inputs.unanswered().count()
    if waiting:
        raise DomainError(
            ngettext(
                "%(count)d input of Members or workshops has no published answer.",
                "%(count)d inputs of Members or workshops have no published answer.",
                waiting,
            )
            % {"count": waiting},
            code="inputs_unanswered",
        )


PLAN = Workflow(
    transitions={
        "consult": Transition(
            "consult",
            {S.DRAFT},
            S.IN_CONSULTATION,
            Permission.PLAN_SUBMIT,
            "strategy.plan.consultation_opened",
            gettext_lazy("Open for consultation"),
            guards=(has_words,),
        ),
        "resume": Transition(
            "resume",
            {S.IN_CONSULTATION},
            S.DRAFT,
            Permission.PLAN_SUBMIT,
            "strategy.plan.resumed",
            gettext_lazy("Close the consultation and draft on"),
        ),
        "endorse": Transition(
            "endorse",
            {S.DRAFT, S.IN_CONSULTATION},
            S.ENDORSED,
            Permission.PLAN_DECIDE,
            "strategy.plan.endorsed",
            gettext_lazy("Record the endorsement"),
            guards=(has_words, same_structure),
        ),
        "submit": Transition(
            "submit",
            {S.DRAFT, S.ENDORSED},
            S.SUBMITTED,
            Permission.PLAN_SUBMIT,
            "strategy.plan.submitted",
            gettext_lazy("Submit to the Council"),
            guards=(has_words, same_structure, has_answered),
        ),
        "return": Transition(
            "return",
            {S.IN_CONSULTATION, S.ENDORSED, S.SUBMITTED},
            S.DRAFT,
            Permission.PLAN_DECIDE,
            "strategy.plan.returned",
            gettext_lazy("Return with reasons"),
        ),
        "adopt": Transition(
            "adopt",
            {S.SUBMITTED},
            S.ADOPTED,
            Permission.PLAN_DECIDE,
            "strategy.plan.adopted",
            gettext_lazy("Record the Council’s decision"),
        ),
        "withdraw": Transition(
            "withdraw",
            {S.DRAFT, S.IN_CONSULTATION, S.ENDORSED, S.SUBMITTED},
            S.WITHDRAWN,
            Permission.PLAN_WITHDRAW,
            "strategy.plan.withdrawn",
            gettext_lazy("Withdraw the plan"),
        ),
        "bring_into_force": Transition(
            "bring_into_force",
            {S.ADOPTED},
            S.IN_FORCE,
            None,
            "strategy.plan.in_force",
            gettext_lazy("Bring into force"),
        ),
        "supersede": Transition(
            "supersede",
            {S.IN_FORCE},
            S.SUPERSEDED,
            None,
            "strategy.plan.superseded",
            gettext_lazy("Supersede"),
        ),
    }
)
