"""An address for every route, from the demonstration and the little that it lacks.

`table` says, by the name of a route (or by how it begins), which words its address takes. A value
is a word, or words by role where each role has a thing of its own. A route that no line fits makes
`address` raise, and with it the matrix.
"""

import datetime as dt
from types import SimpleNamespace

from django.urls import NoReverseMatch, reverse

from communications.models import Chapter, Message, Practice, Topic
from communications.rules import Pair
from communications.services import messages, practices, topics
from conferences.enums import Answer
from conferences.models import Conference, Delegation, Receipt, Registration
from conferences.services import delegations, nominations, registrations
from strategy.models import (
    Amendment,
    Challenge,
    Consultation,
    IndicatorPeriod,
    Measurement,
    Plan,
    PlanReview,
    PositionRevision,
    ScanFinding,
    Synthesis,
    ThemeActivity,
)
from strategy.services import deliverables, indicators, plan_imports, positions
from tests.factories import communications as making
from tests.factories.conferences import nominee
from tests.factories.people import person
from tests.pages.accounts import ACCOUNTS, account
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.models import Source
from wco_portal.directory.enums import RoleName as R
from wco_portal.links.models import Link
from wco_portal.notifications.enums import Channel, DeliveryState
from wco_portal.notifications.models import Delivery, KeptMail
from wco_portal.publishing.models import Document, GoverningMeeting, Revision
from wco_portal.publishing.selectors.documents import blocks
from wco_portal.publishing.services import threads

OTHERS = "*"
CONFERENCE = "communication-conference-demonstration"
ROUND = "priorities-2019-2022-second-round"
STRATML = b"""<StrategicPlan xmlns="urn:ISO:std:iso:17469:tech:xsd:stratml_core"><Name>A plan</Name>
<StrategicPlanCore><Goal><Name>A goal</Name><Description>Its words.</Description></Goal>
</StrategicPlanCore></StrategicPlan>"""


def things():
    """Find one thing of each kind, and make what the demonstration lacks, through the services."""
    found = SimpleNamespace()
    _of_strategy(found)
    _of_communications(found)
    _of_conferences(found)
    tell(found)
    return found


def _of_strategy(found):
    found.draft = Plan.objects.get(slug="2019-2022")
    found.in_force = Plan.objects.get(slug="2016-2019")
    found.element = found.draft.elements.get(number="SO1")
    found.review = PlanReview.objects.get(state="open")
    found.closed_review = PlanReview.objects.get(state="closed")
    found.amendment = Amendment.objects.get()
    found.revision = Revision.objects.filter(
        document__text=found.draft.text, document__language="en"
    ).earliest("pk")
    found.position = positions.save(
        Consultation.objects.phased().get(slug=ROUND),
        member=account(R.FOCAL_POINT).roles_held()[0].member,
        ranking={},
        comment="Nobody else reads this.",
        version=0,
        by=account(R.FOCAL_POINT),
    )
    found.sent = PositionRevision.objects.filter(
        position__member__code="sen", kind="sent"
    ).earliest("pk")
    found.proposed = Synthesis.objects.get(state="proposed", region__code="wca")
    found.synthesis = Synthesis.objects.get(consultation__slug=ROUND, region__code="wca")
    found.raised = Challenge.objects.filter(state="raised").earliest("pk")
    found.taken_up = Challenge.objects.filter(state="taken_up").earliest("pk")
    found.proposed_activity = ThemeActivity.objects.get(state="proposed")
    found.activity = ThemeActivity.objects.filter(state="published").earliest("pk")
    _of_measuring(found)
    _of_writing(found)
    found.scan = ScanFinding.objects.earliest("pk")
    found.link = Link.objects.select_related("origin").earliest("pk")


def _of_measuring(found):
    editor, approver = account(R.EDITOR), account(R.APPROVER)
    goal = found.in_force.elements.steering().earliest("pk")
    found.pending = Measurement.objects.get(state="pending")
    found.returned = Measurement.objects.get(state="returned")
    found.approved = Measurement.objects.filter(state="approved").earliest("pk")
    found.indicator = found.approved.period.indicator
    found.period = IndicatorPeriod.objects.filter(measurements=None).earliest("pk")
    indicators.set_light(
        found.indicator,
        light="at_risk",
        reason={"en": "Seen on the spot.", "fr": "Constaté sur place."},
        until=clock.today(),
        by=approver,
    )
    titles = {"en": "A deliverable", "fr": "Un livrable"}
    words = {"en": "Done.", "fr": "Fait."}
    content = deliverables.Content(title=titles, words=words)
    found.deliverable = deliverables.add(goal, year=2018, content=content, by=editor)
    found.imported = plan_imports.keep(STRATML, name="plan.xml", language="en", by=editor)


def _of_writing(found):
    document = Document.objects.get(text=found.draft.text, language="en")
    found.text = found.draft.text
    found.block = blocks(document.body)[0][0]
    found.thread = threads.open_thread(
        document, block=found.block, said=threads.Said("Why so?"), by=account(R.EDITOR)
    )


def _of_communications(found):
    officer = person(R.COMMUNICATIONS)
    closed = Topic.objects.filter(state="closed").earliest("pk")
    found.topic = Topic.objects.filter(state="open").earliest("pk")
    found.closed_topic = closed
    found.post = found.topic.posts.earliest("pk")
    found.chapter = Chapter.objects.filter(state="published").earliest("pk")
    found.chapter_in_review = Chapter.objects.get(state="in_review")
    found.practice = Practice.objects.filter(state="published").earliest("pk")
    found.practice_in_review = Practice.objects.filter(state="in_review").earliest("pk")
    found.practices = {
        R.FOCAL_POINT: Practice.objects.get(member__code="sen", state="changes_requested"),
        R.COMMUNICATIONS: practices.create(
            making.ACCOUNT, language="en", principles=[], by=account(R.COMMUNICATIONS)
        ),
        R.MODERATOR: _practice_from_topic(found.topic.space),
    }
    found.message = Message.objects.filter(state="in_use").earliest("pk")
    found.draft_message = Message.objects.filter(state="draft").earliest("pk")
    found.consulted = messages.consult(making.message(by=officer), by=officer)
    found.endorsement = found.message.endorsements.earliest("pk")
    topics.write(found.topic, body="A post.", language="en", by=officer)


def _practice_from_topic(space):
    """Make what a moderator makes; a topic gives one practice, so this takes a topic of its own."""
    moderator = account(R.MODERATOR)
    words = {"title": "A topic", "body": "A question.", "language": "en"}
    topic = topics.open_topic(space, by=person(R.FOCAL_POINT, member="sen"), **words)
    topics.close(topic, conclusion=Pair("An answer.", "Une réponse."), by=moderator)
    return practices.create_from_topic(topic, by=moderator)


def _of_conferences(found):
    focal = account(R.FOCAL_POINT)
    found.conference = Conference.objects.get(slug=CONFERENCE)
    found.session = found.conference.sessions.earliest("pk")
    other = Conference.objects.filter(kind="edition").exclude(pk=found.conference.pk).get()
    found.delegation = Delegation.objects.get(conference=found.conference, member__code="sen")
    delegate = account(R.DELEGATE)
    words = {"given_name": "Delegate", "family_name": "A", "email": delegate.email}
    delegations.answer(found.delegation, answer=Answer.ATTENDS, by=focal)
    receipt = nominations.nominate(found.delegation, people=[nominee(1, **words)], by=focal)
    found.registration = Registration.objects.get(receipt_lines__receipt=receipt)
    there = Delegation.objects.get(conference=other, member__code="sen")
    nominations.nominate(there, people=[nominee(1, **words)], by=focal)
    gone = there.registrations.latest("pk")
    registrations.withdraw(gone, by=delegate)
    found.receipts = {OTHERS: receipt, R.DELEGATE: Receipt.objects.get(by=delegate)}


def tell(found):
    """Give every role a notice and a mail of its own, and let one mail be given up."""
    event = audit.record("tests.examples.made", target=found.draft)
    found.event = event

    def told(whom, channel, state):
        return Delivery.objects.create(
            event=event,
            notice="plan_submitted",
            recipient=whom,
            channel=channel,
            state=state,
            reason_en="Because.",
            reason_fr="Parce que.",
            subject="A subject of one person only",
            address="/en/plans/",
            made_at=clock.now(),
        )

    def mailed(whom):
        return KeptMail.objects.create(
            message_id=f"example-{event.pk}-{whom.pk}@test.example",
            delivery=told(whom, Channel.MAIL, DeliveryState.SENT),
            recipient=whom.email,
            subject="A letter to one person only",
            text="Words.",
            html="<p>Words.</p>",
            source=b"Words.",
            kept_at=clock.now() - dt.timedelta(minutes=1),
        )

    people = {role: account(role) for role in ACCOUNTS}
    found.notices = {
        role: told(each, Channel.PORTAL, DeliveryState.SENT) for role, each in people.items()
    }
    found.mails = {role: mailed(each) for role, each in people.items()}
    found.dead = told(person(R.FOCAL_POINT, member="fra"), Channel.MAIL, DeliveryState.DEAD)


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
        "consultation": {"slug": "priorities-2019-2022-first-round"},
        "consultation-new": {},
        "consultation-announce": {"slug": "priorities-to-be-measured-first"},
        "consultation-publish": {"slug": first},
        "consultation-reopen": {"slug": first},
        "consultation-answer": {"slug": second},
        "consultation-answer-for": {"slug": second, "code": "sen"},
        "consultation-review": {"slug": second, "code": "sen"},
        "consultation-receipt": {
            "slug": has.sent.position.consultation.slug,
            "public_id": has.sent.public_id,
        },
        "consultation-region": {"slug": second, "code": "wca"},
        "consultation-remind": {"slug": second, "code": "wca"},
        "synthesis-": {"slug": first, "code": "wca"},
        "synthesis-propose": {"slug": second, "code": "wca"},
        "plan": plan,
        "plan-new": {},
        "plan-version": {"slug": has.draft.slug, "number": 1},
        "plan-element": plan | {"public_id": has.element.public_id},
        "plan-edit-element": plan | {"public_id": has.element.public_id},
        "plan-translation-mark": plan | {"public_id": has.element.public_id},
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
        "plan-file": {"slug": has.in_force.slug, "kind": "plan.csv"},
        "plan-version-file": {"slug": has.draft.slug, "number": 1, "kind": "plan.csv"},
        "text-": {"public_id": has.text.public_id},
        "text-steps": {"public_id": has.text.public_id, "language": "en"},
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
        "plans": has.draft.slug,
        "elements": has.element.public_id,
        "revisions": has.revision.sha256,
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
        "syntheses": Synthesis.objects.filter(state="cleared", region__code="wca")
        .earliest("pk")
        .public_id,
        "themes": "2019",
        "activities": has.activity.public_id,
        "activities-publish": has.proposed_activity.public_id,
        "activities-decline": has.proposed_activity.public_id,
        "research": "disruptive-technologies",
        "scan-findings": has.scan.public_id,
        "workshops": "2019-wca-2",
        "workshops-announce": "2019-esa",
        "workshops-drop": "2019-esa",
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
