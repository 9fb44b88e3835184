"""The state machines of this app, as tables."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from communications.enums import MessageState as M
from communications.enums import PublicationState as P
from communications.enums import TopicState as T
from communications.models import Chapter, Message, Practice
from wco_portal.access.permissions import Permission
from wco_portal.common.bilingual import local
from wco_portal.common.errors import DomainError
from wco_portal.publishing.selectors import documents
from wco_portal.publishing.workflow import Transition, Workflow

FEWEST_AUDIENCES: Final = 2


def tells_what_was_done(practice: Practice) -> None:
    """A practice says what the situation was and what was done."""
    if not local(practice, "context") or not local(practice, "done"):
        raise DomainError(
            _("Say what the situation was and what was done, then send the practice."),
            code="incomplete",
        )


def names_its_audiences(message: Message) -> None:
    """A common message is for two audiences at least."""
    if len(message.audiences.all()) < FEWEST_AUDIENCES:
        raise DomainError(_("Name at least two audiences."), code="audiences")


def has_proof(message: Message) -> None:
    """A message that goes to the Members is proved."""
    if not any(not proof.has_expired() for proof in message.proofs.all()):
        raise DomainError(
            _("Add at least one proof point that has not expired."), code="proof_missing"
        )


def in_both_languages(message: Message) -> None:
    """A common message stands in both languages."""
    if not message.title_fr or not message.title_en:
        raise DomainError(_("Write the message in both languages."), code="language_missing")


def same_blocks_in_both_languages(chapter: Chapter) -> None:
    """The two languages of a chapter say the same, block for block."""
    gaps = documents.structure_gaps(chapter.text)
    if gaps:
        raise DomainError(
            ngettext(
                "The two languages differ in %(count)s place: bring them together first.",
                "The two languages differ in %(count)s places: bring them together first.",
                len(gaps),
            )
            % {"count": len(gaps)},
            code="languages_differ",
        )


PRACTICE: Final = Workflow(
    transitions={
        "submit": Transition(
            "submit",
            {P.DRAFT, P.CHANGES_REQUESTED},
            P.IN_REVIEW,
            Permission.PRACTICE_SUBMIT,
            "communications.practice.submitted",
            _("Send to the Secretariat"),
            guards=(tells_what_was_done,),
        ),
        "publish": Transition(
            "publish",
            {P.IN_REVIEW},
            P.PUBLISHED,
            Permission.PRACTICE_REVIEW,
            "communications.practice.published",
            _("Publish"),
        ),
        "request_changes": Transition(
            "request_changes",
            {P.IN_REVIEW},
            P.CHANGES_REQUESTED,
            Permission.PRACTICE_REVIEW,
            "communications.practice.returned",
            _("Return with reasons"),
        ),
        "withdraw": Transition(
            "withdraw",
            {P.PUBLISHED},
            P.WITHDRAWN,
            Permission.PRACTICE_REVIEW,
            "communications.practice.withdrawn",
            _("Withdraw"),
        ),
    }
)

CHAPTER: Final = Workflow(
    transitions={
        "submit": Transition(
            "submit",
            {P.DRAFT, P.CHANGES_REQUESTED},
            P.IN_REVIEW,
            Permission.CHAPTER_EDIT,
            "communications.chapter.submitted",
            _("Send for review"),
            guards=(same_blocks_in_both_languages,),
        ),
        "publish": Transition(
            "publish",
            {P.IN_REVIEW},
            P.PUBLISHED,
            Permission.CHAPTER_PUBLISH,
            "communications.chapter.published",
            _("Publish the next edition"),
            guards=(same_blocks_in_both_languages,),
        ),
        "request_changes": Transition(
            "request_changes",
            {P.IN_REVIEW},
            P.CHANGES_REQUESTED,
            Permission.CHAPTER_PUBLISH,
            "communications.chapter.returned",
            _("Return with reasons"),
        ),
    }
)

MESSAGE: Final = Workflow(
    transitions={
        "consult": Transition(
            "consult",
            {M.DRAFT},
            M.CONSULTED,
            Permission.MESSAGE_EDIT,
            "communications.message.consulted",
            _("Open for endorsement"),
            guards=(in_both_languages, names_its_audiences, has_proof),
        ),
        "return": Transition(
            "return",
            {M.CONSULTED},
            M.DRAFT,
            Permission.MESSAGE_ADOPT,
            "communications.message.returned",
            _("Return to draft"),
        ),
        "adopt": Transition(
            "adopt",
            {M.CONSULTED},
            M.IN_USE,
            Permission.MESSAGE_ADOPT,
            "communications.message.adopted",
            _("Bring into use"),
            guards=(has_proof,),
        ),
        "retire": Transition(
            "retire",
            {M.IN_USE},
            M.RETIRED,
            Permission.MESSAGE_ADOPT,
            "communications.message.retired",
            _("Retire"),
        ),
    }
)

TOPIC: Final = Workflow(
    transitions={
        "close": Transition(
            "close",
            {T.OPEN},
            T.CLOSED,
            Permission.TOPIC_CLOSE,
            "communications.topic.closed",
            _("Close with a conclusion"),
        ),
        "reopen": Transition(
            "reopen",
            {T.CLOSED},
            T.OPEN,
            Permission.TOPIC_CLOSE,
            "communications.topic.reopened",
            _("Open again"),
        ),
    }
)
