"""An address for every route, from the demonstration and the little that it lacks.

`table` says, by the name of a route (or by how it begins), which words its address takes. A value
is a word, or words by role where each role has a thing of its own. A route that no line fits makes
`address` raise, and with it the matrix.
"""

from django.urls import NoReverseMatch, reverse

from strategy.models import (
    Synthesis,
)
from tests.pages.things import OTHERS
from wco_portal.common.models import Source
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import GoverningMeeting


def table(has):
    """Say which words each route takes; the longest beginning that fits is the one that counts."""

    def ids(things):
        return {role: thing.public_id for role, thing in things.items()}

    def slugs(things):
        return {role: thing.slug for role, thing in things.items()}

    sen = {"slug": has.conference.slug, "code": "sen"}
    seat = {"slug": has.conference.slug, "public_id": has.registration.public_id}
    first, second = has.proposed.consultation.slug, has.synthesis.consultation.slug
    plan = {"slug": has.draft.slug}
    text = {"public_id": has.text.public_id, "language": "en", "block": has.block}
    pages = {
        "link-new": {"kind": has.link.origin.kind, "public_id": has.link.origin.public_id},
        "link-remove": {"public_id": has.link.public_id},
        "notification-read": {"public_id": ids(has.notices)},
        "mail-": {"public_id": ids(has.mails)},
        "mail-undelivered": {},
        "mail-retry": {"public_id": has.dead.public_id},
        "chapter": {"slug": has.chapter.slug},
        "chapter-edition": {"slug": has.chapter.slug, "number": "1"},
        "chapter-publish": {"slug": has.chapter_in_review.slug},
        "chapter-request_changes": {"slug": has.chapter_in_review.slug},
        "practice": {"slug": has.practice.slug},
        "practice-new": {},
        "practice-edit": {"slug": slugs(has.practices)},
        "practice-submit": {"slug": slugs(has.practices)},
        "practice-publish": {"slug": has.practice_in_review.slug},
        "practice-request_changes": {"slug": has.practice_in_review.slug},
        "message": {"slug": has.message.slug},
        "message-new": {},
        "message-edit": {"slug": has.draft_message.slug},
        "message-unprove": {"slug": has.draft_message.slug},
        "message-consult": {"slug": has.draft_message.slug},
        "message-return": {"slug": has.consulted.slug},
        "message-adopt": {"slug": has.consulted.slug},
        "message-endorse": {"slug": has.consulted.slug},
        "message-retire": {"slug": has.consulted.slug},
        "topic": {"public_id": has.topic.public_id},
        "topic-new": {},
        "topic-reopen": {"public_id": has.closed_topic.public_id},
        "topic-turn": {"public_id": has.closed_topic.public_id},
        "post-hide": {"public_id": has.post.public_id},
        "region": {"code": "wca"},
        "member": {"code": "sen"},
        "guide": {"slug": "focal-point"},
        "briefing": {"code": "wca"},
        "consultation": {"slug": "priorities-2019-2022-first-round"},
        "consultation-new": {},
        "consultation-announce": {"slug": "priorities-to-be-measured-first"},
        "consultation-publish": {"slug": first},
        "consultation-reopen": {"slug": first},
        "consultation-answer": {"slug": second},
        "consultation-answer-for": {"slug": second, "code": "sen"},
        "consultation-review": {"slug": second, "code": "sen"},
        "consultation-receipt": {
            "slug": {
                role: each.position.consultation.slug for role, each in has.receipts_of.items()
            },
            "public_id": ids(has.receipts_of),
        },
        "consultation-history": {"slug": second, "code": {R.HEAD: "mar", OTHERS: "sen"}},
        "paper-answers": {"slug": second},
        "paper-answer-new": {"slug": second},
        "paper-answer": {"public_id": has.paper_answer.public_id},
        "release": {"public_id": ids(has.releases)},
        "release-rule": {"code": "mar"},
        "consultation-regions": {"slug": first},
        "consultation-region": {"slug": second, "code": "wca"},
        "consultation-remind": {"slug": second, "code": "wca"},
        "synthesis-": {"slug": first, "code": "wca"},
        "synthesis-propose": {"slug": second, "code": "wca"},
        "plan": plan,
        "plan-new": {},
        "plan-version": {"slug": has.draft.slug, "number": 1},
        "plan-element": plan | {"public_id": has.element.public_id},
        "plan-element-new": plan,
        "plan-structure": plan,
        "evidence-new": plan | {"public_id": has.element.public_id},
        "evidence-remove": {"public_id": has.evidence.public_id},
        "plan-edit-element": plan | {"public_id": has.element.public_id},
        "plan-translation-mark": plan | {"public_id": has.element.public_id},
        "plan-translation-mark-own": plan,
        "plan-translation-file": plan | {"kind": "fr.xlf"},
        "plan-carry-over": plan,
        "plan-earlier": plan,
        "plan-alignment": plan,
        "element-": plan | {"public_id": has.element.public_id},
        "element-unalign": plan | {"public_id": has.element.public_id, "code": "sdg-8"},
        "framework": {"code": "sdg"},
        "plan-translation-import": plan,
        "plan-translation-enter": plan,
        "plan-priority": {"slug": "2019-2022", "name": "e-commerce"},
        "plan-revision": plan | {"language": "en", "number": has.revision.version},
        "plan-revisions": plan,
        "plan-version-name": plan,
        "plan-reviews": {"slug": has.in_force.slug},
        "plan-review": {"slug": has.in_force.slug, "public_id": has.closed_review.public_id},
        "plan-review-new": {"slug": has.in_force.slug},
        "plan-review-close": {"slug": has.in_force.slug, "public_id": has.review.public_id},
        "plan-finding": {
            "slug": has.in_force.slug,
            "public_id": has.review.public_id,
            "element": has.in_force.elements.steering().earliest("pk").public_id,
        },
        "plan-amendment": {"slug": has.in_force.slug, "public_id": has.amendment.public_id},
        "workshop": {"slug": "2019-wca-2"},
        "workshop-new": {},
        "workshop-announce": {"slug": "2019-esa"},
        "workshop-drop": {"slug": "2019-esa"},
        "workshop-attendance": {"slug": "2019-wca"},
        "workshop-conclusion": {"slug": "2019-wca"},
        "challenge-new": {"slug": "2019-wca-2"},
        "challenge": {"public_id": has.taken_up.public_id},
        "challenge-take-up": {"public_id": has.raised.public_id},
        "challenge-set-aside": {"public_id": has.raised.public_id},
        "theme": {"year": "2019"},
        "activity-new": {"year": "2019"},
        "activity-": {"public_id": has.proposed_activity.public_id},
        "indicator": {"public_id": has.indicator.public_id},
        "indicator-new": {
            "slug": has.in_force.slug,
            "public_id": has.in_force.elements.steering().earliest("pk").public_id,
        },
        "light-free": {"public_id": has.indicator.public_id},
        "period-new": {"public_id": has.indicator.public_id},
        "period-edit": {"public_id": has.period.public_id},
        "measurement-enter": {"public_id": has.period.public_id},
        "measurement-correct": {"public_id": has.approved.period.public_id},
        "measurement": {"public_id": has.approved.public_id},
        "measurement-take_back": {"public_id": has.pending.public_id},
        "measurement-approve": {"public_id": has.pending.public_id},
        "measurement-return": {"public_id": has.pending.public_id},
        "measurement-submit": {"public_id": has.returned.public_id},
        "figures-": {"slug": has.in_force.slug},
        "implementation": {"slug": has.in_force.slug, "year": "2018"},
        "implementation-current": {"slug": has.in_force.slug},
        "deliverable": {"public_id": has.deliverable.public_id},
        "deliverable-new": {"slug": has.in_force.slug, "year": "2018"},
        "effort-shares": {"slug": has.in_force.slug, "year": "2018"},
        "plan-import": {"public_id": has.imported.public_id},
        "plan-import-new": {},
        "plan-import-word": {"public_id": has.word.public_id},
        "plan-import-word-new": {},
        "plan-word": {"slug": has.draft.slug, "public_id": has.word_back.public_id},
        "plan-word-new": {"slug": has.draft.slug},
        "plan-pdf": plan,
        "plan-docx": plan,
        "plan-version-pdf": plan | {"number": 1},
        "plan-version-docx": plan | {"number": 1},
        "file": {"public_id": has.file.public_id},
        "job": {"public_id": has.job.public_id},
        "plan-answers-file": plan | {"kind": "answers.xlsx"},
        "disposition-correct": {"public_id": has.answered.public_id},
        "plan-papers": plan,
        "plan-paper": plan | {"public_id": has.paper.public_id},
        "plan-paper-new": plan,
        "plan-file": {"slug": has.in_force.slug, "kind": "plan.csv"},
        "plan-version-file": {"slug": has.draft.slug, "number": 1, "kind": "plan.csv"},
        "text-": {"public_id": has.text.public_id},
        "text-steps": {"public_id": has.text.public_id, "language": "en"},
        "text-keep": {"public_id": has.text.public_id, "language": "en"},
        "text-suggest": text,
        "text-comment": text,
        "thread-": {"public_id": has.text.public_id, "thread": has.thread.public_id},
        "research-item": {"slug": "disruptive-technologies"},
        "scan-finding": {"public_id": has.scan.public_id},
        "scan-edit": {"public_id": has.scan.public_id},
        "conference": {"slug": has.conference.slug},
        "conference-new": {},
        "session": {"slug": has.conference.slug, "public_id": has.session.public_id},
        "own-delegation": {"slug": has.conference.slug},
        "delegation": sen,
        "delegations": {"slug": has.conference.slug},
        "registration": seat,
        "registrations": {"slug": has.conference.slug},
        "receipt": {"public_id": ids(has.receipts)},
    }
    api = {
        "regions": "wca",
        "members": "sen",
        "sources": Source.objects.earliest("pk").code,
        "events": has.event.public_id,
        "notifications": ids(has.notices),
        "mails": ids(has.mails),
        "undelivered": has.dead.public_id,
        "links": has.link.public_id,
        "jobs": has.job.public_id,
        "plans": has.draft.slug,
        "elements": has.element.public_id,
        "commitments": "sdg-8",
        "evidence": has.evidence.public_id,
        "revisions": has.revision.sha256,
        "papers": has.paper.public_id,
        "meetings": GoverningMeeting.objects.earliest("pk").code,
        "reviews": has.closed_review.public_id,
        "reviews-find": has.review.public_id,
        "reviews-close": has.review.public_id,
        "amendments": has.amendment.public_id,
        "indicators": has.indicator.public_id,
        "values": f"{has.indicator.public_id}-{has.approved.measured_on}",
        "figures": has.approved.public_id,
        "figures-take-back": has.pending.public_id,
        "figures-take_back": has.pending.public_id,
        "figures-approve": has.pending.public_id,
        "figures-return": has.pending.public_id,
        "figures-submit": has.returned.public_id,
        "deliverables": has.deliverable.public_id,
        "consultations": "priorities-2019-2022-first-round",
        "consultations-announce": "priorities-to-be-measured-first",
        "positions": has.position.public_id,
        "paper-answers": has.paper_answer.public_id,
        "releases": ids(has.releases),
        "syntheses": Synthesis.objects.filter(state="cleared", region__code="wca")
        .earliest("pk")
        .public_id,
        "briefings": "wca",
        "themes": "2019",
        "activities": has.activity.public_id,
        "activities-publish": has.proposed_activity.public_id,
        "activities-decline": has.proposed_activity.public_id,
        "research": "disruptive-technologies",
        "scan-findings": has.scan.public_id,
        "workshops": "2019-wca-2",
        "workshops-announce": "2019-esa",
        "workshops-drop": "2019-esa",
        "inputs": has.said.public_id,
        "dispositions": has.answered.public_id,
        "challenges": has.taken_up.public_id,
        "challenges-take-up": has.raised.public_id,
        "challenges-set-aside": has.raised.public_id,
        "chapters": has.chapter.slug,
        "chapters-publish": has.chapter_in_review.slug,
        "chapters-request-changes": has.chapter_in_review.slug,
        "practices": has.practice.slug,
        "practices-submit": slugs(has.practices),
        "practices-publish": has.practice_in_review.slug,
        "practices-request-changes": has.practice_in_review.slug,
        "messages": has.message.slug,
        "messages-unprove": has.draft_message.slug,
        "messages-consult": has.draft_message.slug,
        "messages-return": has.consulted.slug,
        "messages-adopt": has.consulted.slug,
        "messages-endorse": has.consulted.slug,
        "messages-retire": has.consulted.slug,
        "endorsements": has.endorsement.public_id,
        "audiences": has.message.audiences.earliest("pk").slug,
        "channels": has.practice_in_review.channels.earliest("pk").slug,
        "topics": has.topic.public_id,
        "topics-reopen": has.closed_topic.public_id,
        "topics-practice": has.closed_topic.public_id,
        "posts": has.post.public_id,
        "conferences": has.conference.slug,
        "sessions": has.session.public_id,
        "delegations": has.delegation.public_id,
        "registrations": has.registration.public_id,
        "receipts": ids(has.receipts),
    }
    return pages | {f"api-{name}": {"id": value} for name, value in api.items()}


def address(route, role, examples):
    """Return the address of a route for a role."""
    try:
        return reverse(route.name)
    except NoReverseMatch:
        fits = [name for name in examples if route.name.startswith(name)]
        line = examples[max(fits, key=len)] if fits else {}
        return reverse(route.name, kwargs={name: _for(value, role) for name, value in line.items()})


def _for(value, role):
    if not isinstance(value, dict):
        return value
    return value.get(role) or value.get(OTHERS) or next(iter(value.values()))
