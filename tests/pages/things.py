"""One thing of each kind, from the demonstration and the little that it lacks."""

import datetime as dt
from types import SimpleNamespace

from django.contrib.auth.models import AnonymousUser

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
    Disposition,
    IndicatorPeriod,
    Measurement,
    PaperAnswer,
    Plan,
    PlanInput,
    PlanReview,
    PositionRevision,
    Release,
    ScanFinding,
    Synthesis,
    ThemeActivity,
    Workshop,
)
from strategy.rules.amendments import worded
from strategy.selectors import plan_prints
from strategy.services import (
    amendment_additions,
    amendments,
    calendar_feeds,
    contributions,
    decisions,
    deliverables,
    evidence,
    indicators,
    papers,
    plan_imports,
    plans,
    positions,
    structure,
    word_imports,
    word_returns,
)
from strategy.services import plan_prints as printing
from strategy.services.evidence import Named
from strategy.services.plans import Draft
from strategy.services.structure import Shape
from tests.factories import communications as making
from tests.factories import contributions as clauses
from tests.factories import workshops as inviting
from tests.factories.conferences import nominee
from tests.factories.people import person
from tests.pages.accounts import ACCOUNTS, account, named
from tests.publishing.rules.word.files import p, r, written
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Region
from wco_portal.files.services import files
from wco_portal.links.models import Link
from wco_portal.notifications.enums import Channel, DeliveryState
from wco_portal.notifications.models import Delivery, KeptMail
from wco_portal.publishing.models import Document, GoverningMeeting, Revision
from wco_portal.publishing.selectors.documents import blocks
from wco_portal.publishing.services import suggestions, threads

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
    _of_files(found)
    tell(found)
    return found


def _of_strategy(found):
    found.draft = Plan.objects.get(slug="2019-2022")
    found.in_force = Plan.objects.get(slug="2016-2019")
    found.element = found.draft.elements.get(number="SO1")
    found.review = PlanReview.objects.get(state="open")
    found.closed_review = PlanReview.objects.get(state="closed")
    _of_amending(found)
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
    found.receipts_of = {OTHERS: found.sent, R.HEAD: _receipt_of("mar")}
    waiting = PaperAnswer.objects.get(state="entered")
    # Entered by nobody that has an account of a role: each of them may be the second person.
    PaperAnswer.objects.filter(pk=waiting.pk).update(entered_by=person(R.EDITOR))
    found.paper_answer = waiting
    found.releases = {
        R.HEAD: Release.objects.get(state="waiting", position__member__code="mar"),
        OTHERS: Release.objects.create(
            position=found.position,
            draft=found.position.version,
            passed_by=account(R.FOCAL_POINT),
            passed_at=clock.now(),
        ),
    }
    found.proposed = Synthesis.objects.get(state="proposed", region__code="wca")
    found.synthesis = Synthesis.objects.get(consultation__slug=ROUND, region__code="wca")
    found.raised = Challenge.objects.filter(state="raised").earliest("pk")
    found.taken_up = Challenge.objects.filter(state="taken_up").earliest("pk")
    found.answered = Disposition.objects.published().earliest("pk")
    found.said = PlanInput.objects.filter(plan=found.draft).earliest("at")
    found.proposed_activity = ThemeActivity.objects.get(state="proposed")
    found.activity = ThemeActivity.objects.filter(state="published").earliest("pk")
    _of_measuring(found)
    _of_writing(found)
    _of_clauses(found)
    _of_workshops(found)
    found.scan = ScanFinding.objects.earliest("pk")
    found.evidence = evidence.add(
        found.element,
        Named("Trade report", "World Bank", dt.date(2018, 1, 1), "https://example.org/report"),
        by=account(R.EDITOR),
    )
    by_hand = Link.objects.exclude(target__kind="commitment")
    found.link = by_hand.select_related("origin").earliest("pk")


def _of_amending(found):
    """An amendment that came back from the Council: a draft with a frozen version."""
    found.amendment = Amendment.objects.get()
    [found.reworded] = [
        each.element for each in found.amendment.findings() if each.verdict == "change"
    ]
    found.new_part = amendment_additions.add(
        found.amendment,
        under=found.reworded,
        kind="objective",
        words=worded({"en": "New", "fr": "Nouveau"}, {"en": "Text.", "fr": "Texte."}),
        by=account(R.EDITOR),
    )
    amendments.submit(
        found.amendment,
        meeting=GoverningMeeting.objects.get(code="council-2019-06"),
        effective_on=found.in_force.ends_on,
        by=account(R.EDITOR),
    )
    amendments.give_back(
        found.amendment, reasons_en="Too short.", reasons_fr="Trop court.", by=account(R.APPROVER)
    )


def _receipt_of(code):
    """Find what a Member has sent."""
    return PositionRevision.objects.filter(position__member__code=code, kind="sent").earliest("pk")


def _of_workshops(found):
    """A participant of Senegal, and for everybody two addresses of regional calendars."""
    coming = Workshop.objects.get(slug="2019-wca-2")
    found.agenda_item = coming.agenda.earliest("starts_at")
    found.workshop_document = coming.documents.get(audience="public")
    found.participant = inviting.participant(coming, "sen", by=account(R.FOCAL_POINT))
    for code in ("eur", "wca"):
        where = Region.objects.get(code=code)
        found.feeds = {role: calendar_feeds.renew(where, by=account(role)) for role in ACCOUNTS}


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
    data = written(p(r("Goal"), style="Heading1") + p(r("Words.")))
    found.word = word_imports.keep(data, name="plan.docx", language="en", by=editor)


def _of_writing(found):
    document = Document.objects.get(text=found.draft.text, language="en")
    origin = f"{found.draft.slug} en {document.version}"
    data = written(p(r("Words."), style="Heading1") + p(r("New.")), identifier=origin)
    found.word_back = word_returns.keep(found.draft, data, name="plan.docx", by=account(R.EDITOR))
    found.text = found.draft.text
    found.block = blocks(document.body)[0][0]
    found.suggestion = suggestions.suggest(
        document, block=found.block, markdown_text="Other words.", by=account(R.EDITOR)
    )
    found.thread = threads.open_thread(
        document, block=found.block, said=threads.Said("Why so?"), by=account(R.EDITOR)
    )


def _of_clauses(found):
    """A plan in consultation, and what two Members say of its one element."""
    editor, focal = account(R.EDITOR), account(R.FOCAL_POINT)
    years = {"starts_on": dt.date(2031, 7, 1), "ends_on": dt.date(2034, 6, 30)}
    found.commented = plans.create(
        slug="2031-2034", title_en="A plan", title_fr="Un plan", **years, by=editor
    )
    found.clause = structure.add(
        found.commented, Shape("objective"), title_en="A clause", title_fr="Une clause", by=editor
    )
    section = found.clause.public_id
    drafts = {"en": Draft("Words.", 0), "fr": Draft("Des mots.", 0)}
    plans.write(found.commented, drafts=drafts, section=section, by=editor)
    decisions.consult(found.commented, by=editor)
    found.comment = clauses.comment(found.clause, by=focal)
    found.own_draft = contributions.say(
        found.clause,
        member=found.comment.member,
        kind="proposal",
        said=contributions.Said("Why.", wording={"en": "Own words."}, consent="named"),
        by=focal,
    )
    french = named("focal.fra")
    found.wording = clauses.proposal(found.clause, {"en": "New."}, code="fra", by=french)
    found.allowed = PlanInput.objects.filter(revision__consent="region").earliest("at")


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


def _of_files(found):
    """Two jobs for the public's files, and a file that is there."""
    for kind in ("plan.docx", "plan.pdf"):
        wanted = plan_prints.wanted(found.in_force, None, kind, "en", AnonymousUser())
        found.job = printing.ask(wanted, actor=AnonymousUser())
    council = GoverningMeeting.objects.get(code="council-2019-06")
    for number in ("SC1", "SC2"):
        found.paper = papers.create(
            found.draft, meeting=council, document_number=number, by=account(R.EDITOR)
        )
    made = files.Made("plan.pdf", "application/pdf", b"%PDF-1.7")
    found.file = files.keep(
        made, purpose="plan", owner=found.in_force.public_id, key="example", is_public=True
    )


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
